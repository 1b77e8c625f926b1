// Sending a recording in pieces, so that a lost connection loses nothing.
