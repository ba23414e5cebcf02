"""Form discussion groups for networking events, so that people meet many from elsewhere.

The input is guests with their home experiments and the pairs to keep apart; the output is an
arrangement. Start with `arrange.py`.
"""
