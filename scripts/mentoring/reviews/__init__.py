"""Who reviews whom, what reviewers see, and what their marks are worth side by side.

In come applications and reviews; out go assignments, blinded packets, and calibrated scores in
bands. Open `summary.py` first.
"""
