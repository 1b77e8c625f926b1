"""The calendar: a month, a week, the next two weeks, a day, and what of them is shown."""
