"""A text comes in from a file: looked at first, then taken in as a version of its own."""
