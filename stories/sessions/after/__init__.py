"""What follows a held session: checklist and debrief, follow-ups, thanks, workload."""
