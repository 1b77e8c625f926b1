"""Spelling hints from the dictionaries of hunspell, where the machine has them."""
