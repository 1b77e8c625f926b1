"""Hiding a part of a story: the sound and every text of it in one act (DOMAIN R5)."""
