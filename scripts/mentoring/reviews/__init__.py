"""Who reviews whom, what reviewers see, and what their marks are worth side by side."""
