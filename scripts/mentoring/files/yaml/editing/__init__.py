"""The parts of an edit: which entries of a value stay, and how its text is cut and joined."""
