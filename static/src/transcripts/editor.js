// The table where text is corrected, beside the player.
