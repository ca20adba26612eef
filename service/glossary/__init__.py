"""What a desk wants words to be called: concepts, their conflicts, files and shipped sets. Pure."""
