"""The steps of a pair: pure and idempotent functions, with errors that say what to do.

A pair and a day come in, and the pair after the step goes out. Begin with `recorded` in
`steps.py`, which records an event.
"""
