"""Render results as text, Markdown, HTML, JSON, letters, PDF and calendars.

The input is results of the packages below; the output is text and bytes, with the words of
`templates/`. Nothing is written to files or read from the user. Start with the module named like
the result; `environment.py` fills its template in.
"""
