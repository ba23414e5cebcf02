"""Our own attacker: it knows everything public and one person, and computes the rest."""
