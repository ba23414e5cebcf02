"""What an organiser reads after an erasure."""

from __future__ import annotations

from dataclasses import replace

from mentoring.operations.erasure.leftovers import Leftovers
from mentoring.operations.erasure.plan import Plan
from mentoring.operations.erasure.prepare import Prepared
from mentoring.operations.erasure.rewriting import Rewritten
from mentoring.operations.erasure.scan import Hit, Scan
from mentoring.operations.erasure.work import Erasure
from mentoring.people.traces import Traces
from mentoring.render.erasure import as_json, as_text

CLEAN = Scan(objects=120, files=9, certain=(), doubtful=())
PLAN = Plan(
    head="refs/heads/main",
    before={},
    after={},
    stashes=(),
    certain=Traces({}),
    doubtful=Traces({}),
)
REWRITTEN = Rewritten(
    commits={"a": "b", "c": "c", "d": ""}, first=("a" * 40,), dropped={"docs/x.zip": 2}
)
ERASURE = Erasure(
    prepared=Prepared(plan=PLAN, rewritten=REWRITTEN, scan=CLEAN),
    scan=CLEAN,
    leftovers=Leftovers(outbox=("outbox/2026/x.eml",), pushes=("git push origin +a:b",)),
    done=True,
)


def test_it_says_what_was_done() -> None:
    """Commits, objects, what went as a whole, and what stands in the id's place."""
    text = as_text(ERASURE, {"kfwtzn": "erased-1"})
    assert "2 of 3 commits are rewritten." in text
    assert "120 objects and 9 other files searched: id, address and full name are in none" in text
    assert "In the place of the id stands erased-1." in text
    assert "  docs/x.zip (versions: 2)" in text
    assert "kfwtzn" not in text


def test_it_says_what_only_people_can_do() -> None:
    """In order: the push, the host, the clones, the outbox, the mail."""
    text = as_text(ERASURE)
    steps = [
        "git push origin +a:b",
        "a" * 40,
        "Everybody with a clone",
        "outbox/2026/x.eml",
        "Sent",
    ]
    places = [text.index(step) for step in steps]
    assert places == sorted(places)


def test_a_rehearsal_speaks_of_what_would_be() -> None:
    """Nothing has happened yet, and no sentence claims it has."""
    text = as_text(replace(ERASURE, done=False))
    assert "2 of 3 commits would be rewritten." in text
    assert "What only you can do then:" in text


def test_what_is_left_is_not_to_be_overlooked() -> None:
    """A trace in a place that the command cannot clean comes first, with the place."""
    hit = Hit(where=".git/hooks/pre-push", line=3)
    text = as_text(replace(ERASURE, scan=replace(CLEAN, certain=(hit,))))
    assert "STILL FOUND, to be removed by hand:\n  .git/hooks/pre-push:3" in text


def test_doubtful_places_are_shown_up_to_a_point() -> None:
    """Twenty to look at; the rest in JSON."""
    hits = tuple(Hit(where="README.md", line=n, object="12ab") for n in range(1, 26))
    erasure = replace(ERASURE, scan=replace(CLEAN, doubtful=hits))
    text = as_text(erasure)
    assert "  README.md:20  (git show 12ab)\n  … and 5 more; --format json lists all" in text
    assert len(as_json(erasure)["judge"]) == 25


def test_a_finished_interruption_says_so() -> None:
    """What was rewritten was told by the run that was interrupted."""
    erasure = replace(ERASURE, prepared=None)
    assert as_text(erasure).startswith("An erasure that had been interrupted was finished.")
    assert as_json(erasure)["commits"] == {"all": None, "changed": None, "first": []}
