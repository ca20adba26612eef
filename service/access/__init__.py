"""Who may do what: sessions, one-time tickets, invitations, reader tokens and API keys.

Pure: the clock is passed in, secrets come from ``secrets``, nothing is written anywhere.
"""
