"""Assign reviewers, blind applications, and calibrate marks.

The input is applications and reviews; the output is assignments, blinded packets, and calibrated
scores in bands. Start with `summary.py`.
"""
