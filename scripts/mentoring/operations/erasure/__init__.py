"""Removing a person, or an edition's people, from the work tree and from every commit.

`subject` finds who is meant and the traces they leave; `redaction` says what each kind of record
becomes without them; `rewriting` makes a new history of a fresh clone; `scan` proves that nothing
is left; `swap` puts the new history in the place of the old one, in steps that a second run
finishes.
"""
