"""Sessions in calendars elsewhere: what they say there, and who may fetch them."""
