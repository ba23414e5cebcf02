"""Decides which column answers which question, which are ignored, and which are unknown."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial

from mentoring.intake import describe
from mentoring.intake.forms.captions import plain
from mentoring.intake.forms.mapping import NOTICE, FormMapping, LeaveOut, Question
from mentoring.intake.reading import cells
from mentoring.intake.reading.cells import OtherText, Read
from mentoring.problems import Problem, nearest

Places = Mapping[str, Sequence[int]]
"""The columns of each normalised heading."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """A column (from 0) with a question's answer; or, in a `part`, one choice or other text."""

    column: int
    read: Read
    part: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Claims:
    """What each column of an export is for.

    `questions` has the columns of each question that is asked; if several hold its answer, the
    filled one counts. `rules` are the columns that identify rows to leave out, `unread` the unknown
    columns, and `unclear` the headings of choices that match several questions, with those.
    """

    headers: Sequence[str]
    mapping: FormMapping
    questions: Mapping[str, Sequence[Claim]]
    rules: Sequence[tuple[int, LeaveOut]]
    ignored: frozenset[int]
    unread: tuple[int, ...]
    unclear: Mapping[str, Sequence[str]]

    @property
    def missing(self) -> Mapping[str, Question]:
        """The questions without a column."""
        asked = self.mapping.questions.items()
        return {name: question for name, question in asked if name not in self.questions}

    def columns(self, question: str) -> tuple[int, ...]:
        """Every column of the question; none if it is not asked."""
        return tuple(claim.column for claim in self.questions.get(question, ()))

    def problems(self, path: str) -> Iterator[Problem]:
        """What prevents reading: questions without a column, and ambiguous choices."""
        unread = {heading(self.headers[at]): self.headers[at] for at in self.unread}
        for name, question in self.missing.items():
            asked = name in self.mapping.asked and question.field not in self.mapping.constants
            if question.required and asked:
                close = nearest(heading(question.ask), unread)
                code = "heading-missing/near" if close else "heading-missing"
                facts = {"ask": question.ask, "name": name, "close": unread.get(str(close))}
                yield Problem(path=path, line=1, **describe(code, **facts))
        for text, names in self.unclear.items():
            facts = {"heading": text, "names": " or of ".join(names), "last": names[-1]}
            yield Problem(path=path, line=1, **describe("heading-unclear", **facts))


def heading(text: str) -> str:
    """A heading normalised for comparison: no byte order mark, no punctuation at its end."""
    return plain(text.replace("\ufeff", "")).rstrip(" :*?")


def find(headers: Sequence[str], mapping: FormMapping) -> Claims:
    """Match the columns to the mapping's questions."""
    source, texts, skipped = mapping.source, list(headers), set(map(heading, mapping.ignore))
    for words in source.strip:
        texts = [text.replace(words, "") for text in texts]
    ignored = {at for at, text in enumerate(texts) if heading(text) in skipped}
    texts = ["" if at in ignored else text for at, text in enumerate(texts)]
    places = _places(texts, source.section)
    parts, unclear = _parts(mapping, places)
    claims: dict[str, list[Claim]] = {}
    for name, question in mapping.questions.items():
        whole, beside = _whole(question, mapping, places), parts[name]
        if beside and beside[0].read is not OtherText:
            ignored |= {claim.column for claim in whole} if source.also_joined else set()
            claims[name] = [*beside]
        elif whole := [*whole, *_notices(question, mapping, texts)]:
            claims[name] = [*whole, *beside]
    _add_texts_beside(claims, mapping, places)
    rules = [(at, rule) for rule in mapping.leave_out for at in _at(places, rule.heading)]
    claimed = {claim.column for found in (*claims.values(), *parts.values()) for claim in found}
    known = claimed | ignored | {at for at, _ in rules}
    return Claims(
        headers=headers,
        mapping=mapping,
        questions=claims,
        rules=rules,
        ignored=frozenset(ignored),
        unread=tuple(at for at in range(len(headers)) if at not in known),
        unclear=unclear,
    )


def _places(headers: Sequence[str], section: str | None) -> Places:
    """The columns of each heading, with and without its section title."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, text in enumerate(headers):
        parts = text.split(section) if section else [text]
        names = {heading((section or "").join(parts[start:])) for start in range(len(parts))}
        for name in names if text.strip() else ():
            places[name].append(at)
    return dict(places)


def _at(places: Places, text: str) -> Sequence[int]:
    return places.get(heading(text), ())


def _whole(question: Question, mapping: FormMapping, places: Places) -> list[Claim]:
    """The columns with any of the question's headings, or only the `nth`."""
    found = [_at(places, text) for text in question.wordings]
    if nth := question.nth:
        found = [columns[nth - 1 : nth] for columns in found if len(columns) >= nth][:1]
    read = partial(cells.read_cell, question=question, mapping=mapping)
    columns = dict.fromkeys(at for columns in found for at in columns)
    return [Claim(column=at, read=read, part=False) for at in columns]


def _parts(
    mapping: FormMapping, places: Places
) -> tuple[dict[str, list[Claim]], dict[str, Sequence[str]]]:
    """The columns of choices, then of free text; and the headings that match several questions."""
    wanted: dict[str, dict[str, Read]] = defaultdict(dict)
    for name, question in mapping.asked.items():
        for text, read in _headed(question, mapping).items():
            wanted[text][name] = read
    found: dict[str, dict[int, Claim]] = {name: {} for name in mapping.questions}
    unclear: dict[str, Sequence[str]] = {}
    for text, columns in ((text, places[text]) for text in wanted if text in places):
        reads = wanted[text]
        if 1 < len(reads) != len(columns):
            unclear[text] = tuple(reads)
            continue
        for number, (name, read) in enumerate(reads.items()):  # theirs in order
            own = columns if len(reads) == 1 else columns[number : number + 1]
            found[name] |= {at: Claim(column=at, read=read) for at in own}
    texts_last = partial(sorted, key=lambda claim: claim.read is OtherText)
    return {name: texts_last(claims.values()) for name, claims in found.items()}, unclear


def _headed(question: Question, mapping: FormMapping) -> dict[str, Read]:
    """What reads a column with this heading, if choices have columns."""
    source, pattern = mapping.source, question.column or mapping.source.column
    reads: dict[str, Read] = {}
    if question.column is None and source.choices == "joined":
        return reads
    if question.other and "{ask}" in pattern:  # otherwise the free text is beside the choices
        reads |= dict.fromkeys(source.other, OtherText)
    for caption, value in question.meanings.items() if question.kind == "choices" else ():
        tick = partial(cells.read_tick, value=value, question=question, words=mapping.words)
        reads[caption] = cache(tick)  # a few texts fill the column
    return {
        heading(pattern.format(ask=wording, caption=caption)): read
        for wording in question.wordings
        for caption, read in reads.items()
    }


def _add_texts_beside(claims: dict[str, list[Claim]], mapping: FormMapping, places: Places) -> None:
    """Add the columns of free text with a common heading, each to the question before it."""
    source = mapping.source
    if source.choices == "joined" or "{ask}" in source.column:
        return
    owners = {claim.column: name for name, found in claims.items() for claim in found}
    for at in (at for text in source.other for at in _at(places, text)):
        if (name := owners.get(at - 1)) and mapping.questions[name].other:
            claims[name].append(Claim(column=at, read=OtherText))


def _notices(question: Question, mapping: FormMapping, headers: Sequence[str]) -> list[Claim]:
    """The columns whose heading is the text agreed to; one for each notice."""
    if question.kind != "notice":
        return []
    texts = [text for text in (*question.wordings, *question.meanings) if NOTICE in text]
    texts += [mapping.source.column.format(ask=question.ask, caption=text) for text in texts]
    wanted = [*map(heading, texts)]
    columns = {cells.notice_named(heading(text), wanted): at for at, text in enumerate(headers)}
    read = partial(cells.read_agreement, words=mapping.words)
    notices = {at: partial(read, notice=notice) for notice, at in columns.items() if notice}
    return [Claim(column=at, read=read, part=False) for at, read in notices.items()]
