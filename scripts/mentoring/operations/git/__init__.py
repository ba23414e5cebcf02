"""Git as the operations need it: its commands, all objects, and whether history is whole."""
