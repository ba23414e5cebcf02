"""One runnable script a question: `python -m benchmarks.engine`, or all of them by `make bench`."""
