"""Finding words in a whole text, in both languages, and putting others in their place."""
