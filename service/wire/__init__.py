"""The documented websocket protocol ``tulkki.v1``: JSON text messages, binary audio. Pure."""
