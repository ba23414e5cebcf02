"""A stand-in for Indico: the part of its check-in interface that reads registrations.

It answers as `indico/modules/events/registration/controllers/api/checkin.py` and the snapshots
beside it (`test_snapshots/checkin_*.yml`) have it, to a token of the scope `registrants`.
"""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from intake.exports import answers_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mentoring.intake.forms.mapping import FormMapping, Question
    from mentoring.people.application import Application

TOKEN = "indp_stand-in"  # noqa: S105 (of the stand-in)
EVENT, FORM = 137346, 42
OF_INDICO = {"submitted", "modified", "state", "name", "email"}
_PATH = re.compile(r"/api/checkin/event/(\d+)/forms/(?:(\d+)/registrations/(\d+)?)?")


def registration(
    number: int, person: Application, form: FormMapping, state: str = "complete"
) -> dict[str, Any]:
    """One registration in full, as the interface describes it."""
    first, _, last = person.person.name.rpartition(" ")
    own = {"First Name": first, "Last Name": last, "Email Address": person.person.email}
    personal = [_field(at, title, "text", text) for at, (title, text) in enumerate(own.items(), 1)]
    answers = answers_of(person)
    asked = [(name, one) for name, one in form.questions.items() if name not in OF_INDICO]
    fields = [_answered(at, one, answers.get(name)) for at, (name, one) in enumerate(asked, 10)]
    return {
        "id": number,
        "regform_id": FORM,
        "event_id": EVENT,
        "full_name": person.person.name,
        "email": person.person.email,
        "state": state,
        "checked_in": False,
        "checked_in_dt": None,
        "is_paid": False,
        "price": 0,
        "tags": [],
        "occupied_slots": 1,
        "registration_date": person.submitted.isoformat(),
        "registration_data": [
            {"id": 1, "position": 1, "title": "Personal Data", "fields": personal},
            {"id": 2, "position": 2, "title": "Mentoring", "fields": fields},
        ],
    }


def _field(at: int, title: str, kind: str, data: Any, **more: Any) -> dict[str, Any]:
    shape = {"description": "", "default_value": "", "input_type": kind, "position": at}
    return {"id": at, "title": title, "data": data, **shape, **more}


def _answered(at: int, question: Question, answer: Any) -> dict[str, Any]:
    """A field as the organiser would have made it for the question."""
    title = question.ask
    if question.kind == "yes-no":
        return _field(at, title, "bool", answer)
    if question.kind in {"choice", "choices", "notice"}:
        ids = {text: str(uuid5(NAMESPACE_URL, f"{title}{text}")) for text in question.captions}
        texts = {text: str(answer) for text in ids} if question.kind == "notice" else {}
        captions = {key: text.replace("{notice}", texts.get(text, "")) for text, key in ids.items()}
        choices = [
            {"id": key, "caption": text, "isEnabled": True} for key, text in captions.items()
        ]
        chosen = answer if isinstance(answer, list | tuple) else (answer,)
        meant = {text: value for text, value in question.captions.items() if text in ids}
        picked = question.kind == "notice" and answer is not None
        data = {ids[text]: 1 for text, value in meant.items() if picked or value in chosen}
        kind = "multi_choice" if question.kind == "choices" else "single_choice"
        return _field(at, title, kind, data if answer is not None else {}, choices=choices)
    if isinstance(answer, list | tuple):
        return _field(at, title, "textarea", "\n".join(answer))
    return _field(at, title, "text", answer)


def _short(full: dict[str, Any]) -> dict[str, Any]:
    """A registration as it is listed."""
    return {key: full[key] for key in full if key != "registration_data"}


@contextmanager
def indico(registrations: Sequence[dict[str, Any]], *, forms: int = 1) -> Iterator[str]:
    """The stand-in on this machine, while the block runs; yields its address."""
    known = {one["id"]: one for one in registrations}
    titled = [{"id": FORM + number, "title": f"Form {number}"} for number in range(forms)]

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = _PATH.fullmatch(self.path)
            if self.headers["Authorization"] != f"Bearer {TOKEN}":
                self._answer(401, {"error": {"message": "invalid_token"}})
            elif not found or int(found[1]) != EVENT:
                self._answer(404, {"error": {"message": "not found"}})
            elif found[3]:
                self._answer(200, known[int(found[3])])
            elif found[2]:
                short = [
                    {k: one[k] for k in one if k != "registration_data"} for one in registrations
                ]
                self._answer(200, short)
            else:
                self._answer(200, titled)

        def _answer(self, status: int, body: Any) -> None:
            data = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (as it is inherited)
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
