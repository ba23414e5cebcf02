"""The steps of a pair, one function each: pure and idempotent, with errors that say what to do.

A pair and a day come in, and the pair after the step goes out. Begin with `steps.py`; `find.py` has
the one function that records an event.
"""
