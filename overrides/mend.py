"""Mends, in every built page, the places where the theme's HTML is not what the standard asks."""  # noqa: INP001

from __future__ import annotations

import re

MENDS = (
    # `autocomplete` has no meaning on a checkbox.
    (re.compile(r'(<input class="md-toggle"[^>]*?) autocomplete="off"'), r"\1"),
    # An empty `tabindex` is not a number.
    (re.compile(r' tabindex=""'), ""),
    # A dialog needs a name, or nobody hears what has opened.
    (re.compile(r'role="dialog"(?! aria-label)'), 'role="dialog" aria-label="Search"'),
)


def on_post_page(output: str, **_: object) -> str:
    """Called by MkDocs with each finished page."""
    return mend(output)


def on_post_template(output_content: str, **_: object) -> str:
    """Called by MkDocs with pages that no source stands for, such as 404.html."""
    return mend(output_content)


def mend(html: str) -> str:
    """The page with every mend made."""
    for fault, cure in MENDS:
        html = fault.sub(cure, html)
    # A label may stand for a control only where there is one.
    return html if 'id="__toc"' in html else html.replace(' for="__toc"', "")
