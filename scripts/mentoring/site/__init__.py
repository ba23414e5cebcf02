"""The generated parts of docs/, from cohorts and released aggregates. It never reaches people."""
