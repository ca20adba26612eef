"""The LibreTranslate contract:

parameters, messages and shapes, for clients that already speak it.
"""
