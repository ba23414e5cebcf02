"""Assign reviewers, blind applications, and turn marks into bands of motivation.

In come applications and reviews; out go assignments, blinded packets and calibrated scores. Start
with `summary.py`.
"""
