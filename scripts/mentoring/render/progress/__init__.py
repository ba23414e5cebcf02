"""The progress of the pairs: as data, text, Markdown, and a page for the organisers."""
