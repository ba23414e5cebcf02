"""Digests of what records mean, in canonical form: never of their files' bytes."""

from mentoring.files.strict_json import digest
from mentoring.people.agreement import Terms
from mentoring.store.serialize import to_plain


def agreement(template: str, terms: Terms) -> str:
    """What two people sign: the SHA-256 (hexadecimal) of template version and terms together."""
    return digest({"template": template, "terms": to_plain(terms)})
