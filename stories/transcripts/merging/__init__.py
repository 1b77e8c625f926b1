"""Two versions of one text side by side: a person takes from the other, segment by segment."""
