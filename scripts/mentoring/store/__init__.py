"""YAML ⇄ people: the only reader and writer of personal records.

In come the files below `data/`; out goes the programme with every problem, and the other way
round the changes that make the files say what records say. Open `reader.py` first.
"""
