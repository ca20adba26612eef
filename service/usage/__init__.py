"""What is counted of conversations: how much, how quick; never words, never names. Pure."""
