"""Who has a text open, and what others changed in it meanwhile."""
