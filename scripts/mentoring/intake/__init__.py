"""Turns form exports into records: no answer is lost, and nothing is guessed.

A mapping (`forms`) explains an export; its cells are read (`reading`) and its rows become
records (`importing`), each with an outcome. Open `importing/run_import.py` first.
"""
