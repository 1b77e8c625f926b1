"""Records the law asks for: breaches with their clock, and requests of courts and the police."""
