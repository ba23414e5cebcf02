"""The right of access: all data held about one person, gathered for that person."""
