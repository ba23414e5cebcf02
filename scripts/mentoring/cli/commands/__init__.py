"""A file a command: parse → call → render → exit."""
