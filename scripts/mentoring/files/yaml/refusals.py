"""Finds every problem for which a YAML text is refused, with its place and what to do."""

from __future__ import annotations

from itertools import islice

from yaml import YAMLError, events

from mentoring.files.limits import Limits
from mentoring.files.text import Position, refused_characters, without_refused_characters
from mentoring.files.yaml.libyaml import Event, open_parser
from mentoring.files.yaml.scalars import ConfusingNumberError, resolve
from mentoring.files.yaml.syntax import syntax_problem
from mentoring.problems import MOST, Problem, pointer

Steps = tuple[str | int, ...]

_SPELL_OUT = "Write the value out where it is used."
_IF_TEXT = "If it is text, put it in double quotes."


def refusals(text: str, path: str, limits: Limits) -> list[Problem]:
    """Every reason why `parse` refuses `text`, in text order; empty if it accepts it.

    The search ends after a hundred problems.
    """
    characters = list(islice(refused_characters(text, path), MOST))
    search = _Search(without_refused_characters(text) if characters else text, path, limits)
    try:
        search.stream()
    except YAMLError as error:
        if not characters:  # otherwise one of them may be the cause
            search.problems.append(syntax_problem(error, text, path))
    except _EnoughError:
        pass
    return sorted(characters + search.problems)[:MOST]


class _EnoughError(Exception):
    """Enough problems were found, so the search can stop."""


class _Search:
    """A walk through libyaml's events that keeps track of the path."""

    def __init__(self, text: str, path: str, limits: Limits) -> None:
        self.path = path
        self.limits = limits
        self.events = 0
        self.next_event = open_parser(text).get_event
        self.problems: list[Problem] = []

    def stream(self) -> None:
        """Search the whole text."""
        start = self.next()
        if isinstance(event := self.next(), events.StreamEndEvent):
            self.report(start, (), "empty", "the file holds no data", "Fill it, or remove it.")
            return
        self.directives(event)
        self.node(self.next(), ())
        self.next()
        if not isinstance(event := self.next(), events.StreamEndEvent):
            message = "a second document begins here"
            self.report(event, (), "documents", message, "Move it to a file of its own.")

    def next(self) -> Event:
        """The next event; stops after too many."""
        event = self.next_event()
        self.events += 1
        if self.events > self.limits.events:
            message = "the file holds more values than are read"
            self.report(event, (), "too-many", message, "Split it.")
            raise _EnoughError
        return event

    def place(self, event: Event) -> Position:
        """The position where an event begins."""
        return Position(event.start_mark.line + 1, event.start_mark.column + 1)

    def report(self, event: Event, steps: Steps, code: str, message: str, hint: str) -> None:
        """Add a problem at the position where an event begins."""
        line, column = self.place(event)
        self.problems.append(
            Problem(
                path=self.path,
                line=line,
                column=column,
                pointer=pointer(*steps),
                code=code,
                message=message,
                hint=hint,
            )
        )
        if len(self.problems) == MOST:
            raise _EnoughError

    def directives(self, event: Event) -> None:
        if event.version or event.tags:
            message = "a directive (%YAML or %TAG) is not read"
            self.report(event, (), "directive", message, "Leave the line out.")

    def node(self, event: Event, steps: Steps) -> None:
        if isinstance(event, events.AliasEvent):
            message = "an alias (*…) is not read"
            self.report(event, steps, "alias", message, f"{_SPELL_OUT} {_IF_TEXT}")
            return
        self.properties(event, steps)
        if isinstance(event, events.ScalarEvent):
            self.scalar(event, steps)
        elif len(steps) == self.limits.depth:
            message = f"the data are nested deeper than {self.limits.depth} levels"
            self.report(event, steps, "too-deep", message, "Put less into one value.")
            raise _EnoughError
        elif isinstance(event, events.MappingStartEvent):
            self.mapping(steps)
        else:
            self.sequence(steps)

    def properties(self, event: Event, steps: Steps) -> None:
        if event.anchor is not None:
            message = "an anchor (&…) is not read"
            self.report(event, steps, "anchor", message, f"{_SPELL_OUT} {_IF_TEXT}")
        if event.tag is not None:
            hint = f"Leave it out; the schema says what a value is. {_IF_TEXT}"
            self.report(event, steps, "tag", "a tag (!…) is not read", hint)

    def scalar(self, event: Event, steps: Steps) -> None:
        try:
            _ = event.style or resolve(event.value)
        except ConfusingNumberError:
            message = "a number in a form that programs read differently"
            hint = "Write it with decimal digits alone, such as 123 or 0.5; or, if it is text, "
            self.report(event, steps, "number", message, f"{hint}put it in double quotes.")

    def sequence(self, steps: Steps) -> None:
        number = 0
        while not isinstance(event := self.next(), events.SequenceEndEvent):
            self.node(event, (*steps, number))
            number += 1

    def mapping(self, steps: Steps) -> None:
        seen: dict[str, int] = {}
        while not isinstance(event := self.next(), events.MappingEndEvent):
            step = self.key(event, steps, seen)
            self.node(self.next(), (*steps, step))

    def key(self, event: Event, steps: Steps, seen: dict[str, int]) -> str:
        """The text of a key; `seen` has the lines of the mapping's earlier keys."""
        if event.__class__ is not events.ScalarEvent:
            self.report(event, steps, "key", "a key that is not a text", _IF_TEXT)
            if not isinstance(event, events.AliasEvent):
                self.node(event, (*steps, ""))
            return ""
        key, line = str(event.value), self.place(event).line
        inside = (*steps, key)
        self.properties(event, inside)
        if key in seen:
            message = f"the key stands in this block already, on line {seen[key]}"
            self.report(event, inside, "duplicate-key", message, "Keep one of the two.")
        elif key == "<<" and not event.style:
            self.report(event, inside, "merge-key", "a merge key (<<) is not read", _SPELL_OUT)
        elif not event.style and not _is_text(key):
            message = "not every reader takes this key for text"
            self.report(event, inside, "key", message, "Put it in double quotes.")
        seen.setdefault(key, line)
        return key


def _is_text(plain: str) -> bool:
    try:
        return isinstance(resolve(plain), str)
    except ConfusingNumberError:
        return False
