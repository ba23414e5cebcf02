"""Git for the operations: its commands, all objects, and the state of the history."""
