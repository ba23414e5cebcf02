"""Reading YAML strictly, beside PyYAML's fastest loader, which accepts what we refuse.

    python -m benchmarks.reading [--people 1000] [--runs 9]

The files are read beforehand. Our reader also checks that no key occurs twice and that no scalar is
ambiguous between readers, and records the place of every value.
"""

from __future__ import annotations

import argparse

import yaml

from benchmarks.measure import milliseconds, turns, versions
from benchmarks.programmes import applications, demo
from benchmarks.report import Aim, Report, Table, keep
from mentoring.files.yaml.parse import parse

WANTED = 0.6


def main() -> None:
    """Measure a thousand applications."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=9)
    options = parser.parse_args()
    with demo(options.people - options.people // 2, options.people // 2) as folder:
        texts = [path.read_bytes() for path in applications(folder)]
    mine, theirs = turns(
        [
            lambda: [parse(text, "application.yaml") for text in texts],
            lambda: [yaml.load(text, yaml.CSafeLoader) for text in texts],
        ],
        options.runs,
    )
    rows = (
        ("mentoring", milliseconds(mine), f"{mine / len(texts) * 1e6:.0f} µs"),
        ("PyYAML CSafeLoader", milliseconds(theirs), f"{theirs / len(texts) * 1e6:.0f} µs"),
    )
    aim = Aim(
        question="Reading YAML strictly",
        against="PyYAML's CSafeLoader",
        wanted=f"{WANTED} × its time or less",
        found=f"{mine / theirs:.2f} × its time",
        reached=mine / theirs <= WANTED,
    )
    title = f"Reading {len(texts):,} applications"
    keep(
        "reading",
        Report(
            versions=versions("PyYAML"),
            runs=f"median of {options.runs}",
            tables=(Table(title=title, head=("reader", "all", "a file"), rows=rows),),
            aims=(aim,),
        ),
    )


if __name__ == "__main__":
    main()
