"""No file of the repository holds a credential, a private key, or an address of a real person."""

from __future__ import annotations

import re
import subprocess

import pytest

from tools import ROOT

TRACKED = [
    ROOT / name
    for name in subprocess.run(
        ["git", "-C", ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    if name and (ROOT / name).is_file() and not (ROOT / name).is_symlink()
]

# The forms that hosts, clouds and tools give to their secrets, so that scanners can find them.
SECRETS = {
    "private key": r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----",
    "age key": r"\bAGE-SECRET-KEY-1[0-9A-Z]{58}\b",
    "GitHub token": r"\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{40,})",
    "GitLab token": r"\bgl(?:pat|dt|rt|cbt|ptt|ft|soat|agent)-[A-Za-z0-9_-]{20,}",
    "AWS key": r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b",
    "Google key": r"\bAIza[A-Za-z0-9_-]{35}\b",
    "Slack token": r"\bxox[abeoprs]-[A-Za-z0-9-]{10,}",
    "npm token": r"\bnpm_[A-Za-z0-9]{36}\b",
    "PyPI token": r"\bpypi-[A-Za-z0-9_-]{50,}",
    "JSON web token": r"\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.",
    "login in an address": r"\b[a-z][a-z0-9+.-]*://[^\s/:@\"'<>{}]+:[^\s/@\"'<>{}]+@",
    "password": r"(?i)(?:password|passwd|secret|api_?key|token)['\"]?\s*[:=]\s*"
    r"['\"][^'\"\s{}$<>]{8,}['\"]",
}
INDEXES = (  # a letter in brackets, so that no pattern looks like what it finds
    r"(?i)--(?:extra-)?inde[x]-url|^registr[y]\s*=\s*http|\"resolve[d]\":|"
    r"//[a-z0-9.-]*(?:registr[y]|py(?:thonhoste[d]|p[i]))[a-z0-9.-]*/|"
    r"/artifactor[y]/|/nexu[s]/|/simpl[e]/?$"
)
ADDRESS = re.compile(r"[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)
OURS = re.compile(
    r"@(?:[\w-]+\.)*(?:example\.(?:org|com|net)|[\w-]+\.(?:invalid|test|example))$", re.IGNORECASE
)
"""RFC 2606 keeps these names for examples: no mail to them ever reaches anybody."""
NO_ADDRESS = re.compile(
    r"@(?:[\w-]+\.)*(?:py|js|md|json|yaml|css|svg|v\d+\.\d+\.\d+)$|^git@", re.IGNORECASE
)


def _texts() -> list[tuple[str, str]]:
    """Every tracked text file but this one, which names the forms."""
    found = []
    for path in TRACKED:
        data = path.read_bytes()
        if b"\0" not in data and path.name != "test_secrets.py":
            found.append((path.relative_to(ROOT).as_posix(), data.decode("utf-8", "replace")))
    return found


TEXTS = _texts()


def _lines(pattern: str) -> list[str]:
    """The places of the pattern, without the text found there."""
    compiled = re.compile(pattern, re.MULTILINE)
    return [
        f"{name}:{text.count(chr(10), 0, found.start()) + 1}"
        for name, text in TEXTS
        for found in compiled.finditer(text)
    ]


@pytest.mark.parametrize("kind", SECRETS)
def test_no_secret_is_in_the_repository(kind: str) -> None:
    """Credentials come from the environment, and from there alone.

    Tests log in to servers of their own, on this machine, with passwords of their own.
    """
    found = [line for line in _lines(SECRETS[kind]) if kind != "password" or "tests/" not in line]
    assert found == []


def test_no_index_is_named() -> None:
    """Lock files pin by hash; where packages come from is each machine's own affair."""
    assert _lines(INDEXES) == []


def test_no_address_is_a_persons() -> None:
    """Every e-mail address is one that cannot exist."""
    real = [
        f"{name}: {len(found[0])} characters"
        for name, text in TEXTS
        for found in ADDRESS.finditer(text)
        if not OURS.search(found[0]) and not NO_ADDRESS.search(found[0])
    ]
    assert real == []


def test_nothing_private_is_tracked() -> None:
    """The outbox, keys and environment files stay out of Git, whatever somebody adds."""
    names = [path.relative_to(ROOT).as_posix() for path in TRACKED]
    private = re.compile(r"^outbox/|(^|/)\.env(\.|$)|\.(pem|key|p12|pfx|kdbx|eml|mbox|sqlite3?)$")
    assert [name for name in names if private.search(name)] == []


EXAMPLES = {
    "private key": "-----BEGIN OPENSSH PRIVATE " + "KEY-----",
    "age key": "AGE-SECRET-KEY-1" + "Q1" * 29,
    "GitHub token": "ghp_" + "a1" * 18,
    "GitLab token": "glpat-" + "a1" * 10,
    "AWS key": "AKIA" + "A1" * 8,
    "Google key": "AIza" + "a1" * 17 + "b",
    "Slack token": "xoxb-" + "1" * 12,
    "npm token": "npm_" + "a1" * 18,
    "PyPI token": "pypi-" + "a1" * 30,
    "JSON web token": "eyJhbGciOiJIUzI1" + ".eyJzdWIiOiIxMjM0" + ".x",
    "login in an address": "https://user:" + "hunter2@host/path",
    "password": 'SMTP_PASSWORD = "' + 'hunter22"',
}


@pytest.mark.parametrize("kind", SECRETS)
def test_the_scan_would_find_one(kind: str) -> None:
    """Each form is recognised."""
    assert re.search(SECRETS[kind], EXAMPLES[kind])
