"""A letter's template: text with strict placeholders, the programme's own or the package's."""

import re
import traceback
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from operator import itemgetter
from pathlib import PurePath
from typing import Any, NamedTuple

import jinja2
from jinja2 import meta, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from mentoring.files.cage import CagedError, run_caged
from mentoring.files.messages import many
from mentoring.operations.letters.facts import Draw, Partner
from mentoring.operations.letters.letter import Letter
from mentoring.problems import did_you_mean
from mentoring.programme.dates import day_in_words
from mentoring.render.template_error import UNTOLD, Fault, TemplateError, message, told

SUFFIX = ".md.j2"
SUBJECT = "Subject: "
CLOSING = "closing-lines"
PARTS = {"partner": Partner.__slots__, "draw": Draw.__slots__}
"""The item types of placeholders that are lists, by the names that templates give the items."""


class Text(NamedTuple):
    """The subject and body of a letter."""

    subject: str
    body: str


def words(slug: str) -> str:
    """A slug in words: career-planning becomes career planning; words stay as they are."""
    return slug.replace("-", " ")


def times(least: int, most: int) -> str:
    """The number of meetings: 1 meeting, or 1 to 2 meetings."""
    return f"{'' if least == most else f'{least} to '}{many(most, 'meeting')}"


def listed(items: Sequence[object], last: str = "and") -> str:
    """Items as a list in a sentence: a, b and c."""
    *others, final = map(str, items) if items else [""]
    return f"{', '.join(others)} {last} {final}" if others else final


FILTERS = {"day": day_in_words, "words": words, "stage": words, "listed": listed, "times": times}


def text_of(letter: Letter, own: Mapping[str, str]) -> Text:
    """Write a letter from the programme's `own` texts (file name → text), else the package's.

    A template begins with `Subject: …` and a blank line. The closing lines are added to every
    letter, so that no template can forget them. A child process renders the programme's own texts,
    with limits on time and memory. Raises TemplateError with file and line if one is wrong.
    """
    wanted = [(name, letter.facts) for name in (letter.template, CLOSING)]
    try:
        texts, faults = run_caged(attempt, dict(own), wanted) if own else attempt({}, wanted)
    except CagedError as error:
        raise TemplateError(_fault(letter.template + SUFFIX, what=str(error))) from None
    if faults:
        raise TemplateError(Fault(*faults[0]))
    subject, _, body = texts[0].lstrip("\n").partition("\n")
    lines = "\n".join(line.rstrip() for line in f"{body}\n\n{texts[1]}".splitlines())
    return Text(
        subject=" ".join(subject.removeprefix(SUBJECT).split()),
        body=re.sub(r"\n{3,}", "\n\n", lines).strip("\n") + "\n",
    )


def attempt(
    own: Mapping[str, str], wanted: Sequence[tuple[str, Mapping[str, Any]]]
) -> tuple[list[str], list[Fault]]:
    """Render each template with its facts: the texts, and all that is wrong, as plain data."""
    templates = Templates(own) if own else _packages()
    texts, faults = [], []
    for name, facts in wanted:
        text, found = templates.write(name, facts)
        texts.append(text)
        faults += found
    return texts, faults


class Templates:
    """The templates of letters: a programme's `own` (file name → text), else the package's.

    They run in a sandbox, as they come by pull request. A letter is plain text: nothing is escaped.
    """

    def __init__(self, own: Mapping[str, str]) -> None:
        package = (files("mentoring.render") / "templates/letters").iterdir()
        self.texts = {path.name: path.read_text("utf-8") for path in package} | dict(own)
        self.environment = ImmutableSandboxedEnvironment(
            loader=jinja2.FunctionLoader(self._named),
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            autoescape=False,
        )
        self.environment.filters |= FILTERS

    def _named(self, file: str) -> tuple[str, str, None] | None:
        """The text of a file with its name, by which tracebacks give an error a line."""
        return (self.texts[file], file, None) if file in self.texts else None

    def write(self, name: str, facts: Mapping[str, Any]) -> tuple[str, list[Fault]]:
        """The text of template `name`, or what is wrong with it and the templates it includes."""
        file, line = name + SUFFIX, 0
        try:
            if faults := list(self._unknown(file, facts.keys())):
                return "", faults
            text = self.environment.get_template(file).render(facts)
            return text, list(_malformed(name, text, facts))
        except jinja2.TemplateSyntaxError as error:
            file, line, what = error.name or file, error.lineno, error.message or UNTOLD
        except Exception as error:  # noqa: BLE001 (a template may do anything)
            for frame in traceback.extract_tb(error.__traceback__):
                if frame.filename.endswith(SUFFIX):
                    file, line = PurePath(frame.filename).name, frame.lineno or 0
            what = _reason(error, self.texts.get(file, ""))
        return "", [_fault(file, line, self._column(file, line), what)]

    def _parsed(self, file: str) -> nodes.Template:
        if file not in self.texts:
            raise jinja2.TemplateNotFound(file)
        try:
            return self.environment.parse(self.texts[file], file)
        except (RecursionError, ValueError):  # ValueError: a number of thousands of digits
            what = "it is too deep or too long to be read"
            raise jinja2.TemplateSyntaxError(what, 0, file) from None

    def _unknown(self, file: str, known: Collection[str]) -> Iterator[Fault]:
        """The unknown names in a template and in those it includes, also in unused branches."""
        tree, filters = self._parsed(file), self.environment.filters
        lost = [node for node in tree.find_all(nodes.Filter) if node.name not in filters]
        found: list[tuple[int, str, str, Collection[str]]] = [
            (node.lineno, node.name, "there is no filter", filters.keys()) for node in lost
        ]
        # Jinja cannot list undeclared names beside unknown filters
        undeclared = set() if lost else meta.find_undeclared_variables(tree)
        undeclared -= {*known, *self.environment.globals}
        for node in tree.find_all((nodes.Name, nodes.Getattr, nodes.Include)):
            match node:
                case nodes.Name(name=name) if name in undeclared:
                    found.append((node.lineno, name, "there is no placeholder", known))
                case nodes.Getattr(node=nodes.Name(name=part), attr=name) if (
                    part in PARTS and name not in PARTS[part]
                ):
                    found.append((node.lineno, name, f"a {part} has no", PARTS[part]))
                case nodes.Include(template=nodes.Const(value=str(name))) if name not in self.texts:
                    found.append((node.lineno, name, "there is no letter template", self.texts))
        for line, word, what, allowed in sorted(found, key=itemgetter(0, 1, 2)):
            column = self._column(file, line, word)
            yield _fault(file, line, column, f"{what} {word}. {did_you_mean(word, allowed)}")
        referenced = {str(name) for name in meta.find_referenced_templates(tree)}
        for included in sorted(referenced & self.texts.keys()):
            yield from self._unknown(included, known)

    def _column(self, file: str, line: int, word: str = "") -> int:
        """The column of a word in a line, or else of the first placeholder or statement."""
        text = "".join(self.texts.get(file, "").splitlines()[line - 1 : line]) if line else ""
        found = re.search(rf"(?<!\w){re.escape(word)}(?!\w)" if word else r"\{[{%]", text)
        return found.start() + 1 if found else min(line, 1)


@cache
def _packages() -> Templates:
    """The package's templates, compiled once. A programme's could keep facts between letters."""
    return Templates({})


def _malformed(name: str, text: str, facts: Mapping[str, Any]) -> Iterator[Fault]:
    """What a rendered template lacks: its subject, or the contact in the closing lines."""
    if name == CLOSING and str(facts["safeguarding"]) not in text:
        yield _fault(name + SUFFIX, what=message("safeguarding"))
    if name != CLOSING and not re.match(rf"\n*{SUBJECT}.*\n\n", text):
        yield _fault(name + SUFFIX, 1, 1, message("subject"))


def _reason(error: Exception, source: str) -> str:
    """A description of the error; its own message could quote a placeholder's value."""
    if isinstance(error, MemoryError | OverflowError):
        return message("memory")
    if isinstance(error, jinja2.TemplateNotFound) and str(error.name) in source:
        return message("include", name=error.name)
    known = isinstance(error, jinja2.UndefinedError | jinja2.exceptions.SecurityError)
    return told(str(error), source) if known else UNTOLD


def _fault(file: str, line: int = 0, column: int = 0, what: str = "") -> Fault:
    return Fault(f"letters/{file}", line, column, what)
