"""Decides which column answers which question, which are ignored, and which are unknown."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Literal

from mentoring.intake.forms import mapping as maps
from mentoring.intake.forms.captions import plain
from mentoring.intake.forms.mapping import NOTICE, Question, Value
from mentoring.intake.reading.cells import (
    OtherText,
    Read,
    notice_pattern,
    read_agreement,
    reader,
    tick_reader,
)
from mentoring.problems import Problem, nearest

Use = Literal["answer", "choice", "other"]
Places = Mapping[str, Sequence[int]]
"""The columns of each normalised heading."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """A column (from 0), and what its cells say about a question.

    They hold the answer, say whether one choice was taken (`value` is that choice's), or hold other
    text beside choices. `read` reads the text of a cell.
    """

    column: int
    use: Use
    value: Value = None
    read: Read


@dataclass(frozen=True, kw_only=True, slots=True)
class Claims:
    """What each column of an export is for.

    `questions` has the columns of each question that is asked; if several hold its answer, the
    filled one counts. `rules` are the columns that identify rows to leave out, `unread` the unknown
    columns, and `unclear` the headings of choices that match several questions, with those.
    """

    questions: Mapping[str, tuple[Claim, ...]]
    rules: tuple[tuple[int, maps.LeaveOut], ...] = ()
    ignored: frozenset[int] = frozenset()
    unread: tuple[int, ...] = ()
    unclear: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def columns(self, question: str) -> tuple[int, ...]:
        """Every column of the question; none if it is not asked."""
        return tuple(claim.column for claim in self.questions.get(question, ()))


def heading(text: str) -> str:
    """A heading normalised for comparison: no byte order mark, no punctuation at its end."""
    return plain(text.replace("\ufeff", "")).rstrip(" :*?")


def find(headers: Sequence[str], mapping: maps.Mapping) -> Claims:
    """Match the columns to the mapping's questions."""
    source = mapping.source
    for words in source.strip:
        headers = [text.replace(words, "") for text in headers]
    skipped = set(map(heading, mapping.ignore))
    ignored = {at for at, text in enumerate(headers) if heading(text) in skipped}
    places = _places(headers, source.section, ignored)
    choices, unclear = _choices(mapping, places)
    questions: dict[str, tuple[Claim, ...]] = {}
    known = {claim.column for claims in choices.values() for claim in claims}
    for name, question in mapping.questions.items():
        columns = _columns(question, places)
        beside = choices.get(name, [])
        if any(claim.use == "choice" for claim in beside):
            ignored.update(columns if source.also_joined else ())
            questions[name] = tuple(beside)
        else:
            read = reader(question, mapping)
            answers = [Claim(column=at, use="answer", read=read) for at in columns]
            answers += _notices(question, mapping, headers, ignored)
            if answers:
                questions[name] = (*answers, *beside)
                known |= {claim.column for claim in answers}
    rules = tuple(
        (at, rule) for rule in mapping.leave_out for at in places.get(heading(rule.heading), ())
    )
    known |= ignored | {at for at, _ in rules}
    return Claims(
        questions=questions,
        rules=rules,
        ignored=frozenset(ignored),
        unread=tuple(at for at in range(len(headers)) if at not in known),
        unclear=unclear,
    )


def problems(
    headers: Sequence[str], claims: Claims, mapping: maps.Mapping, path: str
) -> Iterator[Problem]:
    """Problems that prevent reading: questions without a column, and ambiguous choices."""
    error = partial(Problem, path=path, line=1)
    unread = {heading(headers[at]): headers[at] for at in claims.unread}
    for name, question in mapping.about(_only_role(mapping)).items():
        stated = question.field in mapping.constants
        if question.required and name not in claims.questions and not stated:
            close = nearest(heading(question.ask), unread)
            hint = f"Is it “{unread[close]}”? Then add" if close else "Add it to the form, or add"
            yield error(
                code="heading-missing",
                message=f"no column is headed “{question.ask}”",
                hint=f"{hint} its heading to `headers` of the question {name} in the mapping.",
            )
    for caption, names in claims.unclear.items():
        yield error(
            code="heading-unclear",
            message=f"the column “{caption}” may be a choice of {' or of '.join(names)}",
            hint="Take all but one of these questions out of the mapping, as in "
            f"`questions: {{{names[-1]}: null}}`; or state everyone's role, `--as`.",
        )


def _only_role(mapping: maps.Mapping) -> str | None:
    role = mapping.constants.get("role")
    return role if isinstance(role, str) else None


def _places(headers: Sequence[str], section: str | None, ignored: set[int]) -> Places:
    """The columns of each heading, with and without its section title."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, text in enumerate(headers):
        if at in ignored or not text.strip():
            continue
        parts = text.split(section) if section else [text]
        for name in {heading((section or "").join(parts[start:])) for start in range(len(parts))}:
            places[name].append(at)
    return dict(places)


def _columns(question: Question, places: Places) -> Sequence[int]:
    """The columns with any of the question's headings, or only the `nth`."""
    found = [places.get(heading(text), ()) for text in question.wordings]
    if (nth := question.nth) is None:
        return tuple(dict.fromkeys(at for columns in found for at in columns))
    return next(((columns[nth - 1],) for columns in found if len(columns) >= nth), ())


def _choices(
    mapping: maps.Mapping, places: Places
) -> tuple[dict[str, list[Claim]], dict[str, tuple[str, ...]]]:
    """The columns of choices and of free text, and the headings that match several questions."""
    wanted: dict[str, dict[str, Value]] = defaultdict(dict)
    for name, question in mapping.about(_only_role(mapping)).items():
        for text, value in _choice_headings(question, mapping.source).items():
            if text in places:
                wanted[text][name] = value
    claims: dict[str, dict[int, Claim]] = defaultdict(dict)
    unclear: dict[str, tuple[str, ...]] = {}
    for text, values in wanted.items():
        columns = places[text]
        if len(values) > 1 and len(columns) != len(values):
            unclear[text] = tuple(values)
            continue
        for number, (name, value) in enumerate(values.items()):
            for at in columns if len(values) == 1 else columns[number : number + 1]:
                if value is _OTHER:
                    claims[name][at] = Claim(column=at, use="other", read=OtherText)
                else:
                    read = tick_reader(value, mapping.questions[name], mapping)
                    claims[name][at] = Claim(column=at, use="choice", value=value, read=read)
    for name, at in _texts_beside(claims, mapping, places):
        claims[name][at] = Claim(column=at, use="other", read=OtherText)
    return {
        name: sorted(found.values(), key=lambda claim: claim.use == "other")
        for name, found in claims.items()
    }, unclear


def _texts_beside(
    choices: Mapping[str, Mapping[int, Claim]], mapping: maps.Mapping, places: Places
) -> list[tuple[str, int]]:
    """Free text columns of one common heading, each with the question before it."""
    source = mapping.source
    if source.choices == "joined" or "{ask}" in source.column:
        return []
    questions = mapping.questions
    owners = {at: name for name in questions for at in _columns(questions[name], places)}
    owners |= {at: name for name, found in choices.items() for at in found}
    columns = (at for text in source.other for at in places.get(heading(text), ()))
    beside = ((owners[at - 1], at) for at in columns if at - 1 in owners)
    return [(name, at) for name, at in beside if questions[name].other]


_OTHER = "other text"  # compared by identity only


def _choice_headings(question: Question, source: maps.Source) -> dict[str, Value]:
    """The headings of the question's choices with their values, if choices have columns."""
    pattern = question.column or source.column
    several = question.column is not None or source.choices == "columns"
    if not several or question.kind not in {"choice", "choices"}:
        return {}
    captions: dict[str, Value] = {}
    if question.other and "{ask}" in pattern:  # otherwise the free text is beside the choices
        captions |= dict.fromkeys(source.other, _OTHER)
    if question.kind == "choices":
        captions |= question.meanings
    return {
        heading(pattern.format(ask=wording, caption=caption)): value
        for wording in question.wordings
        for caption, value in captions.items()
    }


def _notices(
    question: Question, mapping: maps.Mapping, headers: Sequence[str], ignored: set[int]
) -> Iterator[Claim]:
    """The columns whose heading is the text agreed to; one for each notice."""
    if question.kind != "notice":
        return
    texts = [text for text in (*question.wordings, *question.meanings) if NOTICE in text]
    column = mapping.source.column
    texts += [column.format(ask=question.ask, caption=text) for text in texts]
    found = {
        match["notice"]: at
        for text in texts
        for at, header in enumerate(headers)
        if at not in ignored and (match := notice_pattern(heading(text)).fullmatch(heading(header)))
    }
    for at, notice in {at: notice for notice, at in found.items()}.items():
        read = partial(read_agreement, notice=notice, mapping=mapping)
        yield Claim(column=at, use="answer", read=read)
