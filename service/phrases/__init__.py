"""Ready phrases and the words of cards: texts that people wrote, and which desk offers which."""
