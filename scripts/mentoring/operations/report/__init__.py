"""What the committee looks at before it decides, and what it decided."""
