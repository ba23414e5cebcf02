"""Reports as blocks, which a terminal, Markdown and a page show each in its own way. Ids only."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from mentoring.render.columns import columns
from mentoring.render.markdown import LISTED, code, table, with_ids


@dataclass(frozen=True, slots=True)
class Share:
    """A share of a whole in words; a page also draws it."""

    words: str
    part: Fraction

    def __str__(self) -> str:
        """The words alone, for forms without drawings."""
        return self.words


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """The heading of the blocks that follow."""

    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """Rows under headings; the first `ids` cells of a row are ids.

    `name` says what it shows, to those who cannot see it. `tints` are the colours of the rows on a
    terminal.
    """

    name: str
    head: Sequence[str]
    rows: Sequence[Sequence[str | Share]]
    ids: int = 0
    tints: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Items:
    """A list of sentences: of tasks to tick off if `tasks`, in order if `numbered`."""

    words: Sequence[str]
    tasks: bool = False
    numbered: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class People:
    """Ids in groups, each with the words that hold for the group."""

    groups: Sequence[tuple[str, Sequence[str]]]


Block = str | Heading | Table | Items | People
"""A part of a report; plain text is a paragraph."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """Blocks under a title."""

    title: str
    blocks: Sequence[Block]


def as_text(blocks: Iterable[Block], *, colour: bool = False) -> str:
    """The blocks for a terminal: an empty line before each heading."""
    return "\n".join(line for block in blocks for line in _lines(block, colour=colour))


def _lines(block: Block, *, colour: bool) -> Iterator[str]:
    if isinstance(block, str):
        yield block
    elif isinstance(block, Heading):
        yield from ("", f"{block.words}:")
    elif isinstance(block, Items):
        yield from (f"  {words}" for words in block.words)
    elif isinstance(block, People):
        yield from ("", *(f"{words}: {' '.join(ids)}" for words, ids in block.groups))
    elif block.rows:
        heading, *rows = columns([block.head, *([*map(str, row)] for row in block.rows)])
        yield heading
        tints = block.tints if colour else ()
        yield from (f"\x1b[{tint}m{row}\x1b[0m" for tint, row in zip(tints, rows, strict=False))
        yield from rows[len(tints) :]


def as_markdown(blocks: Iterable[Block]) -> str:
    """The blocks as Markdown, with ids as code."""
    return "\n\n".join(filter(None, map(_markdown, blocks)))


def _markdown(block: Block) -> str:
    if isinstance(block, str):
        return block
    if isinstance(block, Heading):
        return f"### {block.words}"
    if isinstance(block, Table):
        rows = ([*map(str, row)] for row in block.rows)
        return table(block.head, (with_ids(row, block.ids) for row in rows), listed=LISTED)
    if isinstance(block, People):
        return "\n".join(f"- {words}: {' '.join(map(code, ids))}" for words, ids in block.groups)
    marks = (f"{number}." for number in range(1, len(block.words) + 1))
    bullet = "- [ ]" if block.tasks else "-"
    return "\n".join(
        f"{next(marks) if block.numbered else bullet} {words}" for words in block.words
    )


def folded(section: Section) -> str:
    """A section as Markdown that opens on a click."""
    body = as_markdown(section.blocks)
    return f"<details><summary>{section.title}</summary>\n\n{body}\n\n</details>" if body else ""
