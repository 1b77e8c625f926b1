"""The register of who may see restricted data (DOMAIN X9)."""
