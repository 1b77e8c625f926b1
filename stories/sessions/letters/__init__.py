"""Reminders of sessions by e-mail, and word when one is moved or called off."""
