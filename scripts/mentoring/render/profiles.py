"""The anonymous mentor catalogue that mentees read with their form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from mentoring.intake.catalogue import Catalogue, Listing
from mentoring.programme.cohort import Cohort
from mentoring.render.phrases import many

Words = Callable[[str], Mapping[str, str]]


def as_markdown(cohort: Cohort, catalogue: Catalogue, words: Words) -> str:
    """The catalogue; `words` maps the values of a question to the form's labels."""
    return "\n".join(_lines(cohort, catalogue, words)) + "\n"


def for_approval(listing: Listing, words: Words) -> str:
    """The text for a mentor: the profile as mentees would read it, and what to check."""
    return "\n".join(_to_approve(listing, words)) + "\n"


def _lines(cohort: Cohort, catalogue: Catalogue, words: Words) -> Iterator[str]:
    yield f"# {cohort.programme} {cohort.cohort}: the mentors"
    yield from ("", "This list has no names. If a mentor appeals to you, write the code into your")
    yield "application, and say why. It is a wish: the match depends on the wishes of all, and on"
    yield "the rules."
    for listing in catalogue.approved.values():
        yield from _listing(listing, words)


def _to_approve(listing: Listing, words: Words) -> Iterator[str]:
    yield "# Your profile for mentees to read"
    yield from ("", "This is all that mentees would read about you, under a code instead of your")
    yield "name. We show it only after you have agreed. To change it, send us the new text."
    if listing.telling:
        said = ", ".join(f"“{_literal(text)}”" for text in listing.telling)
        yield from ("", f"Please check {said}: it may tell readers who you are.")
    yield from _listing(listing, words)


def _listing(one: Listing, words: Words) -> Iterator[str]:
    spoken = ", ".join(words("languages")[code] for code in one.languages)
    yield from ("", f"## {one.code}", "")
    yield f"{words('stage')[one.stage]} since {one.since}. Speaks {spoken}."
    yield from (
        "",
        f"Offers: {'; '.join(words('topics-offered')[topic] for topic in one.topics)}.",
        "",
    )
    yield from (f"> {_literal(line)}".rstrip() for line in one.text.splitlines())


def _literal(line: str) -> str:
    """The line with all Markdown characters escaped."""
    return "".join(f"\\{sign}" if sign in r"\`*_[]<>#|~$&" else sign for sign in line)


def as_text(catalogue: Catalogue) -> str:
    """Notes for a steward: the number, missing approvals, and texts that may identify."""
    lines = [f"{many(len(catalogue.approved), 'profile')} in the catalogue of {catalogue.cohort}."]
    if catalogue.waiting:
        lines.append(f"Not listed until they approve their text: {', '.join(catalogue.waiting)}.")
        lines.append(f"Send them their files in outbox/{catalogue.cohort}/profiles/.")
    listings = {**catalogue.approved, **catalogue.waiting}
    for mentor, listing in sorted(listings.items()):
        if listing.telling:
            kinds = " and ".join(map(_a, sorted(set(listing.telling.values()))))
            lines.append(f"Check the text of {mentor}: it may contain {kinds}.")
    return "\n".join(lines)


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
