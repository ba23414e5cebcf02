"""From an instance to its best pairs and their prices."""
