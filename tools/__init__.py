"""The scripts that look after the house; none of them ships in the wheel."""
