"""Removing a person, or an edition's people, from the work tree and from every commit.

In come a repository and an id, or editions (`erase`); `subject` says which words identify the
people, `scan` where they are, `redaction` what each file becomes. `prepare` makes and checks a new
history in a clone, and `plan` puts it in place of the old one, in steps that a second run can
complete.
"""
