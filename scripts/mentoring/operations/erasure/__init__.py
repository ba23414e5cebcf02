"""Removing a person, or an edition's people, from the work tree and from every commit.

`erase` takes an id or editions; `subject` says which words identify the people, `scan` where they
are, `redaction` what each file becomes. `prepare` makes and checks a new history in a clone, and
`plan` puts it in place of the old one, in steps that a second run can complete.
"""
