"""The rules between records. A check is a small function whose docstring is its title.

In comes the whole programme as `store` read it; out go `Problem`s with file, line and cure.
Open `check.py` first, then any file: each holds the rules for one kind of thing.
"""
