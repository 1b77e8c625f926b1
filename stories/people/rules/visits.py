"""How long somebody who gave the PIN of their own link is let in (DOMAIN X4)."""

from datetime import timedelta

VISIT = timedelta(minutes=30)  # the phone may be shared, and more than listening is possible here
DEFAULT_DAYS = 90
