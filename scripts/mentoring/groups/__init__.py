"""Form groups at an event, so that guests meet people of other experiments.

In come guests with their home experiments, and pairs to keep apart; out goes an arrangement. Start
with `arrange.py`.
"""
