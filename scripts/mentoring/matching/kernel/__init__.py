"""The kernel: the few pairs of an instance that can matter for the optimum."""
