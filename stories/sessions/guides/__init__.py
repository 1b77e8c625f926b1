"""Questions that open a story, by theme, age and care; and a session's plan on paper."""
