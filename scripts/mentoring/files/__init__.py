"""Files without their meaning: strict YAML and JSON, careful reading, atomic writing.

In come paths and bytes; out go documents with places, or several files written as one change.
Open `document.py` first for reading and `changes.py` for writing.
"""
