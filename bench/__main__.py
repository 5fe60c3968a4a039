"""Run every measurement, print the table, and with ``--write FILE`` keep it as a document."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from bench import conversation, loading
from bench.measure import ROUNDS, Row, machine

HEADER = (
    "# Benchmarks\n\nSpeed and memory, measured by `make bench`. Figures differ between machines; ratios less so.\n"
)


def main() -> None:
    """The whole of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", type=Path, metavar="FILE", help="keep the table as a Markdown document")
    options = parser.parse_args()
    parts = {"Conversation": conversation.rows(), "Loading and starting": loading.rows()}
    text = f"{HEADER}\nMeasured on {date.today().isoformat()}: {machine()}. Best of {ROUNDS} rounds.\n"
    for title, rows in parts.items():
        text += f"\n## {title}\n\n{table(rows)}"
    print(text)  # noqa: T201 - printing is what this program does
    if options.write:
        options.write.write_text(text, encoding="utf-8")


def table(rows: list[Row]) -> str:
    """Rows as a Markdown table."""
    lines = ["| what | figure | goal | met |", "| --- | ---: | --- | --- |"]
    for row in rows:
        met = "" if row.met is None else "yes" if row.met else "**no**"
        lines.append(f"| {row.what} | {row.figure} | {row.goal} | {met} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
