"""The steps of a pair, one function each: pure and idempotent, with errors that say what to do."""
