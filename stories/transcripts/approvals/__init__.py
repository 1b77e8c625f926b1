"""A segment's text is approved by its narrator or by a reviewer, until it is changed (R8, M4)."""
