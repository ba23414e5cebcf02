"""Removing a person, or an edition's people, from the work tree and from every commit.

`subject` finds the people and their traces. `redaction` rewrites each kind of record without them.
`rewrite_history` makes a new history in a fresh clone. `scan_objects` proves that no trace is
left. `replace_history` puts the new history in place of the old one, in steps that a second run
can complete.
"""
