"""What readers follow: the append-only event log of one conversation."""
