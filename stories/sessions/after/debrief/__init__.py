"""The quality checklist and the facilitator’s debrief of a held session (DOMAIN S9)."""
