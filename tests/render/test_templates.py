"""The templates of reports and of the site: all are used, and ask for nothing that is not there."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest
from jinja2 import meta, nodes

from mentoring.matching.instance.objective import STAGES
from mentoring.progress.cohort_progress import Action
from mentoring.render import environment as reports
from mentoring.site import markup as pages

if TYPE_CHECKING:
    from jinja2 import Environment

PACKAGE = Path(reports.__file__).parents[1]
CODE = "\n".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))
NONE = nodes.Template([])
FORMS = ("text", "markdown", "page")


@cache
def sources(made: Environment) -> dict[str, nodes.Template]:
    """The parsed templates of an environment, by name, without letters, which have their own."""
    names = made.list_templates(
        filter_func=lambda name: ".typ" not in name and not name.startswith("letters/")
    )
    assert made.loader
    return {name: made.parse(made.loader.get_source(made, name)[0], name) for name in names}


ENVIRONMENTS = {"render": reports.environment(), "site": pages.environment()}
CASES = [(kind, name) for kind, made in ENVIRONMENTS.items() for name in sources(made)]
template = pytest.mark.parametrize(("kind", "name"), CASES)


def defined(tree: nodes.Template) -> set[str]:
    """The macros and the variables that a template makes for others."""
    macros = {macro.name for macro in tree.find_all(nodes.Macro)}
    return macros | {name.name for name in tree.find_all(nodes.Name) if name.ctx == "store"}


@template
def test_filters_and_tests_exist(kind: str, name: str) -> None:
    """Also in branches that seldom run."""
    made = ENVIRONMENTS[kind]
    tree = sources(made)[name]
    assert {node.name for node in tree.find_all(nodes.Filter)} <= made.filters.keys()
    assert {node.name for node in tree.find_all(nodes.Test)} <= made.tests.keys()


@template
def test_what_is_imported_exists(kind: str, name: str) -> None:
    """From the template that is named, which is one of the same package."""
    trees = sources(ENVIRONMENTS[kind])
    for node in trees[name].find_all(nodes.FromImport):
        assert isinstance(node.template, nodes.Const)
        assert set(map(str, node.names)) <= defined(trees[node.template.value])


@template
def test_the_macros_of_a_form_exist(kind: str, name: str) -> None:
    """`m` is one of three files of macros: a report calls what one of them has at least."""
    trees = sources(ENVIRONMENTS[kind])
    macros = {macro for form in FORMS for macro in defined(trees.get(f"blocks/{form}.j2") or NONE)}
    asked = {
        node.attr
        for node in trees[name].find_all(nodes.Getattr)
        if isinstance(node.node, nodes.Name) and node.node.name == "m"
    }
    assert asked <= macros


@template
def test_a_template_is_used(kind: str, name: str) -> None:
    """By another template or by name in the package's code, or for a mark on a page."""
    trees = sources(ENVIRONMENTS[kind])
    if any(name in meta.find_referenced_templates(tree) for tree in trees.values()):
        return
    form = re.sub(r"\b(text|markdown|page)\b", "{form}", name)
    said = (f'"{name}"', f'"{form}"')
    assert (kind == "site" and name.startswith("blocks/")) or any(words in CODE for words in said)


def test_every_action_has_its_words() -> None:
    """And a command, which names the edition."""
    actions = reports.environment().get_template("actions.j2").make_module().actions  # type: ignore[attr-defined]
    assert set(actions) == set(get_args(Action))
    assert all("%s" in command for _, command in actions.values())


def test_every_stage_of_the_objective_has_its_title() -> None:
    """Those that an edition's file may name, and those of a replacement."""
    titles = reports.environment().get_template("reached.j2").make_module().titles  # type: ignore[attr-defined]
    assert set(titles) == set(STAGES)
