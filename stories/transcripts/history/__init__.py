"""What every segment was before: kept with each change, shown, and brought back."""
