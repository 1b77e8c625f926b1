"""An organisation's own words: how a term of one language is called in the other."""
