"""Sockets and streams: the edge where conversations meet networks and models."""
