"""A synthetic programme of any size, with invented people, reviews and pairs up to a given day.

In come a seed, an edition and a day; out come files. A seed gives the same records, byte for byte,
on every machine and Python version. Start with `playing.py`. The invented names and texts are in
`words.yaml`.
"""
