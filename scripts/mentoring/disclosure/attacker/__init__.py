"""An attacker of our own: it knows everything public and one person, and computes the rest."""
