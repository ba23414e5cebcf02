"""A letter's template: text with strict placeholders, the programme's own or the package's."""

import re
import traceback
from collections.abc import Collection, Iterator, Mapping, Sequence
from operator import itemgetter
from pathlib import PurePath
from typing import Any, NamedTuple

from jinja2 import (
    ChoiceLoader,
    DictLoader,
    Environment,
    PackageLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
    meta,
    nodes,
)
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from mentoring.errors import MentoringError
from mentoring.files.cage import CagedError, run_caged
from mentoring.operations.letters.facts import Draw, Partner
from mentoring.operations.letters.letter import Letter
from mentoring.problems import did_you_mean
from mentoring.programme.dates import day_in_words
from mentoring.render.pdf import FOLDER as TEMPLATES
from mentoring.render.text import UNTOLD, quotes_only

FOLDER = f"{TEMPLATES}/letters"
SUFFIX = ".md.j2"
SUBJECT = "Subject: "
CLOSING = "closing-lines"
PARTS = {"partner": Partner.__slots__, "draw": Draw.__slots__}
"""The item types of placeholders that are lists, by the names that templates give the items."""


class Fault(NamedTuple):
    """One error in a template's file. Line and column count from 1; 0 means unknown."""

    file: str
    line: int
    column: int
    what: str


class TextError(MentoringError):
    """A letter cannot be written from its template."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(f"{FOLDER}/{fault.file}:{fault.line or '?'}: {fault.what}")


class Text(NamedTuple):
    """The subject and body of a letter."""

    subject: str
    body: str


def words(slug: str) -> str:
    """A slug in words: career-planning becomes career planning; words stay as they are."""
    return slug.replace("-", " ")


def times(least: int, most: int) -> str:
    """The number of meetings: 1 meeting, or 1 to 2 meetings."""
    span = str(most) if least == most else f"{least} to {most}"
    return f"{span} meeting{'' if most == 1 else 's'}"


def listed(items: Sequence[object], last: str = "and") -> str:
    """Items as a list in a sentence: a, b and c."""
    *others, final = map(str, items) if items else [""]
    return f"{', '.join(others)} {last} {final}" if others else final


FILTERS = {"day": day_in_words, "words": words, "stage": words, "listed": listed, "times": times}


def text_of(letter: Letter, own: Mapping[str, str]) -> Text:
    """Write a letter from the programme's `own` texts (file name → text), else the package's.

    A template begins with `Subject: …` and a blank line. The closing lines (code of conduct,
    safeguarding contact, privacy) are added to every letter, so that no template can forget them.
    """
    body, closing = written(own, (letter.template, CLOSING), letter.facts)
    return in_parts(letter.template, body, closing, str(letter.facts["safeguarding"]))


def in_parts(template: str, written: str, closing: str, safeguarding: str) -> Text:
    """The subject and body of a rendered template, with the closing lines.

    Raises TextError if the template lacks a subject or the closing lines lack a contact.
    """
    first, _, body = written.lstrip("\n").partition("\n")
    if not first.startswith(SUBJECT) or not body.startswith("\n"):
        what = f"begin with a line “{SUBJECT}…” and a blank one."
        raise TextError(Fault(template + SUFFIX, 1, 1, what))
    if safeguarding not in closing:
        what = "every letter names the safeguarding contact: put {{ safeguarding }} into this text."
        raise TextError(Fault(CLOSING + SUFFIX, 0, 0, what))
    lines = "\n".join(line.rstrip() for line in f"{body}\n\n{closing}".splitlines())
    return Text(
        subject=" ".join(first.removeprefix(SUBJECT).split()),
        body=re.sub(r"\n{3,}", "\n\n", lines).strip("\n") + "\n",
    )


def written(own: Mapping[str, str], names: Sequence[str], facts: Mapping[str, Any]) -> list[str]:
    """Render some templates; raises TextError with file and line if one is wrong.

    A child process renders the programme's own templates, with limits on time and memory.
    """
    try:
        texts, fault = (
            run_caged(attempt, dict(own), names, facts) if own else attempt({}, names, facts)
        )
    except CagedError as error:
        raise TextError(Fault(names[0] + SUFFIX, 0, 0, f"{error}.")) from None
    if fault:
        raise TextError(Fault(*fault))
    return texts


def attempt(
    own: Mapping[str, str], names: Sequence[str], facts: Mapping[str, Any]
) -> tuple[list[str], Fault | None]:
    """The texts, or what is wrong with one, as plain data."""
    made = environment(own)
    try:
        return [write(made, name, facts) for name in names], None
    except TextError as error:
        return [], error.fault


class Own(DictLoader):
    """The programme's own templates, named in tracebacks so that errors have a line."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, None]:  # type: ignore[override]
        """The text and its name; raises TemplateNotFound."""
        return super().get_source(environment, template)[0], template, None


def environment(own: Mapping[str, str]) -> Environment:
    """The environment of letter templates: `own` (file name → text) first, then the package's.

    It is sandboxed, because templates come by pull request like any data, and it escapes nothing,
    because a letter is plain text.
    """
    made = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([Own(own), PackageLoader("mentoring.render", "templates/letters")]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
    )
    made.filters |= FILTERS
    return made


def write(made: Environment, name: str, facts: Mapping[str, Any]) -> str:
    """The text of template `name`; raises TextError with file and line if it is wrong."""
    file, line = name + SUFFIX, 0
    try:
        faults = tuple(unknown(made, file, facts.keys()))
        if not faults:
            return made.get_template(file).render(facts)
    except TemplateSyntaxError as error:
        file = error.name if error.name and error.name.endswith(SUFFIX) else file
        line, what = error.lineno, error.message or ""
    except TemplateNotFound as error:
        what = f"there is no letter template {error.name}."
    except Exception as error:  # noqa: BLE001 (a template may do anything)
        for frame in traceback.extract_tb(error.__traceback__):
            if frame.filename.endswith(SUFFIX):
                file, line = PurePath(frame.filename).name, frame.lineno or 0
        what = _reason(error, source_of(made, file))
    else:
        raise TextError(faults[0])
    raise TextError(Fault(file, line, column_of(source_of(made, file), line), what)) from None


def _reason(error: Exception, source: str) -> str:
    """A description of the error; its own message could quote a placeholder's value."""
    if isinstance(error, MemoryError | OverflowError):
        return "it needs more memory than there is for a letter"
    known = isinstance(error, UndefinedError | SecurityError)
    return str(error) if known and quotes_only(source, str(error)) else UNTOLD


def source_of(made: Environment, file: str) -> str:
    """The source of a template; empty if there is none."""
    loader = made.loader if file in made.list_templates() else None
    return loader.get_source(made, file)[0] if loader else ""


def column_of(source: str, line: int, word: str = "") -> int:
    """The column of a word in a line, or else of the first placeholder or statement."""
    text = "".join(source.splitlines()[line - 1 : line]) if line else ""
    found = re.search(rf"(?<!\w){re.escape(word)}(?!\w)" if word else r"\{[{%]", text)
    return found.start() + 1 if found else 1


def unknown(made: Environment, file: str, known: Collection[str]) -> Iterator[Fault]:
    """The unknown names in a template and in those it includes, also in unused branches.

    Raises TemplateSyntaxError and TemplateNotFound.
    """
    templates = made.list_templates()
    if file not in templates:
        raise TemplateNotFound(file)
    source = source_of(made, file)
    tree = made.parse(source, file)
    for line, word, kind, allowed in sorted(_unknown(made, tree, known), key=itemgetter(0, 1, 2)):
        what = f"{kind} {word}. {did_you_mean(word, allowed)}"
        yield Fault(file, line, column_of(source, line, word), what)
    for included in sorted({*meta.find_referenced_templates(tree)} & {*templates}, key=str):
        yield from unknown(made, str(included), known)


def _unknown(
    made: Environment, tree: nodes.Template, known: Collection[str]
) -> Iterator[tuple[int, str, str, Collection[str]]]:
    """The line, the unknown name, what there is not, and the allowed names."""
    filters = {node.name: node.lineno for node in tree.find_all(nodes.Filter)}
    for name in filters.keys() - made.filters.keys():
        yield filters[name], name, "there is no filter", made.filters.keys()
    if filters.keys() <= made.filters.keys():  # otherwise Jinja cannot list undeclared names
        undeclared = meta.find_undeclared_variables(tree) - {*known, *made.globals}
        for used in tree.find_all(nodes.Name):
            if used.name in undeclared:
                yield used.lineno, used.name, "there is no placeholder", known
    for part in tree.find_all(nodes.Getattr):
        name = part.node.name if isinstance(part.node, nodes.Name) else ""
        if name in PARTS and part.attr not in PARTS[name]:
            yield part.lineno, part.attr, f"a {name} has no", PARTS[name]
    for include in tree.find_all(nodes.Include):
        name = include.template.value if isinstance(include.template, nodes.Const) else ""
        if name and name not in made.list_templates():
            yield include.lineno, name, "there is no letter template", made.list_templates()
