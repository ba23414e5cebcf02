"""What people typed into a form becomes records: nobody lost, nothing guessed.

In come an export and a mapping (`forms`); its cells are read (`reading`) and its rows become
records (`importing`), each with its outcome. Open `importing/run_import.py` first.
"""
