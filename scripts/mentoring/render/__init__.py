"""Render results as text, Markdown, HTML, JSON, letters, PDF and calendars.

The input is results of the packages below; the output is text and bytes, with the words of
`templates/`. Nothing is written to files or read from the user. Start with `environment.py`, which
fills a template in; `values.py` and `pages.py` compute what templates show.
"""
