"""Figures by region and centre, and across organisations: counts alone."""
