"""Other live captioning servers and translators, measured beside this one in one run.

Each runs from its own published package in a virtual environment of its own under build/peers,
with the weights of this service; a thin adapter speaks its protocol and says what its reader sees.
"""
