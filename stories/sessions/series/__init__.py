"""Sessions that come again: a rule, the rows it made, and what may be changed about them."""
