"""Letters: their receivers and facts, and the check that each letter is sent only once."""
