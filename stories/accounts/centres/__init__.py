"""Rehabilitation centres of an organisation, and the regions they lie in."""
