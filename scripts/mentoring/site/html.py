"""HTML and SVG as text: elements with escaped words and attributes."""

from __future__ import annotations

from html import escape


def element(name: str, *children: str, **attributes: object) -> str:
    """An element. `_` in an attribute's name becomes `-`; a trailing `_` is removed.

    Children are markup; attributes are escaped. An attribute that is None is omitted, and one that
    is True has no value.
    """
    opening = " ".join([name, *_attributes(attributes)])
    return f"<{opening}>{''.join(children)}</{name}>"


def text(words: str) -> str:
    """Text escaped as markup."""
    return escape(words, quote=False)


def _attributes(attributes: dict[str, object]) -> list[str]:
    named = ((name.rstrip("_").replace("_", "-"), value) for name, value in attributes.items())
    kept = ((name, value) for name, value in named if value is not None)
    return [name if value is True else f'{name}="{escape(str(value))}"' for name, value in kept]
