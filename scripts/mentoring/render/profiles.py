"""The anonymous mentor catalogue that mentees read with their form."""

from collections.abc import Callable, Mapping

from mentoring.intake.catalogue import Catalogue, Listing
from mentoring.programme.cohort import Cohort
from mentoring.render import environment
from mentoring.render.phrases import many

Words = Callable[[str], Mapping[str, str]]


def as_markdown(cohort: Cohort, catalogue: Catalogue, words: Words) -> str:
    """The catalogue; `words` maps the values of a question to the form's labels."""
    return environment.text("profiles.md.j2", cohort=cohort, catalogue=catalogue, words=words)


def for_approval(listing: Listing, words: Words) -> str:
    """The text for a mentor: the profile as mentees would read it, and what to check."""
    return environment.text("profile-draft.md.j2", listing=listing, words=words)


def as_text(catalogue: Catalogue) -> str:
    """Notes for a steward: the number, missing approvals, and texts that may identify."""
    lines = [f"{many(len(catalogue.approved), 'profile')} in the catalogue of {catalogue.cohort}."]
    if catalogue.waiting:
        lines.append(f"Not listed until they approve their text: {', '.join(catalogue.waiting)}.")
        lines.append(f"Send them their files in outbox/{catalogue.cohort}/profiles/.")
    for mentor, listing in sorted({**catalogue.approved, **catalogue.waiting}.items()):
        found = sorted(set(listing.telling.values()))
        kinds = " and ".join(f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}" for kind in found)
        lines += [f"Check the text of {mentor}: it may contain {kinds}."] if kinds else []
    return "\n".join(lines)
