"""The committee's report on a matching, as Markdown and as an HTML page."""
