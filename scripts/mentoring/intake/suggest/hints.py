"""Words of headings and answers in the most common languages of forms.

English, French, German, Italian and Spanish, without accents. Longer words weigh more.
"""

from __future__ import annotations

import re

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
VERSION = re.compile(r"\b20\d\d-\w+")  # of a privacy notice
YES = frozenset({"yes", "oui", "ja", "si", "sim", "true", "y"})
NO = frozenset({"no", "non", "nein", "nao", "false", "n"})


def told(text: str, words: str) -> int:
    """The length of the longest of these words in the text, which must be `folded`."""
    return max((len(word) for word in words.split("|") if word in text), default=0)
