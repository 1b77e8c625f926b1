"""Referrals of somebody to a specialist: with consent, seen only by those concerned."""
