"""Suggestions to a tired reviewer: what a story's text may need hidden, and what it may warn of."""
