"""MarianMT behind the Translator protocol, one file per engine."""
