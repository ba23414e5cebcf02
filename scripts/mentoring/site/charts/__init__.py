"""Charts as SVG: a small writer of our own, since a published count is a range and not a number."""
