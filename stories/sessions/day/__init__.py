"""On the day: the run sheet, which works when the connection drops (DOMAIN S6–S9)."""
