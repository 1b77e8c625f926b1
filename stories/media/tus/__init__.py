"""Resumable upload (tus 1.0): bytes come in stretches, and whatever was acknowledged stays."""
