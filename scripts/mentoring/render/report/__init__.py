"""The committee's report on a matching: as Markdown, and as a page of its own."""
