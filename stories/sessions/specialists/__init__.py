"""The programme's specialists: who they are, what they speak, when they are free."""
