"""What people of an organisation translated before, offered where nearly the same is said again."""
