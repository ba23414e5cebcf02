"""The names a template may use: placeholders, their parts, filters, and other templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import meta, nodes

from mentoring.operations.letters.facts import Partner
from mentoring.operations.letters.tickets import Draw
from mentoring.problems import did_you_mean
from mentoring.render.letters.fault import Fault, column_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from jinja2 import Environment

PARTS = {"partner": Partner.__slots__, "draw": Draw.__slots__}
"""The item types of placeholders that are lists, by the names that templates give the items."""


def unknown(made: Environment, file: str, known: Collection[str]) -> Iterator[Fault]:
    """The unknown names in a template and in those it includes, also in unused branches.

    Raises TemplateSyntaxError and TemplateNotFound.
    """
    if made.loader is None:
        return
    source = made.loader.get_source(made, file)[0]
    tree = made.parse(source, file)
    for line, word, what in sorted(_unknown(made, tree, known)):
        yield Fault(file=file, line=line, column=column_of(source, line, word), what=what)
    for included in sorted(set(meta.find_referenced_templates(tree)) - {None}, key=str):
        if included in made.list_templates():
            yield from unknown(made, str(included), known)


def _unknown(
    made: Environment, tree: nodes.Template, known: Collection[str]
) -> Iterator[tuple[int, str, str]]:
    """The line, the word, and the error."""
    filters = {one.name: one.lineno for one in tree.find_all(nodes.Filter)}
    for name in filters.keys() - made.filters.keys():
        hint = did_you_mean(name, made.filters)
        yield filters[name], name, f"there is no filter {name}. {hint}"
    if filters.keys() <= made.filters.keys():  # otherwise Jinja cannot list undeclared names
        yield from _undeclared(made, tree, known)
    for part in tree.find_all(nodes.Getattr):
        name = part.node.name if isinstance(part.node, nodes.Name) else ""
        if name in PARTS and part.attr not in PARTS[name]:
            hint = did_you_mean(part.attr, PARTS[name])
            yield part.lineno, part.attr, f"a {name} has no {part.attr}. {hint}"
    for one in tree.find_all(nodes.Include):
        name = one.template.value if isinstance(one.template, nodes.Const) else ""
        if name and name not in made.list_templates():
            hint = did_you_mean(name, made.list_templates())
            yield one.lineno, name, f"there is no letter template {name}. {hint}"


def _undeclared(
    made: Environment, tree: nodes.Template, known: Collection[str]
) -> Iterator[tuple[int, str, str]]:
    names = meta.find_undeclared_variables(tree) - {*known, *made.globals}
    for node in tree.find_all(nodes.Name):
        if node.name in names:
            hint = did_you_mean(node.name, known)
            yield node.lineno, node.name, f"there is no placeholder {node.name}. {hint}"
