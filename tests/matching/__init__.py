"""Tests of the matching: a package, so that the benchmarks' peer `matching` does not hide it."""
