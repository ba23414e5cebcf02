"""Results → text, Markdown, HTML, JSON, letters, PDF, calendar.

In come results of the packages below; out go text and bytes, and nothing is written or asked.
Open the module that is called like the result.
"""
