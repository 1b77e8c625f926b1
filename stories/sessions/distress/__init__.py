"""Somebody is not well in a session: the safeguarding lead is told at once (DOMAIN S8, P5)."""
