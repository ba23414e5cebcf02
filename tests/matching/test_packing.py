"""Vectors packed into integers: the order and the sums are kept."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mentoring.matching.solver.packing import Packing

LIMITS = st.lists(st.sampled_from([1, 7, 1000, 2**48]), min_size=1, max_size=6)


@st.composite
def packed(draw: st.DrawFn) -> tuple[Packing, list[tuple[int, ...]]]:
    """A packing for sums of eight vectors, and up to eight of them."""
    limits = draw(LIMITS)
    vector = st.tuples(*(st.integers(-limit, limit) for limit in limits))
    return Packing.of(limits, 8), draw(st.lists(vector, min_size=1, max_size=8))


@given(packed())
def test_sums_are_unpacked_as_they_were_added(case: tuple[Packing, list[tuple[int, ...]]]) -> None:
    """Packing is a homomorphism as far as its fields reach."""
    packing, vectors = case
    total = tuple(map(sum, zip(*vectors, strict=True)))
    assert packing.unpack(sum(map(packing.pack, vectors))) == total


@given(packed())
def test_packed_vectors_compare_as_vectors_do(case: tuple[Packing, list[tuple[int, ...]]]) -> None:
    """Lexicographically, the first component first."""
    packing, vectors = case
    assert sorted(vectors, key=packing.pack) == sorted(vectors)


@given(packed())
def test_arrays_are_unpacked_alike(case: tuple[Packing, list[tuple[int, ...]]]) -> None:
    """In 64 bits or, where that is too little, in Python's integers."""
    packing, vectors = case
    table = packing.table([packing.pack(vector) for vector in vectors])
    assert [tuple(row) for row in table.tolist()] == vectors
    assert packing.packed(table).tolist() == [packing.pack(vector) for vector in vectors]
