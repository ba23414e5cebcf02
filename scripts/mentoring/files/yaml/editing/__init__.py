"""The parts of an edit: what stays of a value, and how its text is cut and joined."""
