"""Rates how likely a column answers a question, and guesses what its texts mean.

The words of headings and answers are those of the most common languages of forms: English, French,
German, Italian and Spanish, without accents. Longer words weigh more.
"""

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from mentoring.intake.forms.captions import plain
from mentoring.intake.forms.fields import part
from mentoring.intake.forms.mapping import Mapping, Question, Value
from mentoring.intake.reading import zone_names
from mentoring.intake.reading.cells import UnreadableError, cleaned, reader
from mentoring.intake.reading.claims import heading
from mentoring.intake.reading.times import formats
from mentoring.people.normalized_words import bare

HEADINGS: dict[str, str] = {
    "submitted": "timestamp|submit date|submitted|completed|completion|horodateur"
    "|date d'envoi|zeitstempel|abgeschickt|eingereicht|data di invio|marca temporal|fecha de envio",
    "role": "role|apply as|applying as|candidate comme|bewerbe mich|mi candido come|rolle|ruolo",
    "name": "full name|first name|given name|prenom|vorname|nom et prenom|your name|name|nome"
    "|nombre",
    "email": "e-mail|email|mail|correo",
    "pronouns": "pronoun|pronom|pronomen",
    "experiment": "experiment|experience du cern|esperimento",
    "second-experiment": "second experiment|other experiment|zweites experiment",
    "institute": "institut|affiliation|universit|employer|istituto",
    "country": "country|pays|land, in dem|paese|pais",
    "place": "based in|based at|place of work|ville|arbeitsort|luogo di lavoro|town|city|ciudad",
    "timezone": "time zone|timezone|fuseau|zeitzone|fuso orario|zona horaria|huso",
    "in-person": "in person|en personne|personlich treffen|di persona",
    "stage": "career stage|position|stade de carriere|karrierestufe|carriera|etapa",
    "since": "since|depuis quelle annee|seit|jahr, in dem|dal|desde|year",
    "languages": "language|langue|sprache|lingu|idioma",
    "hours-a-month": "hours|heures|stunden|ore al mese|horas",
    "main-topic": "main topic|first topic|sujet principal|hauptthema|tema principal",
    "second-topic": "second topic|deuxieme sujet|zweites thema|secondo tema",
    "other-topics": "other topic|further topic|autres sujets|weitere themen|altri temi|otros temas",
    "topics-offered": "topics you offer|offer|sujets proposes|themen, die|temi offerti|topics",
    "motivation": "motivation|why do you want|pourquoi|warum|perche|por que",
    "goals": "goals|objectifs|ziele|obiettivi|objetivos",
    "profile": "profile|profil|bio|about you|about yourself|view on mentoring",
    "capacity": "max mentees|many mentees|nombre de mentores|viele mentees|quanti mentee|capacity",
    "avoid": "not be matched|avoid|ne doi|nicht mit|non deve",
    "accessibility": "accessib|barriere|need to take part",
    "notes": "anything else|comments|remarques|bemerkungen|note",
    "consent": "privacy|consent|confidentialite|datenschutz|data protection|privacidad",
    "statistics": "statistic|statistik|statistiq",
    "listed": "show your profile|catalogue|katalog",
    "next-edition": "next edition|prochaine edition|nachste ausgabe",
}
SURNAME = "surname|last name|family name|nom de famille|nachname|cognome|apellido"
ANSWERS: dict[str, str] = {
    "mentor": "mentor",
    "mentee": "mentee|mentore|mentorad|be mentored|want a mentor|un mentor",
    "doctoral": "phd|doctor|doktor|dottor",
    "master": "master|magistra",
    "postdoc": "postdoc|post-doc|assegnista",
    "staff": "staff|permanent|wissenschaftliche|ricercat",
    "senior": "senior|professor|professeur",
    "en": "english|anglais|englisch|inglese|ingles",
    "fr": "french|francais|franzosisch|francese|frances",
    "de": "german|allemand|deutsch|tedesco|aleman",
    "it": "italian|italien|italiano",
    "es": "spanish|espagnol|spanisch|spagnolo|espanol",
    "networking": "networking|reseautage|netzwerk",
    "leadership": "leadership|fuhrung",
}
YES_NO = frozenset(
    ["yes", "oui", "ja", "si", "sim", "true", "y", "no", "non", "nein", "nao", "false", "n"]
)
VERSION = r"\b20\d\d-\w+"  # of a privacy notice
TELLING = frozenset({"email", "moment", "notice"})  # kinds that few cells match
EVIDENT = frozenset({"timezone", "experiment"})  # questions that few cells could answer
KINDS: dict[str, Callable[[str], bool]] = {
    "email": lambda cell: "@" in cell,
    "yes-no": lambda cell: bare(plain(cell)) in YES_NO,
    "code": lambda cell: re.fullmatch(r"\s*[A-Za-z]{6}\s*", cell) is not None,
    "lines": bool,
    "people": bool,
}
FEW = 8  # up to this many different texts may be a question's choices
LONG = 10  # average number of characters from which a text may be a letter
SEEN = 2  # occurrences from which a text is taken for a caption rather than free text
ALIKE = 0.6  # difflib's ratio from which a text is taken for another wording of a caption
SEPARATORS = ("; ", ";", " | ", "|", ", ", ",", "\n")


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A heading, its column (from 0), and the non-empty cells below it."""

    heading: str
    at: int
    cells: tuple[str, ...]

    def names(self, words: str) -> int:
        """The length of the longest of these words in the heading."""
        return _told(bare(heading(self.heading)), words)


def _told(text: str, words: str) -> int:
    return max((len(word) for word in words.split("|") if word in text), default=0)


def likeness(column: Column, name: str, question: Question, mapping: Mapping) -> float:
    """How likely the column answers the question, from 0 to 1, by its heading and its cells."""
    fits = _fitting(column.cells, name, question, mapping)
    own = heading(column.heading)
    wordings = map(heading, question.wordings)
    worded = max(difflib.SequenceMatcher(None, own, wording).ratio() for wording in wordings)
    if letters := column.names(HEADINGS.get(name, "")):
        worded = max(worded, min(0.99, 0.7 + letters / 50))
    if question.kind in TELLING or name in EVIDENT:
        return (worded + 2 * fits) / 3
    return worded * (1 + fits) / 2


def _fitting(cells: tuple[str, ...], name: str, question: Question, mapping: Mapping) -> float:
    """The share of the cells, from 0 to 1, that may answer the question."""
    if not cells:
        return 0.0 if question.kind in TELLING or name in EVIDENT else 1.0
    if question.kind == "moment" and formats(cells):
        return 1.0
    if question.kind in {"choice", "choices"} and name not in EVIDENT:
        return 1.0 if len({plain(cell) for cell in cells}) <= max(FEW, len(cells) / 2) else 0.4
    if question.kind == "text":
        return 1.0 if sum(map(len, cells)) >= LONG * len(cells) else 0.4
    return sum(_may(cell, name, question, mapping) for cell in cells) / len(cells)


def _may(cell: str, name: str, question: Question, mapping: Mapping) -> bool:
    """Whether the cell may answer the question."""
    if name == "timezone":
        return cell in question.accepts or ("/" in cell and zone_names.known(cell) is not None)
    if name in EVIDENT:
        return any(re.search(rf"\b{re.escape(caption)}\b", cell) for caption in question.captions)
    if question.kind == "whole":
        limits = part(mapping.record, question.field)
        number = int(cell) if re.fullmatch(r"\d{1,9}", cell) else -1
        most: int = limits.get("maximum", number)
        return bool(limits.get("minimum", 0) <= number <= most)
    if question.kind == "notice":
        return reads(cell, question, mapping) or re.search(VERSION, cell) is not None
    return KINDS.get(question.kind, str.isprintable)(cell)


def reads(cell: str, question: Question, mapping: Mapping) -> bool:
    """Whether the mapping can read the cell."""
    try:
        reader(question, mapping)(cleaned(cell))
    except UnreadableError:
        return False
    return True


def separator(answers: Iterable[tuple[str, Question]], usual: str) -> str:
    """The separator of choices: the one that splits most cells into several known choices."""
    told = tuple(answers)

    def several(between: str) -> int:
        split = ((_pieces([cell], between), question) for cell, question in told)
        return sum(
            len(pieces) > 1 and all(_meaning(piece, question) is not None for piece in pieces)
            for pieces, question in split
        )

    return max((usual, *SEPARATORS), key=several)


def meanings(
    cells: Iterable[str], question: Question, between: str
) -> tuple[dict[str, Any], list[str]]:
    """The meanings of recurring texts that are not captions, and the texts without a meaning."""
    known = set(map(plain, question.meanings))
    texts = tuple(cells)
    pieces = Counter(_pieces(texts, between) if question.kind == "choices" else texts)
    new = sorted(text for text in pieces if pieces[text] >= SEEN and plain(text) not in known)
    found = {text: _meaning(text, question) for text in new}
    guessed = {text: value for text, value in found.items() if value is not None}
    return guessed, [text for text in new if text not in guessed]


def _pieces(cells: Iterable[str], between: str) -> list[str]:
    return [piece.strip() for cell in cells for piece in cell.split(between) if piece.strip()]


def _meaning(text: str, question: Question) -> Value:
    """The value that the text most likely means; None if there is no evidence."""
    known = {plain(caption): value for caption, value in question.meanings.items()}
    typed = plain(text)
    if typed in known:
        return known[typed]
    letters = {v: _told(bare(typed), ANSWERS.get(str(v), "")) for v in known.values() if v}
    best = max(letters, key=lambda value: letters[value], default=None)
    if best is not None and letters[best]:
        return best
    holding = [
        value
        for caption, value in question.captions.items()
        if re.search(rf"\b{re.escape(plain(caption))}\b", typed)
    ]
    near = difflib.get_close_matches(typed, known, n=1, cutoff=ALIKE)
    return holding[0] if len(holding) == 1 else known[near[0]] if near else None
