"""The kinds of file in which text does not lie open: JSON, images, documents."""
