"""HTTP routes. Thin: they check, call, and put results into words."""
