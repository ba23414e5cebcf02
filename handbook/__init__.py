"""The handbook: a site of its own, and what writes its generated pages."""
