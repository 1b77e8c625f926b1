"""The audit log as administrators and safeguarding leads read it (DOMAIN X3)."""
