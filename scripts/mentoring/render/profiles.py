"""The anonymous mentor catalogue that mentees read with their form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from mentoring.intake.catalogue import Catalogue, Draft, Listing
from mentoring.programme.cohort import Cohort
from mentoring.render.phrases import many

Words = Callable[[str], Mapping[str, str]]


def as_markdown(cohort: Cohort, catalogue: Catalogue, words: Words) -> str:
    """The catalogue; `words` maps the values of a question to the form's labels."""
    return "\n".join(_lines(cohort, catalogue, words)) + "\n"


def for_approval(draft: Draft, words: Words) -> str:
    """The text for a mentor: the profile as mentees would read it, and what to check."""
    return "\n".join(_to_approve(draft, words)) + "\n"


def _lines(cohort: Cohort, catalogue: Catalogue, words: Words) -> Iterator[str]:
    yield f"# {cohort.programme} {cohort.cohort}: the mentors"
    yield from ("", "Nobody is named here. If one of these mentors appeals to you, write the code")
    yield "into your application, and say why. It is a wish: who is matched with whom depends on"
    yield "everybody's wishes, and on the rules."
    for listing in catalogue.listings:
        yield from _listing(listing, words)


def _to_approve(draft: Draft, words: Words) -> Iterator[str]:
    yield "# Your profile for mentees to read"
    yield from (
        "",
        "This is all that mentees would read of you, under a code that is not your name.",
    )
    yield "It is shown to nobody before you have said that you agree. If you would rather say"
    yield "something else, send us the new text."
    if draft.telling:
        said = ", ".join(f"“{_literal(one)}”" for one in draft.telling)
        yield from ("", f"Please look again at {said}: it may tell who you are.")
    yield from _listing(draft.listing, words)


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
    lines = [f"{many(len(catalogue.listings), 'profile')} in the catalogue of {catalogue.cohort}."]
    if catalogue.waiting:
        who = ", ".join(one.mentor for one in catalogue.waiting)
        lines.append(f"Not listed until they approve their text: {who}.")
        lines.append(f"What to send them: outbox/{catalogue.cohort}/profiles/")
    lines += [
        f"Look at the text of {one.mentor}: it may name {' and '.join(map(_a, one.kinds))}."
        for one in catalogue.warned
    ]
    return "\n".join(lines)


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
