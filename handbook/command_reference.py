"""The command reference: every command's `--help`, as a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mentoring.cli.group import COMMANDS, mentoring

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDTH = 96
HEAD = """---
title: Command reference
---

# Command reference

Every command as its `--help` has it. This page is written by `make handbook` from the commands
themselves.

```text
{help}
```
"""


def manual() -> str:
    """The page, as Markdown."""
    settings = {**mentoring.context_settings, "max_content_width": WIDTH}
    root = click.Context(mentoring, info_name="mentoring", **settings)
    parts = [HEAD.format(help=_help(mentoring, root))]
    for title, section in COMMANDS.items():
        parts.append(f"\n## {title}\n")
        parts += [text for name in section for text in _command(name, root)]
    return "".join(parts)


def _command(name: str, above: click.Context) -> Iterator[str]:
    """A command, and the commands below it."""
    group = above.command
    command = group.get_command(above, name) if isinstance(group, click.Group) else None
    if command is None:
        return
    context = click.Context(command, above, name, max_content_width=WIDTH)
    yield f"\n### {context.command_path}\n\n```text\n{_help(command, context)}\n```\n"
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            yield from _command(inner, context)


def _help(command: click.Command, context: click.Context) -> str:
    """The help text at a fixed width, whatever the terminal."""
    formatter = click.HelpFormatter(width=WIDTH)
    command.format_help(context, formatter)
    return formatter.getvalue().rstrip("\n")
