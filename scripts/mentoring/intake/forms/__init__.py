"""What a form asks, and how to read its export."""
