"""A person planted in every field of every record is found in every corner of a site."""

from __future__ import annotations

import json
import re
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

import pytest
import typst

import made
from disclosure.leaks.canary import Plant, Planter, canaries
from disclosure.leaks.carriers import CARRIERS
from disclosure.leaks.disguises import DISGUISES
from mentoring import schemas
from mentoring.disclosure.leaks.audit import audit
from mentoring.people.application import Application, Voice
from mentoring.people.ledger import Audited, Erased, Frozen, Released
from mentoring.people.organisers import EditionKeys, Member, Review
from mentoring.people.pair import Mentorship
from mentoring.people.personal_fields import Kind, fields_of, statements, withheld
from mentoring.programme.cohort import Cohort
from mentoring.programme.config import ProgrammeConfig
from mentoring.store import record_kinds as store
from mentoring.store.record_kinds import PERSONAL

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SCHEMAS = {
    "Application": "application",
    "Career": "application",
    "Decisions": "decisions",
    "DrawKey": "ledger",
    "Judgement": "decisions",
    "Location": "application",
    "Member": "roster",
    "Pair": "pair",
    "Preferences": "application",
    "Review": "review",
    "Roster": "roster",
    "Sent": "ledger",
}
PROGRAMME, PLANTS = canaries()
NAMED = {Kind.NAME, Kind.EMAIL, Kind.ID, Kind.CODE, Kind.PASSAGE}
EACH = list({one.kind: one for one in PLANTS if one.kind in NAMED}.values())


def planted(plant: Plant) -> str:
    """The text on the page: an institute is a public word, but not beside a person."""
    return f"{plant.text}, {plant.person}" if plant.kind is Kind.DETAIL else plant.text


def missed(site: Path, plants: dict[str, Plant]) -> Iterable[str]:
    """The plants, by the folder each is in, that the audit does not find for certain."""
    report = audit(PROGRAMME, site)
    found = {
        (finding.path.split("/")[0], finding.person, finding.kind)
        for finding in report.findings
        if finding.certain
    }
    for folder, plant in plants.items():
        if (folder, plant.person, plant.kind) not in found:
            yield plant.field


def put(site: Path, folder: str, name: str, data: bytes) -> None:
    """A file in a folder of its own."""
    file = site / folder / name
    file.parent.mkdir(parents=True)
    file.write_bytes(data)


@pytest.mark.parametrize("carrier", CARRIERS)
def test_every_field_is_found_in_every_kind_of_file(carrier: str, tmp_path: Path) -> None:
    """Any field is found in any part of a site."""
    name, make = CARRIERS[carrier]
    plants = {f"f{number}": plant for number, plant in enumerate(PLANTS)}
    for folder, plant in plants.items():
        put(tmp_path, folder, name, make(planted(plant)))
    assert list(missed(tmp_path, plants)) == []


@pytest.mark.parametrize("disguise", DISGUISES)
@pytest.mark.parametrize("name", ["a.html", "a.txt", "a.svg"])
def test_no_disguise_hides_anything(disguise: str, name: str, tmp_path: Path) -> None:
    """Case, accents, Unicode forms, unseen characters and encodings."""
    plants = {f"f{number}": plant for number, plant in enumerate(EACH)}
    for folder, plant in plants.items():
        put(tmp_path, folder, name, DISGUISES[disguise](plant.text).encode())
    assert list(missed(tmp_path, plants)) == []


def test_the_pages_of_documents_are_read(tmp_path: Path) -> None:
    """A word that continues in the next line is found, too."""
    plants = {f"f{number}": plant for number, plant in enumerate(EACH)}
    for folder, plant in plants.items():
        narrow = "#set page(width: 60mm); #set par(justify: true); #set text(hyphenate: true)"
        source = f"{narrow}\n#{json.dumps(plant.text, ensure_ascii=False)}"
        put(tmp_path, folder, "a.pdf", typst.compile(source.encode()))
    assert list(missed(tmp_path, plants)) == []


def test_every_record_has_plants() -> None:
    """The planter reaches every type of record, to the deepest."""
    kinds = {one.field.partition(".")[0] for one in PLANTS}
    assert kinds >= {"Person", "Goal", "Amendment", "CapDecision", "Sent", "Member", "Ranked"}
    assert len(PLANTS) == len({one.text for one in PLANTS})


def test_every_kind_of_record_is_searched_for_or_names_no_person() -> None:
    """A new kind of record is searched for, or listed here as naming no person."""
    assert {kind.record for kind in store.KINDS} == {
        *PERSONAL,
        ProgrammeConfig,
        Cohort,
        Released,
        Erased,
        Frozen,
        Audited,
        EditionKeys,  # of stewards, whose ids are searched for as the roster's
        Voice,  # public by consent; its id is that of the application
    }


def _reached(kind: Any) -> Iterable[type]:
    """A record's type, and those of all its parts."""
    yield kind
    for hint in get_type_hints(kind).values():
        yield from (
            part for leave in _leaves(hint) if is_dataclass(leave) for part in _reached(leave)
        )


def _leaves(hint: Any) -> Iterable[Any]:
    inner = [one for one in get_args(hint) if one is not ...]
    yield from (leaf for one in inner for leaf in _leaves(one))
    if not inner:
        yield hint


def test_every_text_is_planted_or_public() -> None:
    """No field of any part of any record that can hold a text is left out."""
    parts = {part for record in PERSONAL for part in _reached(record)}
    texts = {
        f"{part.__name__}.{name}"
        for part in parts
        for name, hint in get_type_hints(part).items()
        if str in _leaves(hint) and name not in fields_of(part).public
    }
    assert texts == {one.field for one in PLANTS}


@pytest.mark.parametrize("record", [Application, Member, Mentorship, Review])
def test_ids_of_others_can_be_withheld(record: type) -> None:
    """The owner's id is left in a record, and every other id is gone, however deep it is."""
    planter = Planter()
    planted_record = planter.record(record)
    ids = [plant.text for plant in planter.plants if plant.kind is Kind.ID]
    shown = str(withheld(planted_record, {ids[0]}, "withheld"))
    assert [text for text in ids if text in shown] == ids[:1]
    assert shown.count("withheld") >= len(ids) - 1


@pytest.mark.parametrize("record", PERSONAL, ids=lambda record: record.__name__)
def test_values_that_the_code_lists_are_not_searched_for(record: type) -> None:
    """What is stated of a person is what was planted: no category, state or side."""
    planter = Planter()
    stated = {statement.text for statement in statements(planter.record(record))}
    assert stated == {plant.text for plant in planter.plants}


@pytest.mark.parametrize("schema", sorted({*SCHEMAS.values()}))
def test_every_property_of_every_schema_is_a_field(schema: str) -> None:
    """What a file may hold is read into a field, and so is planted, or known to be public."""
    parts = [part for record in PERSONAL for part in _reached(record)]
    known = {
        field.name for part in (*parts, Audited, Released, Erased, Frozen) for field in fields(part)
    }
    assert set(_properties(schemas.load(schema))) - known <= {"kind"}


def _properties(schema: Any) -> Iterable[str]:
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        yield from (name for one in schema.values() for name in _properties(one))
    elif isinstance(schema, list):
        yield from (name for one in schema for name in _properties(one))


def test_a_name_in_the_name_of_a_file_is_found_and_not_repeated(tmp_path: Path) -> None:
    """The report shows the person's id instead of the name."""
    for plant in EACH:
        put(tmp_path, plant.kind.name, f"{plant.text}.html", b"nothing")
    report = audit(PROGRAMME, tmp_path)
    assert {finding.kind for finding in report.findings if finding.certain} >= {
        one.kind for one in EACH
    }
    for plant in EACH:
        if plant.kind is not Kind.ID:
            assert not any(plant.text in str(finding) for finding in report.findings)


@pytest.mark.parametrize(
    "record",
    sorted(
        {part for record in PERSONAL for part in _reached(record) if fields_of(part).public},
        key=lambda record: record.__name__,
    ),
    ids=lambda record: record.__name__,
)
def test_public_fields_can_hold_no_personal_data(record: type) -> None:
    """Their schemas allow categories, years and zones alone: no name and no sentence."""
    for field in fields_of(record).public:
        rules = list(_rules(schemas.load(SCHEMAS[record.__name__]), field))
        assert any(
            "enum" in rule or not re.search(rule.get("pattern", ""), "Zdenka Quuxová")
            for rule in rules
        ), field


def _rules(schema: Any, field: str) -> Iterable[Any]:
    """What a schema says of every text in the properties of that name, wherever they are."""
    if isinstance(schema, dict):
        if schema.get("properties", {}).get(field):
            yield _text_of(schema["properties"][field])
        for one in schema.values():
            yield from _rules(one, field)
    elif isinstance(schema, list):
        for one in schema:
            yield from _rules(one, field)


def _text_of(rule: Any) -> Any:
    """The rule of the texts in a value: of its items, of its keys, of what it refers to."""
    if "$ref" in rule:
        name = rule["$ref"].rpartition("/")[2]
        return _text_of(schemas.with_words(made.CONFIG.vocabulary)["$defs"][name])
    inner = rule.get("items") or rule.get("propertyNames")
    return _text_of(inner) if inner else rule
