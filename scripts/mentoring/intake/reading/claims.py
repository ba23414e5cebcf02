"""Decides which column answers which question, which are ignored, and which are unknown."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from mentoring.intake import describe
from mentoring.intake.forms import mapping as maps
from mentoring.intake.forms.captions import plain
from mentoring.intake.forms.mapping import NOTICE, Question
from mentoring.intake.reading.cells import (
    OtherText,
    Read,
    notice_pattern,
    read_agreement,
    reader,
    tick_reader,
)
from mentoring.intake.reading.export import Table
from mentoring.problems import Problem, nearest

Places = Mapping[str, Sequence[int]]
"""The columns of each normalised heading."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """A column (from 0) of a question, and the reader of its cells.

    They hold the answer; or, in a `part`, whether one choice was taken, or text beside the choices.
    """

    column: int
    read: Read
    part: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Claims:
    """What each column of an export is for.

    `questions` has the columns of each question that is asked; if several hold its answer, the
    filled one counts. `missing` are the questions without a column, `rules` the columns that
    identify rows to leave out, `unread` the unknown columns, and `unclear` the headings of choices
    that match several questions, with those.
    """

    questions: Mapping[str, tuple[Claim, ...]]
    missing: Mapping[str, Question]
    rules: tuple[tuple[int, maps.LeaveOut], ...]
    ignored: frozenset[int]
    unread: tuple[int, ...]
    unclear: Mapping[str, tuple[str, ...]]

    def columns(self, question: str) -> tuple[int, ...]:
        """Every column of the question; none if it is not asked."""
        return tuple(claim.column for claim in self.questions.get(question, ()))


def heading(text: str) -> str:
    """A heading normalised for comparison: no byte order mark, no punctuation at its end."""
    return plain(text.replace("\ufeff", "")).rstrip(" :*?")


def find(headers: Sequence[str], mapping: maps.Mapping) -> Claims:
    """Match the columns to the mapping's questions."""
    source, questions = mapping.source, mapping.questions
    for words in source.strip:
        headers = [text.replace(words, "") for text in headers]
    skipped = set(map(heading, mapping.ignore))
    ignored = {at for at, text in enumerate(headers) if heading(text) in skipped}
    places = _places(headers, source.section, ignored)
    choices, unclear = _choices(mapping, places)
    claims: dict[str, tuple[Claim, ...]] = {}
    for name, question in questions.items():
        parts = sorted(choices[name], key=lambda part: part.read is OtherText)
        columns, read = _columns(question, places), reader(question, mapping)
        own = [Claim(column=at, read=read, part=False) for at in columns]
        if parts and parts[0].read is not OtherText:
            ignored |= set(columns if source.also_joined else ())
            claims[name] = tuple(parts)
        elif own := [*own, *_notices(question, mapping, headers, ignored)]:
            claims[name] = (*own, *parts)
    if source.choices == "columns" and "{ask}" not in source.column:
        _add_texts_beside(claims, mapping, places)
    rules = tuple(
        (at, rule) for rule in mapping.leave_out for at in places.get(heading(rule.heading), ())
    )
    claimed = (claim for found in (*claims.values(), *choices.values()) for claim in found)
    known = ignored | {at for at, _ in rules} | {claim.column for claim in claimed}
    return Claims(
        questions=claims,
        missing={name: questions[name] for name in questions if name not in claims},
        rules=rules,
        ignored=frozenset(ignored),
        unread=tuple(at for at in range(len(headers)) if at not in known),
        unclear=unclear,
    )


def problems(table: Table, claims: Claims, mapping: maps.Mapping) -> Iterator[Problem]:
    """Problems that prevent reading: questions without a column, and ambiguous choices."""

    def problem(code: str, **facts: str) -> Problem:
        return Problem(path=table.name, line=1, **describe(code, **facts))

    unread = {heading(table.headers[at]): table.headers[at] for at in claims.unread}
    for name, question in claims.missing.items():
        asked = name in mapping.asked and question.field not in mapping.constants
        if question.required and asked:
            close = nearest(heading(question.ask), unread)
            code = "heading-missing/near" if close else "heading-missing"
            yield problem(code, ask=question.ask, name=name, close=unread.get(str(close), ""))
    for text, names in claims.unclear.items():
        listed = " or of ".join(names)
        yield problem("heading-unclear", heading=text, names=listed, last=names[-1])


def _places(headers: Sequence[str], section: str | None, ignored: set[int]) -> Places:
    """The columns of each heading, with and without its section title."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, text in enumerate(headers):
        parts = text.split(section) if section else [text]
        names = {heading((section or "").join(parts[start:])) for start in range(len(parts))}
        for name in names if text.strip() and at not in ignored else ():
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
    """The columns of choices and of free text, and the headings that match several questions.

    Where several questions have the same heading, its columns are theirs in order.
    """
    wanted: dict[str, dict[str, Read]] = defaultdict(dict)
    for name, question in mapping.asked.items():
        for text, read in _headed(question, mapping).items():
            if text in places:
                wanted[text][name] = read
    found: dict[str, dict[int, Claim]] = defaultdict(dict)
    unclear: dict[str, tuple[str, ...]] = {}
    for text, reads in wanted.items():
        columns = places[text]
        if 1 < len(reads) != len(columns):
            unclear[text] = tuple(reads)
            continue
        for number, (name, read) in enumerate(reads.items()):
            own = columns if len(reads) == 1 else [columns[number]]
            found[name] |= {at: Claim(column=at, read=read) for at in own}
    return {name: list(found[name].values()) for name in mapping.questions}, unclear


def _headed(question: Question, mapping: maps.Mapping) -> dict[str, Read]:
    """What reads a column with this heading, if choices have columns."""
    source, pattern = mapping.source, question.column or mapping.source.column
    several = question.column is not None or source.choices == "columns"
    if not several or question.kind not in {"choice", "choices"}:
        return {}
    reads: dict[str, Read] = {}
    if question.other and "{ask}" in pattern:  # otherwise the free text is beside the choices
        reads |= dict.fromkeys(source.other, OtherText)
    for caption, value in question.meanings.items() if question.kind == "choices" else ():
        reads[caption] = tick_reader(value, question, mapping)
    return {
        heading(pattern.format(ask=wording, caption=caption)): read
        for wording in question.wordings
        for caption, read in reads.items()
    }


def _add_texts_beside(
    claims: dict[str, tuple[Claim, ...]], mapping: maps.Mapping, places: Places
) -> None:
    """Add the columns of free text with a common heading, each to the question before it."""
    owners = {claim.column: name for name, found in claims.items() for claim in found}
    for at in (at for text in mapping.source.other for at in places.get(heading(text), ())):
        name = owners.get(at - 1)
        if name and mapping.questions[name].other:
            claims[name] += (Claim(column=at, read=OtherText),)


def _notices(
    question: Question, mapping: maps.Mapping, headers: Sequence[str], ignored: set[int]
) -> Iterator[Claim]:
    """The columns whose heading is the text agreed to; one for each notice."""
    if question.kind != "notice":
        return
    texts = [text for text in (*question.wordings, *question.meanings) if NOTICE in text]
    texts += [mapping.source.column.format(ask=question.ask, caption=text) for text in texts]
    patterns = [notice_pattern(heading(text)) for text in texts]
    found = {
        match["notice"]: at
        for pattern in patterns
        for at, text in enumerate(headers)
        if at not in ignored and (match := pattern.fullmatch(heading(text)))
    }
    for at, notice in {at: notice for notice, at in found.items()}.items():
        read = partial(read_agreement, notice=notice, words=mapping.words)
        yield Claim(column=at, read=read, part=False)
