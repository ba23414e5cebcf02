"""What people typed into a form becomes records: read strictly, nobody lost, nothing guessed."""
