"""The right of access: everything that is held about one person, gathered for that person."""
