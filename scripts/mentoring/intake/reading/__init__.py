"""From the bytes of an export to the answers in its rows."""
