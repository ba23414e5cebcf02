"""A proposed release, for the people who approve it."""

from typing import Any

from mentoring.aggregates.release import to_document
from mentoring.disclosure.publish_release import Publication
from mentoring.render.environment import written


def as_text(publication: Publication) -> str:
    """Every figure on a separate line, then the audit."""
    return written("release.txt.j2", release=publication.release, audit=publication.audit)


def as_json(publication: Publication) -> dict[str, Any]:
    """The release as in its file, and the audit in numbers."""
    audit = publication.audit
    return {
        "release": to_document(publication.release),
        "audit": {
            "groups": audit.groups,
            "narrowest": audit.narrowest,
            "exposed": len(audit.exposed),
        },
    }
