"""Which column answers which question."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mentoring.intake.forms.captions import plain
from mentoring.problems import Problem, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mentoring.intake.forms import mapping as maps

Places = dict[int, "maps.Value"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Headings:
    """The columns of an export, by question; `unread` are headings that no question knows.

    `choices` has the questions whose choices stand in a column each, with what each means.
    """

    columns: Mapping[str, int]
    choices: Mapping[str, Places]
    unread: tuple[str, ...]

    def asks(self, name: str) -> bool:
        """Whether the export has an answer to the question."""
        return name in self.columns or name in self.choices


def heading(text: str) -> str:
    """A heading as it is compared: no byte order mark, and no mark at its end."""
    return plain(text.replace("\ufeff", "")).rstrip(" :*?")


def find(headers: Sequence[str], mapping: maps.Mapping) -> Headings:
    """The columns that the mapping's questions know."""
    places = _places(headers, mapping.source.section)
    columns: dict[str, int] = {}
    choices: dict[str, Places] = {}
    for name, question in mapping.questions.items():
        if question.kind == "choices" and mapping.source.choices == "columns":
            found = _choices(question, mapping.source.column, places)
            if found:
                choices[name] = found
        else:
            at = _column(question, places)
            if at is not None:
                columns[name] = at
    known = {at for found in choices.values() for at in found}
    known |= {at for text in _wordings(mapping) for at in places.get(heading(text), ())}
    unread = tuple(text for at, text in enumerate(headers) if at not in known and text.strip())
    return Headings(columns=columns, choices=choices, unread=unread)


def missing(headings: Headings, mapping: maps.Mapping, path: str) -> Iterator[Problem]:
    """A problem for each question that must be answered and has no column."""
    unread = {heading(text): text for text in headings.unread}
    for name, question in mapping.about(_only_role(mapping)).items():
        if (
            question.required
            and not headings.asks(name)
            and question.field not in mapping.constants
        ):
            close = nearest(heading(question.ask), unread)
            hint = f"Is it “{unread[close]}”? Then add" if close else "Add it to the form, or add"
            yield Problem(
                path=path,
                line=1,
                code="heading-missing",
                message=f"no column is headed “{question.ask}”",
                hint=f"{hint} its heading to `headers` of the question {name} in the mapping.",
            )


def _only_role(mapping: maps.Mapping) -> str | None:
    role = mapping.constants.get("role")
    return role if isinstance(role, str) else None


def _places(headers: Sequence[str], section: str | None) -> dict[str, list[int]]:
    """The columns of each heading, also by what follows the title of a section."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, text in enumerate(headers):
        names = {heading(text)}
        if section:
            parts = text.split(section)
            names |= {heading(section.join(parts[start:])) for start in range(1, len(parts))}
        for name in names:
            places[name].append(at)
    return places


def _column(question: maps.Question, places: Mapping[str, list[int]]) -> int | None:
    """The column of the first of the question's wordings that is there often enough."""
    for wording in (question.ask, *question.headers):
        at = places.get(heading(wording), [])
        if len(at) >= question.nth:
            return at[question.nth - 1]
    return None


def _wordings(mapping: maps.Mapping) -> Iterator[str]:
    """Every heading that the mapping knows."""
    for question in mapping.questions.values():
        yield from (question.ask, *question.headers)
    yield from mapping.ignore


def _choices(question: maps.Question, pattern: str, places: Mapping[str, list[int]]) -> Places:
    """The columns of a question's choices, with what each choice means."""
    found: Places = {}
    for wording in (question.ask, *question.headers):
        for caption, value in {**question.captions, **question.accepts}.items():
            name = heading(pattern.format(ask=wording, caption=caption))
            found |= dict.fromkeys(places.get(name, ()), value)
    return found
