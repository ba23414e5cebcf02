"""Git for the operations: its commands, its objects, and the state of a history.

In comes a folder, out come Git's answers as text, objects or problems; its failures are errors.
Start with `repository.py`, which runs the commands.
"""
