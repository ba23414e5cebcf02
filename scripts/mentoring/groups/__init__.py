"""Form groups for networking events, in which guests meet many people of other experiments.

The input is guests with their home experiments and the pairs to keep apart; the output is an
arrangement. Start with `arrange.py`.
"""
