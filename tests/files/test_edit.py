"""An edit changes what must change and leaves a person's text alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from files.handwriting import edits, read, records, says, written
from files.plain import exact
from mentoring.errors import DataError, MentoringError
from mentoring.files.document import Node, layout
from mentoring.files.yaml.edit import edit
from mentoring.files.yaml.emit import dump

if TYPE_CHECKING:
    from collections.abc import Iterator

PAIR = """\
# yaml-language-server: $schema=../../schemas/pair.json
# Written by hand.
cohort: "2026"   # the edition

mentee: bcd234
mentorships:
    # the first one
    -   mentor: cdfghj   # found late
        status: active
        goals:
        - goal: Write   # an article
          due: 2027-03-01
        # the second goal
        - goal: Decide
          due: 2027-06-01
          # after the second goal
        meetings: []
        note: |  # as said on the telephone
            Some text
            that goes on

            and ends.
    -   status: ended
        mentor: fghjkl
languages: [en, fr]  # spoken
flow: {a: 1, b: [x,
  y], c: , d}
topics: [
  writing,   # W
  leading,   # L
  teaching   # T
]
# the end
"""


def after(change: str) -> tuple[set[str], set[str]]:
    """The lines of PAIR that go and those that come when a Python statement changes `new`."""
    new = read(PAIR)
    exec(change, {"new": new, "first": new["mentorships"][0]})  # noqa: S102 - our own words
    text = edit(PAIR, new)
    assert exact(read(text)) == exact(new)
    before, now = PAIR.splitlines(), text.splitlines()
    return {line for line in before if line not in now}, {x for x in now if x not in before}


CHANGES = {
    'first["goals"][0]["due"] = "2028-01-01"': (
        {"          due: 2027-03-01"},
        {'          due: "2028-01-01"'},
    ),
    'first["status"] = "paused"': ({"        status: active"}, {"        status: paused"}),
    'first["note"] = first["note"].replace("on", "far")': (
        {"            that goes on"},
        {"            that goes far"},
    ),
    'first["note"] = "short"': (
        {
            "        note: |  # as said on the telephone",
            "            Some text",
            "            that goes on",
            "            and ends.",
        },
        {"        note: short  # as said on the telephone"},
    ),
    'new["mentee"] = "two\\nlines"': (
        {"mentee: bcd234"},
        {"mentee: |-", "  two", "  lines"},
    ),
    'new["cohort"] = "two\\nlines\\n"': (
        {'cohort: "2026"   # the edition'},
        {"cohort: |   # the edition", "  two", "  lines"},
    ),
    'new["cohort"] = {"a": 1}': (
        {'cohort: "2026"   # the edition'},
        {"cohort:   # the edition", "  a: 1"},
    ),
    'first["meetings"].append({"mode": "virtual"})': (
        {"        meetings: []"},
        {"        meetings:", "          - mode: virtual"},
    ),
    'first["goals"].append({"goal": "Rest"})': (set(), {"        - goal: Rest"}),
    'first["goals"].insert(0, {"goal": "Rest"})': (set(), {"        - goal: Rest"}),
    'del first["goals"][0]': (
        {"        - goal: Write   # an article", "          due: 2027-03-01"},
        set(),
    ),
    'first["goals"].clear()': (
        {
            "        goals:",
            "        - goal: Write   # an article",
            "          due: 2027-03-01",
            "        # the second goal",
            "        - goal: Decide",
            "          due: 2027-06-01",
        },
        {"        goals: []"},
    ),
    'del first["mentor"]': (
        {"    -   mentor: cdfghj   # found late", "        status: active"},
        {"    -   status: active"},
    ),
    'del new["mentorships"][1]': ({"    -   status: ended", "        mentor: fghjkl"}, set()),
    'new["mentorships"][0] = {"since": 1, **first}': (
        {"    -   mentor: cdfghj   # found late"},
        {"    -   since: 1", "        mentor: cdfghj   # found late"},
    ),
    'new["languages"].append("de")': (
        {"languages: [en, fr]  # spoken"},
        {"languages: [en, fr, de]  # spoken"},
    ),
    'new["languages"].remove("en")': (
        {"languages: [en, fr]  # spoken"},
        {"languages: [fr]  # spoken"},
    ),
    'new["languages"].remove("fr")': (
        {"languages: [en, fr]  # spoken"},
        {"languages: [en]  # spoken"},
    ),
    'new["languages"].insert(0, "de")': (
        {"languages: [en, fr]  # spoken"},
        {"languages: [de, en, fr]  # spoken"},
    ),
    'new["languages"] = "all"': ({"languages: [en, fr]  # spoken"}, {"languages: all  # spoken"}),
    'new["flow"]["a"] = [2, {"b": None}]': (
        {"flow: {a: 1, b: [x,"},
        {"flow: {a: [2, {b: null}], b: [x,"},
    ),
    'new["flow"].update(c="now", d=4)': (
        {"  y], c: , d}"},
        {"  y], c: now, d: 4}"},
    ),
    'new["topics"].remove("leading")': ({"  leading,   # L"}, set()),
    'new["topics"].remove("teaching")': ({"  teaching   # T"}, set()),
    'new["topics"].insert(1, "resting")': (set(), {"  resting,"}),
    'new["topics"].insert(0, "resting")': (set(), {"  resting,"}),
    'new["topics"].append("resting")': ({"  teaching   # T"}, {"  teaching,   # T", "  resting"}),
    'new["last"] = [{"a": "b"}]': (set(), {"last:", "  - a: b"}),
    'del new["languages"]': ({"languages: [en, fr]  # spoken"}, set()),
}


@pytest.mark.parametrize("change", CHANGES)
def test_only_the_lines_that_must_change_do(change: str) -> None:
    """Values change in place; comments and odd layout stay."""
    assert after(change) == CHANGES[change]


@given(edits())
def test_the_result_says_what_was_asked(case: tuple[str, Any]) -> None:
    """In any layout and after any change, the new text reads as the new value."""
    text, new = case
    assert says(edit(text, new), new)


@given(records.flatmap(written))
def test_an_equal_value_changes_no_byte(text: str) -> None:
    """Writing what is there already leaves the text as it is."""
    assert edit(text, read(text)) == text


@given(edits())
def test_entries_that_stay_keep_every_line(case: tuple[str, Any]) -> None:
    """The lines of an entry whose value stays are found again, one after the other."""
    text, new = case
    text = text.replace("\r\n", "\n")
    assume(isinstance(new, dict) and layout(text).style != "[")
    old, result = read(text), edit(text, new)
    for entry in layout(text).entries:
        key = entry.key.text if entry.key else ""
        if key in new and exact(new[key]) == exact(old[key]) and text != dump(old):
            start = text.rfind("\n", 0, entry.begin) + 1
            assert text[start : entry.end] in result


@given(records.flatmap(written), st.data())
def test_a_new_scalar_touches_the_lines_of_the_old_one_alone(
    text: str, draw: st.DataObject
) -> None:
    """Nothing above or below a changed scalar changes."""
    places = list(scalars(layout(text), ()))
    assume(places and "  # c" in text)  # with a comment it is no canonical text
    steps, node = draw.draw(st.sampled_from(places))
    new: Any = {"": read(text)}
    inner = new
    for step in ("", *steps[:-1]):
        inner = inner[step]
    inner[steps[-1]] = "another"
    result = edit(text, new[""])
    above, below = text[: text.rfind("\n", 0, node.start) + 1], text[node.end :]
    assert result.startswith(above.rstrip())
    assert result.rstrip().endswith(below[max(below.find("\n"), 0) :].rstrip())


def scalars(node: Node, steps: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], Node]]:
    """Every scalar of the text that is not a key, with the steps that lead to it."""
    for number, entry in enumerate(node.entries):
        inner = (*steps, entry.key.text if entry.key else number)
        if entry.entries:
            yield from scalars(entry, inner)
        elif entry.key and entry.style != "[" and entry.start < entry.end:
            yield inner, entry


@given(records, edits())
def test_canonical_stays_canonical(old: dict[str, Any], case: tuple[str, Any]) -> None:
    """A text as we write it is, after an edit, again a text as we write it."""
    _, new = case
    opening = "# yaml-language-server: $schema=x.json\n\n"
    result = edit(opening + dump(old), new).removeprefix(opening)
    assert dump(read(result)) == result


def test_the_order_of_keys_is_left_alone() -> None:
    """Another order of the same keys is no change; old keys keep their order beside new ones."""
    assert edit("b: 1  # one\na: 2\n", {"a": 2, "b": 1}) == "b: 1  # one\na: 2\n"
    assert edit("b: 1\na: 2\n", {"a": 2, "c": 3, "b": 1}) == "b: 1\na: 2\nc: 3\n"


def test_items_are_followed_where_they_go() -> None:
    """A list's item that changes in part keeps its comments; one that comes brings none."""
    text = "- id: a   # A\n  k: 1\n- id: b   # B\n  k: 2\n- id: c   # C\n  k: 3\n"
    new = [{"id": "b", "k": 20}, {"id": "x", "k": 9}, {"id": "c", "k": 3}]
    assert edit(text, new) == "- id: b   # B\n  k: 20\n- id: x\n  k: 9\n- id: c   # C\n  k: 3\n"


def test_a_comment_below_a_dash_stays_there() -> None:
    """When the entry on the dash's line goes, the comment below it does not."""
    assert edit("- a: 1  # one\n  # two\n  b: 2\n  c: 3\n- x\n", [{"b": 2, "c": 3}, "x"]) == (
        "-\n  # two\n  b: 2\n  c: 3\n- x\n"
    )
    assert edit("- a: 1\n  b: 2\n  # two\n  c: 3\n- x\n", [{"c": 3}, "x"]) == (
        "-\n  # two\n  c: 3\n- x\n"
    )


def test_what_is_indented_below_an_entry_belongs_to_it() -> None:
    """A comment with more indentation belongs to its entry, and additions come after it."""
    text = "a: 1\n  # of a\n# of b\nb: 2\n"
    assert edit(text, {"b": 2}) == "# of b\nb: 2\n"
    assert edit(text, {"a": 1, "c": 3, "b": 2}) == "a: 1\n  # of a\nc: 3\n# of b\nb: 2\n"


def test_a_block_of_text_takes_in_no_comment() -> None:
    """Where an indented comment follows, text of several lines is written in quotes."""
    assert edit("a: 1\n  # of a\nb: 2\n", {"a": "x\ny\n", "b": 2}) == (
        'a: "x\\ny\\n"\n  # of a\nb: 2\n'
    )


def test_a_value_on_a_line_of_its_own() -> None:
    """A value below its key changes there, or moves up to it; its comment stays."""
    text = "a:\n  plain   # P\nb:\n  # above\n  - 1\nc:\n  |\n  text\n  more\nd: 'x\n  y'  # D\n"
    new = {"a": "new", "b": 2, "c": [], "d": "z\nz"}
    assert edit(text, new) == "a: new\n     # P\nb: 2\n  # above\nc: []\nd: |-  # D\n  z\n  z\n"
    assert edit("a:\n  [1]  # A\nb: 1\n", {"a": "x", "b": 1}) == "a: x\n    # A\nb: 1\n"


def test_blocks_of_text() -> None:
    """A block keeps its indent, its header's comment, and the comment above it."""
    assert edit("a: |  # A\n     x\n     y\nb: 1\n", {"a": "x\nz\n", "b": 1}) == (
        "a: |  # A\n     x\n     z\nb: 1\n"
    )
    assert edit("a: |1  # A\n  x\n y\nb: 1\n", {"a": "x\nz", "b": 1}) == (
        "a: |-  # A\n  x\n  z\nb: 1\n"
    )
    assert edit("a: >  # A\nb: 1\n", {"a": "x\nz\n", "b": 1}) == ("a: |  # A\n  x\n  z\nb: 1\n")
    assert edit("a: |\n  x\n\n\nb: 1  # B\n", {"a": 2, "b": 1}) == "a: 2\n\n\nb: 1  # B\n"


def test_an_odd_layout_is_written_anew_below_its_opening() -> None:
    """A `? key` is not understood: then all is canonical but the comments at the beginning."""
    assert edit("# top\n\n? a\n: 1\n? b\n: 2\n", {"b": 2, "c": 1}) == "# top\n\nb: 2\nc: 1\n"
    assert edit("# top\n[a: 1]\n", [{"a": 1, "b": 2}]) == "# top\n[{a: 1, b: 2}]\n"
    assert edit("# top\njust text\n", {"a": 1}) == "# top\na: 1\n"
    assert edit("\xa0# is text\n", {"a": 1}) == "a: 1\n"


def test_an_entry_before_one_that_changes_too() -> None:
    """A new entry goes before the changed one, also in front of a pair without brackets."""
    assert edit("a: [b: 1]  # A\n", {"a": ["x", {"b": 2}]}) == "a: [x, {b: 2}]  # A\n"


def test_line_ends_stay_as_they_are() -> None:
    """A file from Windows stays one; a last line without an end gets one when the file changes."""
    assert edit("a: 1\r\nb: |\r\n  x\r\n  y\r\n", {"a": 2, "b": "x\nz\n"}) == (
        "a: 2\r\nb: |\r\n  x\r\n  z\r\n"
    )
    assert edit("a: 1  # one\nb:\n- |\n  x", {"a": 2, "b": ["x"]}) == "a: 2  # one\nb:\n- |\n  x"
    assert edit("a: [1]\r\n", {"a": ["x" * 99]}) == f"a:\r\n  - {'x' * 99}\r\n"
    assert edit("a: 1\r\nb: 2\nc: 3\r\n", {"a": 1, "b": 0, "c": 3}) == "a: 1\r\nb: 0\nc: 3\r\n"
    assert edit("a: 1  # one\nb: |\n  x", {"a": 1, "b": "x", "c": 3}) == (
        "a: 1  # one\nb: x\nc: 3\n"
    )


def test_long_lists_that_differ_throughout_are_written_anew() -> None:
    """Beyond a few hundred items nothing is compared one by one, and the result is right."""
    old = [{"n": number, "same": 1} for number in range(300)]
    new = [{"n": -number, "same": 1} for number in range(1, 301)]
    text = "# top\n" + dump({"list": old, "x": 1})
    assert says(edit(text + "# end\n", {"list": new, "x": 1}), {"list": new, "x": 1})


def test_what_cannot_be_read_or_written_is_an_error() -> None:
    """A broken text and an impossible value are errors."""
    with pytest.raises(DataError):
        edit("a: 1\na: 2\n", {})
    with pytest.raises(MentoringError, match="cannot hold"):
        edit("a: 1\n", {"a": float("nan")})
