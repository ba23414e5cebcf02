"""The sealed instance: what matching reads, whether it makes sense, and the room in it."""
