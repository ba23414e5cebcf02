"""What a form asks, and how its export is to be read."""
