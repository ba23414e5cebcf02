"""Letters as e-mail drafts, from templates that a programme may replace.

A letter comes in, and the bytes of an `.eml` file go out. Begin with `compose.py`; `template.py`
writes the text.
"""
