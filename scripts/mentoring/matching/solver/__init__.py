"""The solver, which finds the best pairs of an instance and their prices."""
