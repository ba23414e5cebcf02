"""How the pairs are doing: as data, as text, as Markdown, as a page for the organisers."""
