"""How requests reach the models: one Engine, whatever carries the work."""
