"""The kernel: the few pairs of an instance that can matter, whatever its size."""
