"""Who might sit with whom in a season: elder and youth, suggested over the whole group."""
