"""Who is written to, which letter, and with which facts; and that each letter goes out once."""
