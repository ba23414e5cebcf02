"""The organisers' tasks over the year: match, announce, replace, send, erase, and a demo.

Functions take an edition, a day and a request. They return changed records, letters and results,
which `cli` writes and `render` shows. Read `run_match.py` or `letters/announce.py` first.
"""
