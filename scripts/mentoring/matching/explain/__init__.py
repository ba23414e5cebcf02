"""Why, why not, at what price, and how firmly."""
