"""The service: conversations, their wire, inference, feed, HTTP and websocket edges."""
