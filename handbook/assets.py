"""Lends the handbook the styles, scripts and pictures of the programme's site: none is copied."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.structure.files import File, Files

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

DOCS = Path(__file__).parents[1] / "docs"
LENT = (
    "assets/stylesheets/*.css",
    "assets/scripts/*.js",
    "assets/fonts/*",
    "assets/images/*.png",
    "assets/images/*.svg",
)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Called by MkDocs with the handbook's own files: adds those that it shares."""
    for path in sorted(path for pattern in LENT for path in DOCS.glob(pattern)):
        name = path.relative_to(DOCS).as_posix()
        files.append(File.generated(config, name, abs_src_path=str(path)))
    return files
