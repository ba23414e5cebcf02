"""What organisers do over the year: announce, replace, send, erase, and try it all on a demo.

In come an edition, a day and what is asked; out go changed records, letters and results, for
`cli` to write and `render` to show. Open `run_match.py` or `letters/announce.py` first.
"""
