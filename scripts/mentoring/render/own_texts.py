"""Check a programme's own texts: letters and documents are written with invented facts."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import msgspec

from mentoring.errors import MentoringError
from mentoring.files.cage import CagedError, run_caged
from mentoring.files.messages import described, messages
from mentoring.matching.outcome import WHY
from mentoring.operations.letters.facts import DateChange, Draw, Partner
from mentoring.problems import Problem, nearest
from mentoring.progress.rules import RULES
from mentoring.render.letters.template import CLOSING, SUFFIX, Templates, attempt
from mentoring.render.papers import AGREEMENT, CERTIFICATE, version_of
from mentoring.render.pdf import compiled
from mentoring.render.template_error import FOLDER, Fault, TemplateError

Facts = dict[str, Any]
DAY = date(2030, 1, 2)
GIVEN = messages(__package__, "specimens.toml")
COMMON: Facts = GIVEN["common"]
PARTNER = msgspec.convert(GIVEN["partner"], Partner)
FIRST_STEPS: Facts = GIVEN["first_steps"]
PAIR = FIRST_STEPS | {"partner": PARTNER, "pair_code": "kfwtzn", "missing": (DAY,), "last": True}
CODES = tuple(rule.code for rule in RULES if rule.reminds)
DRAWS = msgspec.convert(GIVEN["draws"], list[Draw])
CHANGES = msgspec.convert(GIVEN["changes"], tuple[DateChange, ...])
LEAST: Facts = dict.fromkeys(
    ("agreement_form", "check_in_form", "survey_form", "draw", "partner_name", "lead", "last_day")
)
LEAST |= {"check_ins": (), "missing": (), "last": False}
"""The values of facts that a letter may lack."""


def _each(common: Facts | None = None, **choices: Sequence[Any]) -> tuple[Facts, ...]:
    """The facts in common, with every combination of the others."""
    return tuple(
        (common or {}) | dict(zip(choices, chosen, strict=True))
        for chosen in product(*choices.values())
    )


ROLES = ("mentee", "mentor")
REMINDED = _each(PAIR, codes=[CODES, *((code,) for code in CODES)])
LEFT = _each(partner_name=["Ben Sample"], pair_code=["kfwtzn"])
UNPAIRED = _each(places=[20], draw=DRAWS, why=["lot", "fit"])
LETTERS: dict[str, tuple[Facts, ...]] = {
    **dict.fromkeys((CLOSING, "withdrawal", "consent-taken-back"), _each()),
    "paired-mentee": _each(FIRST_STEPS, partners=[(PARTNER,)]),
    "paired-mentor": _each(FIRST_STEPS, partners=[(PARTNER, PARTNER)], role=["mentor"]),
    "waiting": _each(places=[20], draw=DRAWS, why=["lot", *WHY, None]),
    **dict.fromkeys(("not-selected", "not-eligible", "too-late"), UNPAIRED),
    "mentor-free": _each(places=[20], draw=DRAWS, why=["lot", "fit"], role=["mentor"]),
    "check-in": _each(PAIR, due=[DAY], until=[DAY]),
    **dict.fromkeys(("reminder", "reminder-again"), REMINDED),
    "return": _each(PAIR, due=[DAY]),
    "dates": _each(changes=[CHANGES]),
    "second-mentor": _each(partner=[PARTNER], lead=["Cleo"], last_day=[DAY], role=ROLES),
    **dict.fromkeys(("partner-left", "partner-died"), LEFT),
    "closing": _each(partners=[(PARTNER,), ()], notice=["2030-1"], retain_until=[DAY], role=ROLES),
}
"""Facts for each letter's template, which render every part of it at least once."""

UNSIGNED: Facts = {"terms": None, "sha256": None, "signed": {"mentee": None, "mentor": None}}
SIGNED: Facts = {
    "terms": GIVEN["terms"],
    "sha256": "0" * 64,
    "signed": {"mentee": "agreed on 2 January 2030 by form", "mentor": None},
}
DOCUMENTS: dict[str, tuple[Facts, ...]] = {
    AGREEMENT: (GIVEN["agreement"] | UNSIGNED, GIVEN["agreement"] | SIGNED),
    CERTIFICATE: (GIVEN["certificate"] | {"logo": None},),
}


def specimens(letter: str) -> tuple[Facts, ...]:
    """Everything that a letter may state, in each case: with all facts, and with the least."""
    full = [COMMON | facts for facts in LETTERS[letter]]
    least = [facts | {key: LEAST[key] for key in LEAST.keys() & facts.keys()} for facts in full]
    return (*full, *least)


def letter_problems(own: Mapping[str, str]) -> list[Problem]:
    """The problems in letters' templates; one that exceeds time or memory is the last."""
    faults: list[Fault] = []
    for name in LETTERS:
        try:
            wanted = [(name, facts) for facts in specimens(name)]
            faults += run_caged(attempt, dict(own), wanted)[1]
        except CagedError as error:
            file = name + SUFFIX if name + SUFFIX in own else ""
            faults.append(Fault(f"letters/{file}".rstrip("/"), 0, 0, f"{error}."))
            break
    letters, texts = [name + SUFFIX for name in LETTERS], Templates(own).texts.values()
    unused = [
        f"letters/{file}"
        for file in own.keys() - letters
        if not any(re.search(rf"[\"']{re.escape(file)}[\"']", text) for text in texts)
    ]
    return _problems("letter", faults, unused, letters)


def document_problems(own: Mapping[str, str], fonts: Path | None) -> list[Problem]:
    """The problems in the documents in data/templates/, by file name."""
    faults: list[Fault] = []
    unused = []
    for file, text in own.items():
        kept = file.startswith("agreement-") and file.endswith(".typ")  # an earlier version
        kind = AGREEMENT if kept else file
        unused += [file] if kind not in DOCUMENTS else []
        for facts in DOCUMENTS.get(kind, ()):
            try:
                if kind == AGREEMENT:
                    version_of(text)
                compiled(text, facts, DAY, fonts)
            except TemplateError as error:
                faults.append(error.fault._replace(file=file))
            except MentoringError as error:
                faults.append(Fault(file, 0, 0, str(error)))
    return _problems("document", faults, unused, DOCUMENTS)


def _problems(
    kind: str, faults: Iterable[Fault], unused: Iterable[str], known: Collection[str]
) -> list[Problem]:
    """The faults of texts of one kind, each once, and the files that are none of the `known`."""
    problems = set()
    for file, line, column, what in faults:
        said = described(__package__, f"template-faulty/{kind}", what=what)
        problems.add(Problem(path=f"{FOLDER}/{file}", line=line, column=column, **said))
    for file in unused:
        close = nearest(file.rpartition("/")[2], known)
        cure = f"Did you mean {close}?" if close else f"The {kind}s: {', '.join(sorted(known))}."
        said = described(__package__, f"template-unused/{kind}", cure=cure)
        problems.add(Problem(path=f"{FOLDER}/{file}", **said))
    return sorted(problems)
