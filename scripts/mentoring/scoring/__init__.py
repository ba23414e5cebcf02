"""How well two people fit, in whole points out of 1000, and which pairs may not be at all.

In come applications and the weights of the cohort file; out goes the fit of every pair, or why
there is none. Open `fit.py` first; a criterion is a file in `criteria`.
"""
