"""A proposed release, for the people who approve it."""

from typing import Any

from mentoring.aggregates.release import to_document
from mentoring.disclosure.attacker.audit import Audit
from mentoring.disclosure.publish_release import Publication
from mentoring.render import environment


def as_text(publication: Publication) -> str:
    """Every figure on a separate line, then the audit."""
    audit = audit_line(publication.audit)
    return environment.text("release.txt.j2", release=publication.release, audit=audit).rstrip()


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


def audit_line(audit: Audit) -> str:
    """The audit in one sentence."""
    if not audit.groups:
        return "Audit of all releases together: no group of people is counted anywhere."
    return (
        f"Audit of all releases together: {audit.groups} groups, {len(audit.exposed)} exposed; "
        f"the narrowest range has its ends {audit.narrowest} apart."
    )
