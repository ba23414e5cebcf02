"""Assign reviewers, blind applications, and turn marks into bands of motivation.

In come applications and reviews; out go assignments, blinded packets, calibrated scores and bands.
Start with `calibration.py`.
"""
