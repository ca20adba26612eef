"""Who may do what: staff sessions, one-time tickets, invitations and reader tokens.

Pure: the clock is passed in, secrets come from ``secrets``, nothing is written anywhere.
"""
