"""The command ``tulkki``."""
