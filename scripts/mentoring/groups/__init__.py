"""Discussion groups for networking events, in which people meet many others from elsewhere.

In come guests with their homes and whom they should not sit with; out goes an arrangement.
Open `arrange.py` first.
"""
