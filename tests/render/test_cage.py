"""Templates that a pull request brings: no file, no network, no private, and an end in time."""

from __future__ import annotations

import os
import resource
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

import pytest

import made
from mentoring.errors import MentoringError
from mentoring.files import cage
from mentoring.operations.letters.letter import letter
from mentoring.render import own_texts, papers
from mentoring.render.letters.template import text_of
from mentoring.render.pdf import compiled
from mentoring.render.template_error import TemplateError
from tools import cases

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAY = date(2030, 1, 2)
NAME = "Wilhelmina Quuxworth"
HEAD = "#set document(title: [x])\n"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One second for each call, so that the tests end soon too, however busy the machine is."""
    monkeypatch.setattr(cage, "CPU_SECONDS", 1)
    began = _worked()
    yield
    assert _worked() - began < 20


def _worked() -> float:
    """The seconds that children have worked."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.fixture(scope="module")
def private(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with a person's name."""
    file = tmp_path_factory.mktemp("data") / "private.yaml"
    file.write_text(f"name: {NAME}\n")
    return file


READING = (
    'read("{path}")',
    'read("{path}", encoding: none)',
    'read("../" * 20 + "{path}")',
    'yaml("{path}")',
    'csv("{path}")',
    'json("{path}")',
    'toml("{path}")',
    'xml("{path}")',
    'cbor("{path}")',
    'plugin("{path}")',
    'image("{path}", alt: "x")',
    'bibliography("{path}")',
    'raw(read("{path}"))',
    'include "{path}"',
    'import "{path}": *',
    'read("/proc/self/environ")',
    'read("/etc/passwd")',
    'read("/proc/self/cwd/../../{path}")',
    'eval("read(\\"{path}\\")")',
    'panic(read("{path}"))',
    'import "@preview/cetz:0.3.0": *',
    'import "@local/x:0.1.0": *',
    'import ("@pre" + "view/cetz:0.3.0")',
    'eval("import \\"@preview/cetz:0.3.0\\"")',
    'image("https://example.org/x.png", alt: "x")',
    'read("https://example.org/x")',
)


@pytest.mark.parametrize("code", READING)
def test_a_document_reads_no_file_and_no_package(code: str, private: Path) -> None:
    """Whatever function it tries, from wherever: the message has its line, and no word more."""
    with pytest.raises(TemplateError) as caught:
        compiled(f"{HEAD}#{code.format(path=private)}\n", {"name": NAME}, DAY)
    assert caught.value.fault.line == 2 or "eval" in code
    assert NAME not in str(caught.value)


def test_a_document_with_fonts_of_its_own_reads_no_file_either(
    private: Path, tmp_path: Path
) -> None:
    """The folder of fonts is for fonts."""
    (tmp_path / "private.ttf").symlink_to(private)
    for path in (private, tmp_path / "private.ttf", "private.ttf"):
        with pytest.raises(TemplateError):
            compiled(f'{HEAD}#read("{path}")', {}, DAY, tmp_path)


TELLING = (
    "panic(sys.inputs.data)",
    "assert(false, message: sys.inputs.data)",
    "int(sys.inputs.data)",
    "json(bytes(sys.inputs.data)).at(sys.inputs.data)",
    "rgb(sys.inputs.data)",
    "eval(sys.inputs.data)",
    "datetime.today().display(sys.inputs.data)",
    "read(sys.inputs.data)",
    "text(lang: sys.inputs.data)[x]",
    "import sys.inputs.data",
    'regex("(" + sys.inputs.data)',
    "label(sys.inputs.data).nothing",
    'symbol("a").at(sys.inputs.data)',
    'numbering(sys.inputs.data + "[", 1)',
)


@pytest.mark.parametrize("code", TELLING)
def test_a_document_tells_nobody_in_a_message(code: str) -> None:
    """Messages go into the logs of a pull request."""
    said = ""
    try:
        compiled(f"{HEAD}#{code}\n", {"name": NAME}, DAY)
    except MentoringError as error:
        said = str(error)
    assert "Quuxworth" not in said


EXHAUSTING = (
    "while true {}",
    "let f(x) = f(x + 1)\n#f(1)",
    'let x = "a"\n#for i in range(60) { x = x + x }\n#x',
    '"a" * 4000000000',
    "range(4000000000)",
    "for i in range(1000000000) [#pagebreak()]",
    "let a = ()\n#while true { a.push(a) }",
    "lorem(4000000000)",
    'eval("1+" * 1000000 + "1")',
    'let s = state("x", 0)\n#context { while true { s.get() } }',
    "table(columns: 100000000)",
    "pad(1em, " * 3000 + "[]" + ")" * 3000,
    "set page(width: auto, height: auto)\n#rect(width: 1e300 * 1pt)",
    'regex("(a*)*b").pattern\n#while true {}',
)


@pytest.mark.parametrize("code", cases(EXHAUSTING, 6))
def test_a_document_ends_in_time_and_within_its_memory(code: str) -> None:
    """What asks for more is ended, and the next document is set as ever."""
    with suppress(TemplateError):
        compiled(f"{HEAD}#{code}\n", {}, DAY)
    assert compiled(f"{HEAD}x", {}, DAY).startswith(b"%PDF")


GREEDY = (
    '{{ "a".center(4000000000) }}',
    '{{ "a" * 4000000000 }}',
    '{{ "a"|center(4000000000) }}',
    '{{ "%4000000000s"|format("a") }}',
    '{{ "%4000000000s" % "a" }}',
    '{{ "{:>4000000000}".format(1) }}',
    "{{ 9 ** 9 ** 9 }}",
    "{{ 10 ** 5000 }}",
    "{{ [0] * 4000000000 }}",
    "{{ lipsum(n=100000000) }}",
    "{{ range(10 ** 9) | list }}",
    "{{ range(99999) | list | string | wordwrap(1) * 999 }}",
    '{{ "aaaa" | indent(4000000000, true) }}',
    '{{ "a".ljust(4000000000) ~ "b" }}',
    '{{ "x".replace("x", "x" * 99999).replace("x", "x" * 99999) }}',
    "{% for a in range(99999) %}" * 3 + "{% endfor %}" * 3,
    "{% set s = namespace(x='a') %}{% for i in range(99) %}{% set s.x = s.x ~ s.x %}{% endfor %}",
    "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
    "{% include 'waiting.md.j2' %}",
    "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
    "{{ " + "-" * 20000 + "1 }}",
    "{{ " + "1+" * 20000 + "1 }}",
    "{% if 1 %}" * 3000 + "{% endif %}" * 3000,
    "{{ 'a' if " * 3000 + "1" + " }}",
    "{{ " + "9" * 5000 + " }}",
    "{{ ['a', 'b'] | join('c' * 1000000000) }}",
    "{{ range(10000000) | sum }}",
    '{{ ("a" * 100000) | urlize * 1000 }}',
    '{{ ("<" * 1000000) | striptags }}',
    '{{ ("a " * 10000000) | title | length }}',
)


@pytest.mark.parametrize("text", cases(GREEDY, 10))
def test_a_letter_ends_in_time_and_within_its_memory(text: str) -> None:
    """It is refused with its file, or written; and the next letter is written as ever."""
    problems = own_texts.letter_problems({"waiting.md.j2": f"Subject: x\n\n{text}\n"})
    assert all(len(problem.message) < 200 for problem in problems)
    assert {problem.path for problem in problems} <= {"data/templates/letters/waiting.md.j2"}
    assert own_texts.letter_problems({"waiting.md.j2": "Subject: x\n\nDear {{ name }}\n"}) == []


PRYING = (
    "{% include name %}",
    "{% import name as x %}",
    "{% extends name %}",
    "{{ name.__class__.__mro__[1].__subclasses__() }}",
    "{{ ''['__class__'] }}",
    "{{ ''|attr('__class__') }}",
    "{{ '{0.__class__}'.format(name) }}",
    "{{ '{0.__class__}'.format_map({'0': name}) }}",
    "{{ self.__init__.__globals__ }}",
    "{{ cycler.__init__.__globals__.os }}",
    "{{ lipsum.__globals__['os'].environ }}",
    "{{ joiner.__init__.__globals__ }}",
    "{{ namespace.__init__.__globals__ }}",
    "{{ range.__self__ }}",
    "{{ (1).__class__ }}",
    "{{ name.mro() }}",
    "{{ ({}).fromkeys.__self__ }}",
    "{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
    "{% set x = name.__dict__ %}",
    "{% import '/etc/passwd' as x %}",
    "{% include '/etc/passwd' %}",
    "{% include '../../../pyproject.toml' %}",
    "{% extends '/etc/passwd' %}",
    "{{ name[name] }}",
    "{{ {}[name] }}",
    "{{ name|attr(name) }}",
    "{{ (1)|attr(name) }}",
    "{{ name + 1 }}",
    "{{ name|int(name) + name }}",
    "{{ name(name) }}",
    "{{ ''.join(1, name) }}",
    "{{ raise(name) }}",
    "{{ name % name % name }}",
    "{{ (name ~ '%d') % name }}",
    "{{ ('{' ~ name ~ '}').format() }}",
    "{{ {}|dictsort(by=name) }}",
    "{{ name.encode(name) }}",
)


@pytest.mark.parametrize("text", PRYING)
def test_a_letter_reaches_nothing_but_its_facts_and_tells_nobody(text: str) -> None:
    """Neither in its words nor in a message."""
    said = ""
    person = made.application("bbbbbb", person=made.person(NAME))
    written = letter(made.edition(made.cohort(), person), person, "withdrawal", "withdrawal")
    own = {"withdrawal.md.j2": f"Subject: x\n\n{text}"}
    try:
        said = text_of(written, own).body.replace(NAME, "")
    except MentoringError as error:
        said = str(error)
    assert not {"Quuxworth", "root:x:", "subclasses", os.sep + "usr"} & set(said.split())
    assert "Quuxworth" not in said
    assert "<class" not in said


@pytest.mark.parametrize("version", ["", "a b", "x" * 41, "x" * 500, "\x1b[31m", "../x", "é", "-1"])
def test_a_version_that_no_record_could_hold_is_refused(version: str) -> None:
    """People sign under it, so it is written into their pair's file and into a file's name."""
    text = papers.packaged(papers.AGREEMENT).splitlines()
    text[0] = f"// version: {version}"
    (problem,) = own_texts.document_problems({"agreement.typ": "\n".join(text)}, None) or (None,)
    if version == "a b":
        assert problem is None  # the version is a, and the rest a remark
    else:
        assert problem is not None
        assert "state the template's version" in problem.message


def test_the_child_has_none_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No password, no key."""
    monkeypatch.setenv("MENTORING_SMTP_PASSWORD", NAME)
    worker = cage.Worker()
    monkeypatch.setattr(cage, "worker", worker)
    try:
        found = cage.run_caged(os.getenv, "MENTORING_SMTP_PASSWORD"), cage.run_caged(os.getcwd)
    finally:
        worker.close()
    assert found[0] is None
    assert found[1] != os.getcwd()  # noqa: PTH109 (as the child says it)
