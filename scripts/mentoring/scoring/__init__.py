"""Score how well two people fit, in integer points out of 1000, and find forbidden pairs.

The input is applications and the weights of the cohort file; the output is the fit of every pair,
or why it is forbidden. Start with `fit.py`; each criterion is a module in `criteria`.
"""
