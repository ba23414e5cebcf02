"""Convert releases to JSON documents and back. Their schema is `release.json`."""

from __future__ import annotations

import json
import re
from typing import Any

from mentoring.aggregates.release import (
    Cell,
    Headcount,
    Population,
    Release,
    ReleaseStage,
    Table,
)


def to_document(release: Release) -> dict[str, Any]:
    """The release as plain data, in a fixed order."""
    return {
        "cohort": release.cohort,
        "stage": release.stage.value,
        "month": release.month,
        "synthetic": release.synthetic,
        "headcounts": [_headcount(headcount) for headcount in release.headcounts],
        "tables": [_table(table) for table in release.tables],
    }


def to_text(release: Release) -> str:
    """The release as the text of its file, with one line per category for readable diffs."""
    return _leaves_on_one_line(json.dumps(to_document(release), indent=2)) + "\n"


def from_document(document: dict[str, Any]) -> Release:
    """The release in a schema-valid document."""
    return Release(
        cohort=document["cohort"],
        stage=ReleaseStage(document["stage"]),
        month=document["month"],
        synthetic=document["synthetic"],
        headcounts=tuple(_to_headcount(one) for one in document["headcounts"]),
        tables=tuple(_to_table(one) for one in document["tables"]),
    )


def _headcount(headcount: Headcount) -> dict[str, Any]:
    return {
        "population": headcount.population.value,
        "low": headcount.low,
        "high": headcount.high,
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "name": table.name,
        "population": table.population.value,
        "classification": table.classification,
        "multiple": table.multiple,
        "cells": [
            {"category": cell.category, "low": cell.low, "high": cell.high} for cell in table.cells
        ],
    }


def _to_headcount(plain: dict[str, Any]) -> Headcount:
    return Headcount(**{**plain, "population": Population(plain["population"])})


def _to_table(plain: dict[str, Any]) -> Table:
    cells = tuple(Cell(**cell) for cell in plain["cells"])
    return Table(**{**plain, "population": Population(plain["population"]), "cells": cells})


def _leaves_on_one_line(text: str) -> str:
    """Indented JSON with each innermost object on one line."""
    return re.sub(r"\{\s+([^{}[\]]*?)\s+\}", lambda leaf: f"{{{' '.join(leaf[1].split())}}}", text)
