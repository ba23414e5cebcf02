"""The report that an organiser reads after an erasure."""

from __future__ import annotations

from dataclasses import replace

from mentoring.operations.erasure.erase import Erasure
from mentoring.operations.erasure.plan import Plan
from mentoring.operations.erasure.scan import Hit, Scan
from mentoring.render import plain, values
from mentoring.render.environment import written

CLEAN = Scan(objects=120, files=9, foreign=0, unread=(), certain=(), doubtful=())
PLAN = Plan(
    head="refs/heads/main",
    before={},
    after={},
    stashes=(),
    certain=(),
    doubtful=(),
    remotes=("origin",),
    foreign=(),
    commits=3,
    changed=2,
    first=("a" * 40,),
    dropped={"docs/x.zip": 2},
)
ERASURE = Erasure(
    plan=PLAN,
    scan=CLEAN,
    outbox=("outbox/2026/x.eml",),
    pushes=("git push origin +a:b",),
    done=True,
    tombstones={"kfwtzn": "erased-1"},
)


def as_text(erasure: Erasure) -> str:
    """The report for a terminal."""
    return written("erasure.txt.j2", **values.erasure(erasure))


def test_it_says_what_was_done() -> None:
    """The report names commits, objects, removed files, and the tombstone."""
    text = as_text(ERASURE)
    assert "2 of 3 commits are rewritten." in text
    assert "120 objects and 9 other files searched: id, address and full name are in none" in text
    assert "Tombstone in place of the id: erased-1." in text
    assert "  docs/x.zip (versions: 2)" in text
    assert "kfwtzn" not in text


def test_it_says_what_only_people_can_do() -> None:
    """The steps are, in order: the push, the host, the clones, the outbox, the mail."""
    text = as_text(ERASURE)
    steps = [
        "git push origin +a:b",
        "a" * 40,
        "everyone with a clone",
        "outbox/2026/x.eml",
        "sent letters",
    ]
    places = [text.index(step) for step in steps]
    assert places == sorted(places)


def test_a_rehearsal_speaks_of_what_would_be() -> None:
    """The report of a dry run says what would be done."""
    text = as_text(replace(ERASURE, done=False))
    assert "2 of 3 commits would be rewritten." in text
    assert "What only you can do then:" in text


def test_what_is_left_is_not_to_be_overlooked() -> None:
    """A remaining trace is shown first, with its place."""
    hit = Hit(where=".git/hooks/pre-push", line=3)
    text = as_text(replace(ERASURE, scan=replace(CLEAN, certain=(hit,))))
    assert "STILL FOUND, to be removed by hand:\n  .git/hooks/pre-push:3" in text


def test_doubtful_words_are_shown_with_a_few_places_the_rarest_first() -> None:
    """Words in few files come first, because they are more likely to be names."""
    common = [Hit(where=f"docs/{n:02}.md", line=n, word="1") for n in range(1, 16)]
    again = [Hit(where="docs/01.md", line=n, object="12ab", word="1") for n in (7, 9)]
    rare = Hit(where="README.md", line=20, object="12ab", word="2")
    erasure = replace(ERASURE, scan=replace(CLEAN, doubtful=(*common, *again, rare)))
    text = as_text(erasure)
    assert (
        "  A word in 1 file, 1 place over all versions:\n    README.md:20  (git show 12ab)\n"
        "  A word in 15 files, 17 places over all versions:\n    docs/01.md:1\n" in text
    )
    assert "    docs/10.md:10\n    … and in 5 more files\n" in text
    assert len(plain.erasure(erasure)["judge"]) == 18


def test_no_doubtful_place_is_left_out_unsaid() -> None:
    """Words in programs, and words past the twentieth, are only counted."""
    words = [Hit(where="notes.md", line=n, word=str(n)) for n in range(1, 26)]
    code = [Hit(where=path, line=1, word="1") for path in ("package-lock.json", "scripts/a.txt")]
    record = Hit(where="data/matches/2026/1/proof.json", line=2, word="x")
    doubtful = (*words, *code, record)
    erasure = replace(ERASURE, scan=replace(CLEAN, doubtful=doubtful))
    text = as_text(erasure)
    assert "data/matches/2026/1/proof.json:2" in text
    assert "  … and 6 commoner words in 6 places; --format json lists all" in text
    assert "\nAlso 2 places in code, settings and lists of packages" in text
    assert "package-lock" not in text
    assert len(plain.erasure(erasure)["judge"]) == len(doubtful)


def test_a_finished_interruption_says_what_the_plan_knows() -> None:
    """The interrupted run has printed nothing, so its numbers come from the plan on disk."""
    erasure = replace(ERASURE, resumed=True, tombstones={})
    text = as_text(erasure)
    assert text.startswith("An interrupted erasure was completed.\n")
    assert "2 of 3 commits are rewritten." in text
    assert "  docs/x.zip (versions: 2)" in text
    assert "a" * 40 in text
    document = plain.erasure(erasure)
    assert document["commits"] == {"all": 3, "changed": 2, "first": PLAN.first}
    assert document["dropped"] == PLAN.dropped


def test_a_plan_of_an_earlier_version_has_no_numbers() -> None:
    """Its report invents none, and does not leave the list of commits open."""
    plan = replace(PLAN, commits=0, changed=0, first=(), dropped={})
    text = as_text(replace(ERASURE, plan=plan, resumed=True))
    assert "rewritten" not in text
    assert "first commits that changed: an earlier version did not record them" in text
    commits = plain.erasure(replace(ERASURE, plan=plan))["commits"]
    assert commits == {"all": None, "changed": None, "first": ()}


def test_it_names_what_no_program_reads_and_what_is_not_ours() -> None:
    """Pictures are listed, and words in another repository's commits are counted."""
    picture = Hit(where="docs/party.jpg", object="a" * 12)
    text = as_text(replace(ERASURE, scan=replace(CLEAN, foreign=2, unread=(picture,))))
    assert "docs/party.jpg  (git show aaaaaaaaaaaa)" in text
    assert "in 2 places of commits that belong to another repository" in text
