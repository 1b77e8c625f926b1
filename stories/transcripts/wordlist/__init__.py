"""Words, names and places an organisation tells the machine to expect."""
