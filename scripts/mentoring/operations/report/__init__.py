"""The committee's report: the facts before its decision, and the result."""
