"""Invented names: the stem of a particle's name with a language's ending of family names."""

from __future__ import annotations

from dataclasses import dataclass

from mentoring.operations.demo.draws import Draws


@dataclass(frozen=True, kw_only=True, slots=True)
class Script:
    """The parts of names in one script: given names, stems, and endings.

    Each part is a pair: as written, and in plain Latin letters for the address.
    """

    given: tuple[tuple[str, str], ...]
    stems: tuple[tuple[str, str], ...]
    endings: tuple[tuple[str, str], ...]


def _plain(*parts: str) -> tuple[tuple[str, str], ...]:
    return tuple((part, part) for part in parts)


LATIN = Script(
    given=(
        *_plain("Alvi", "Benor", "Calda", "Dorin", "Elsi", "Farun", "Gira", "Hanno", "Irva"),
        *_plain("Jorel", "Kesi", "Lunor", "Mirel", "Nadu", "Ovin", "Pela", "Quilla", "Runo"),
        *_plain("Sorin", "Tavi", "Ulmi", "Velda", "Wirin", "Xeli", "Yoro", "Zandi"),
        *(("Åvi", "avi"), ("Çela", "cela"), ("Zoë-Lin", "zoelin"), ("Ñiro", "niro")),
    ),
    stems=_plain(
        *("Baryon", "Boson", "Charm", "Fermion", "Gluon", "Hadron", "Hyperon", "Kaon", "Lepton"),
        *("Meson", "Muon", "Neutrin", "Parton", "Photon", "Pion", "Positron", "Quark"),
        *("Strange", "Tau", "Upsilon"),
    ),
    endings=(
        *_plain("sen", "berg", "eau", "escu", "ez", "ini", "ley", "mann", "oglu", "ova", "ski"),
        *_plain("stad", "tanda", "well", "yama", "zadeh"),
        *(("ić", "ic"), ("ström", "strom"), ("õua", "oua"), ("dóttir", "dottir")),
    ),
)
GREEK = Script(
    given=(("Άλβι", "alvi"), ("Ελση", "elsi"), ("Μίρελ", "mirel"), ("Σόριν", "sorin")),
    stems=(("Γλουον", "glouon"), ("Κουαρκ", "kouark"), ("Λεπτον", "lepton"), ("Μποζον", "bozon")),
    endings=(("ίδη", "idi"), ("άκη", "aki"), ("οπούλου", "opoulou")),
)
CYRILLIC = Script(
    given=(("Алви", "alvi"), ("Дорин", "dorin"), ("Ирва", "irva"), ("Тави", "tavi")),
    stems=(("Мюон", "myuon"), ("Кварк", "kvark"), ("Глюон", "glyuon"), ("Бозон", "bozon")),
    endings=(("енко", "enko"), ("ович", "ovich"), ("ски", "ski")),
)
SCRIPTS = {LATIN: 18, GREEK: 1, CYRILLIC: 1}


@dataclass(frozen=True, kw_only=True, slots=True)
class Name:
    """A full name as the person writes it, and the local part of an address made from it."""

    full: str
    local: str


def invented(draws: Draws) -> Name:
    """An invented full name."""
    script = draws.weighted(SCRIPTS)
    parts = [draws.one(script.given), draws.one(script.stems), draws.one(script.endings)]
    given, stem, ending = (written for written, _ in parts)
    latin = [plain.lower() for _, plain in parts]
    return Name(full=f"{given} {stem}{ending}", local=f"{latin[0]}.{latin[1]}{latin[2]}")
