"""Reads and writes files, whatever they mean: strict YAML and JSON, safe reading, atomic writing.

It turns paths and bytes into documents with positions, and writes several files as one change.
Open `document.py` first for reading and `changes.py` for writing.
"""
