"""Results → text, Markdown, HTML, JSON, letters, PDF, calendar. Pure."""
