"""Decides which columns answer which question, which are ignored, and which are unknown."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mentoring.intake.forms import mapping as maps
from mentoring.intake.forms.captions import plain
from mentoring.intake.forms.mapping import NOTICE
from mentoring.intake.reading.cells import notice_pattern
from mentoring.problems import Problem, nearest

Places = dict[int, "maps.Value"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Headings:
    """The columns of an export (from 0) by question.

    If a question has several `columns`, the filled one counts. `choices` has the questions with a
    column for each choice, with the choice's value; `others` the free text columns beside them;
    `notices` the notice named in a column's heading. `rules` are the columns that identify rows to
    leave out. `unread` are unknown columns.
    """

    columns: Mapping[str, tuple[int, ...]]
    choices: Mapping[str, Places] = field(default_factory=dict)
    others: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    notices: Mapping[int, str] = field(default_factory=dict)
    rules: tuple[tuple[int, maps.LeaveOut], ...] = ()
    ignored: frozenset[int] = frozenset()
    unread: tuple[int, ...] = ()
    unclear: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Headings of choices that match several questions, with those questions."""

    def of(self, name: str) -> tuple[int, ...]:
        """Every column of the question."""
        found = (*self.columns.get(name, ()), *self.choices.get(name, ()))
        return (*found, *self.others.get(name, ()))

    def asks(self, name: str) -> bool:
        """Whether the export has a column for the question."""
        return name in self.columns or name in self.choices


def heading(text: str) -> str:
    """A heading normalised for comparison: no byte order mark, no punctuation at its end."""
    return plain(text.replace("\ufeff", "")).rstrip(" :*?")


def find(headers: Sequence[str], mapping: maps.Mapping) -> Headings:
    """Match the columns to the mapping's questions."""
    source = mapping.source
    for words in source.strip:
        headers = [text.replace(words, "") for text in headers]
    skipped = set(map(heading, mapping.ignore))
    ignored = {at for at, text in enumerate(headers) if heading(text) in skipped}
    places = _places(headers, source.section, ignored)
    columns = {
        name: found
        for name, question in mapping.questions.items()
        if (found := _columns(question, places))
    }
    choices, others, unclear = _choices(mapping, places)
    if source.choices == "columns" and "{ask}" not in source.column:
        # free text columns have a common heading; each belongs to the question before it
        owners = {at: name for found in (columns, choices) for name in found for at in found[name]}
        for at in (at for text in source.other for at in places.get(heading(text), ())):
            name = owners.get(at - 1)
            if name and mapping.questions[name].other:
                others[name] = (*others.get(name, ()), at)
    notices = _notices(headers, mapping, ignored)
    for at, (name, _) in notices.items():
        columns[name] = (*columns.get(name, ()), at)
    if source.also_joined:
        ignored |= {at for name in choices for at in columns.get(name, ())}
    columns = {name: at for name, at in columns.items() if name not in choices}
    rules = tuple(
        (at, rule) for rule in mapping.leave_out for at in places.get(heading(rule.heading), ())
    )
    known = {at for found in (columns, choices, others) for each in found.values() for at in each}
    known |= ignored | {at for at, _ in rules}
    return Headings(
        columns=columns,
        choices=choices,
        others=others,
        notices={at: version for at, (_, version) in notices.items()},
        rules=rules,
        ignored=frozenset(ignored),
        unread=tuple(at for at in range(len(headers)) if at not in known),
        unclear=unclear,
    )


def problems(
    headers: Sequence[str], found: Headings, mapping: maps.Mapping, path: str
) -> Iterator[Problem]:
    """Problems that prevent reading: questions without a column, and ambiguous choices."""
    unread = {heading(headers[at]): headers[at] for at in found.unread}
    for name, question in mapping.about(_only_role(mapping)).items():
        stated = question.field in mapping.constants
        if question.required and not found.asks(name) and not stated:
            close = nearest(heading(question.ask), unread)
            hint = f"Is it “{unread[close]}”? Then add" if close else "Add it to the form, or add"
            yield Problem(
                path=path,
                line=1,
                code="heading-missing",
                message=f"no column is headed “{question.ask}”",
                hint=f"{hint} its heading to `headers` of the question {name} in the mapping.",
            )
    for caption, names in found.unclear.items():
        yield Problem(
            path=path,
            line=1,
            code="heading-unclear",
            message=f"the column “{caption}” may be a choice of {' or of '.join(names)}",
            hint="Take all but one of these questions out of the mapping, as in "
            f"`questions: {{{names[-1]}: null}}`; or state everyone's role, `--as`.",
        )


def _only_role(mapping: maps.Mapping) -> str | None:
    role = mapping.constants.get("role")
    return role if isinstance(role, str) else None


def _places(headers: Sequence[str], section: str | None, ignored: set[int]) -> dict[str, list[int]]:
    """The columns of each heading, with and without its section title."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, text in enumerate(headers):
        if at in ignored or not text.strip():
            continue
        names = {heading(text)}
        if section:
            parts = text.split(section)
            names |= {heading(section.join(parts[start:])) for start in range(1, len(parts))}
        for name in names:
            places[name].append(at)
    return places


def _columns(question: maps.Question, places: Mapping[str, list[int]]) -> tuple[int, ...]:
    """The columns with any of the question's headings, or only the `nth`."""
    found = [places.get(heading(text), []) for text in question.wordings]
    if question.nth is None:
        return tuple(dict.fromkeys(at for columns in found for at in columns))
    nth = question.nth
    return next(((columns[nth - 1],) for columns in found if len(columns) >= nth), ())


def _notices(
    headers: Sequence[str], mapping: maps.Mapping, ignored: set[int]
) -> dict[int, tuple[str, str]]:
    """The columns whose heading is the text agreed to, with the question and the notice."""
    found: dict[str, tuple[int, str]] = {}
    for name, question in mapping.questions.items():
        texts = [text for text in (*question.wordings, *question.meanings) if NOTICE in text]
        column = mapping.source.column
        columns = [column.format(ask=question.ask, caption=text) for text in texts]
        for text in (*texts, *columns) if question.kind == "notice" else ():
            pattern = notice_pattern(heading(text))
            for at, header in enumerate(headers):
                if at not in ignored and (match := pattern.fullmatch(heading(header))):
                    found[match["notice"]] = at, name
    return {at: (name, notice) for notice, (at, name) in found.items()}


def _choices(
    mapping: maps.Mapping, places: Mapping[str, list[int]]
) -> tuple[dict[str, Places], dict[str, tuple[int, ...]], dict[str, tuple[str, ...]]]:
    """The columns of choices and of free text, and the headings that match several questions."""
    wanted = {
        name: _wanted(question, mapping.source)
        for name, question in mapping.about(_only_role(mapping)).items()
    }
    claims: dict[str, list[str]] = defaultdict(list)
    for name, headings in wanted.items():
        for text in headings:
            if text in places:
                claims[text].append(name)
    choices: dict[str, Places] = defaultdict(dict)
    others: dict[str, tuple[int, ...]] = {}
    unclear: dict[str, tuple[str, ...]] = {}
    for text, names in claims.items():
        if len(names) > 1 and len(places[text]) != len(names):
            unclear[text] = tuple(names)
            continue
        for number, name in enumerate(names):
            at = places[text] if len(names) == 1 else [places[text][number]]
            if wanted[name][text] is not _OTHER:
                choices[name] |= dict.fromkeys(at, wanted[name][text])
            elif mapping.questions[name].other:
                others[name] = (*others.get(name, ()), *at)
    return dict(choices), others, unclear


_OTHER = "other text"  # compared by identity only


def _wanted(question: maps.Question, source: maps.Source) -> dict[str, maps.Value]:
    """The headings of the question's choices with their values, if choices have columns."""
    pattern = question.column or source.column
    several = question.column is not None or source.choices == "columns"
    if not several or question.kind not in {"choice", "choices"}:
        return {}
    captions: dict[str, maps.Value] = {}
    if "{ask}" in pattern:  # otherwise the free text is beside the choices
        captions |= dict.fromkeys(source.other, _OTHER)
    if question.kind == "choices":
        captions |= question.meanings
    return {
        heading(pattern.format(ask=wording, caption=caption)): value
        for wording in question.wordings
        for caption, value in captions.items()
    }
