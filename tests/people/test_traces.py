"""Many traces are searched at once, and each is found as if it were searched alone."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from mentoring.people.normalized_words import Words, folded
from mentoring.people.traces import Place, Traces, TraceSearch, of_name

SOME_WORDS = st.lists(st.sampled_from(["Ann", "bé", "C", "王", "7", ""]), max_size=8)
GAPS = st.lists(st.sampled_from([" ", ", ", "_", "\n     ", " ----- "]), min_size=8, max_size=8)


def one_by_one(traces: set[tuple[str, ...]], text: str) -> list[Place]:
    """A simple search: every trace at every word, with only short gaps between its words."""
    words = Words(text)
    found = list(zip(words.folded, words.spans, strict=True))
    places = []
    for start in range(len(found)):
        for trace in sorted(traces, key=lambda one: -len(one)):
            here = found[start : start + len(trace)]
            gaps = [text[end:start] for (_, (_, end)), (_, (start, _)) in pairwise(here)]
            near = all(len(gap) <= 3 or gap.isspace() for gap in gaps)
            if near and tuple(word for word, _ in here) == trace:
                places.append(Place(here[0][1][0], here[-1][1][1], trace))
    return places


@given(st.lists(SOME_WORDS, max_size=6), SOME_WORDS, GAPS)
def test_each_is_found_as_if_it_were_the_only_one(
    wanted: list[list[str]], parts: list[str], gaps: list[str]
) -> None:
    """Traces that begin alike, or are part of one another, do not hide each other."""
    text = "".join(part + gap for part, gap in zip(parts, gaps, strict=False))
    traces = {folded(" ".join(one)) for one in wanted} - {()}
    assert list(TraceSearch(traces).places(Words(text))) == one_by_one(traces, text)


def test_traces_that_overlap_go_together() -> None:
    """A name that overlaps an address is cut together with it."""
    traces = {folded("zed.quux@example.org"), *of_name("Zed Quux"), ("quux", "zed", "zed")}
    cut = Traces(dict.fromkeys(traces, "erased-1")).cut("Ask Quux, Zed (ZED.QUUX@EXAMPLE.ORG).")
    assert cut == "Ask erased-1)."
