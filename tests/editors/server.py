"""The YAML language server that editors run, spoken to as an editor speaks to it."""

from __future__ import annotations

import json
import subprocess
from typing import IO, TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SETTINGS = {
    "yaml": {
        "validate": True,
        "hover": True,
        "completion": True,
        "schemaStore": {"enable": False},
        "kubernetesCRDStore": {"enable": False},
    },
    "http": {"proxy": "", "proxyStrictSSL": False},
    "[yaml]": {},
}


class Server:
    """One server process; messages go over its standard input and output (LSP 3.17)."""

    def __init__(self, program: Path) -> None:
        self._process = subprocess.Popen(
            ["node", program, "--stdio"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._number = 0
        self._begun: set[str] = set()
        self._problems: dict[str, list[dict[str, Any]]] = {}
        self.request("initialize", {"processId": None, "rootUri": None, "capabilities": {}})
        self._notify("initialized", {})
        self._notify("workspace/didChangeConfiguration", {"settings": SETTINGS})

    def close(self) -> None:
        """End the server as an editor does."""
        self.request("shutdown", None)
        self._notify("exit", None)
        self._process.communicate(timeout=10)

    def begin(self, path: Path, text: str | None = None) -> str:
        """Open a file, perhaps with other text than it has, unless it is open; its URI.

        The server waits a little before it looks at each: begin many, then ask for the first.
        """
        uri = path.as_uri()
        if uri not in self._begun:
            self._begun.add(uri)
            given = path.read_text(encoding="utf-8") if text is None else text
            document = {"uri": uri, "languageId": "yaml", "version": 1, "text": given}
            self._notify("textDocument/didOpen", {"textDocument": document})
        return uri

    def open(self, path: Path, text: str | None = None) -> list[dict[str, Any]]:
        """What the server finds wrong in a file that is, or will be, open."""
        uri = self.begin(path, text)
        while uri not in self._problems:
            self._receive()
        return self._problems[uri]

    def at(self, method: str, path: Path, line: int, column: int) -> Any:
        """What the server offers at a place, which counts from 0."""
        place = {"line": line, "character": column}
        given = {"textDocument": {"uri": path.as_uri()}, "position": place}
        return self.request(f"textDocument/{method}", given)

    def request(self, method: str, given: Any) -> Any:
        """The answer to a request."""
        self._number += 1
        self._send({"id": self._number, "method": method, "params": given})
        while True:
            answer = self._receive()
            if answer.get("id") == self._number and "method" not in answer:
                return answer.get("result")

    def _notify(self, method: str, given: Any) -> None:
        self._send({"method": method, "params": given})

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        pipe = cast("IO[bytes]", self._process.stdin)
        pipe.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        pipe.flush()

    def _receive(self) -> dict[str, Any]:
        """The next message; problems are kept, and the server's own questions answered."""
        sizes = [line for line in self._head() if line.lower().startswith(b"content-length:")]
        size = int(sizes[0].split(b":")[1])
        message: dict[str, Any] = json.loads(cast("IO[bytes]", self._process.stdout).read(size))
        if message.get("method") == "textDocument/publishDiagnostics":
            self._problems[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "method" in message and "id" in message:
            self._send({"id": message["id"], "result": self._answer(message)})
        return message

    def _head(self) -> Iterator[bytes]:
        pipe = cast("IO[bytes]", self._process.stdout)
        while line := pipe.readline().strip():
            yield line

    def _answer(self, question: dict[str, Any]) -> Any:
        if question["method"] != "workspace/configuration":
            return None
        return [SETTINGS.get(one["section"]) for one in question["params"]["items"]]
