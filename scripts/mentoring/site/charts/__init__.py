"""Charts as SVG, written without a library because a published count is a range."""
