"""The anonymous mentor catalogue that mentees read with their form."""

from collections.abc import Callable, Mapping

from mentoring.intake.catalogue import Catalogue, Listing
from mentoring.programme.cohort import Cohort
from mentoring.render.environment import written

Words = Callable[[str], Mapping[str, str]]


def as_markdown(cohort: Cohort, catalogue: Catalogue, words: Words) -> str:
    """The catalogue; `words` maps the values of a question to the form's labels."""
    values = {"cohort": cohort, "catalogue": catalogue, "words": words}
    return written("profiles.md.j2", "markdown", **values)


def for_approval(listing: Listing, words: Words) -> str:
    """The text for a mentor: the profile as mentees would read it, and what to check."""
    return written("profile-draft.md.j2", "markdown", listing=listing, words=words)


def as_text(catalogue: Catalogue) -> str:
    """Notes for a steward: the number, missing approvals, and texts that may identify."""
    listings = sorted({**catalogue.approved, **catalogue.waiting}.items())
    return written("profiles.txt.j2", catalogue=catalogue, listings=listings)
