"""Run every measurement, print the table, and with ``--write FILE`` keep it as a document.

Each part has a process of its own: what one leaves in memory, and its threads, are no cost of the next.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from datetime import date
from pathlib import Path

from bench import account, conversation, keys, loading, microphone, prompts, recognition
from bench.measure import ROUNDS, Row, machine

HEADER = (
    "# Benchmarks\n\nSpeed and memory, measured by `make bench`. Figures differ between machines; ratios less so.\n"
)

PARTS = {
    "Conversation": conversation,
    "Loading and starting": loading,
    "Account": account,
    "DTMF": keys,
    "Prompts": prompts,
    "Recognition": recognition,
    "Microphone and loudspeaker": microphone,
}


def main() -> None:
    """The whole of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--part", type=_title, choices=list(PARTS), default="", metavar="NAME", help="only this part of the table"
    )
    parser.add_argument("--write", type=Path, metavar="FILE", help="keep the table as a Markdown document")
    options = parser.parse_args()
    text = f"{HEADER}\nMeasured on {date.today().isoformat()}: {machine()}. Best of {ROUNDS} rounds.\n"
    for title, part in PARTS.items():
        if options.part == title:
            text += f"\n## {title}\n\n{table(part.rows())}"
        elif not options.part:
            print(f"{title} …", file=sys.stderr)  # noqa: T201 - some take a minute
            text += _alone(title)
    print(text)  # noqa: T201 - printing is what this program does
    if options.write:
        options.write.write_text(text, encoding="utf-8")


def _alone(title: str) -> str:
    """A part of the table, measured in a process of its own."""
    command = (sys.executable, "-m", "bench", "--part", title)
    told = subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8", check=True).stdout
    return f"\n## {title}\n" + told.partition(f"## {title}\n")[2].rstrip("\n") + "\n"


def _title(name: str) -> str:
    """A part by its name in any letters."""
    return next((title for title in PARTS if title.lower() == name.lower()), name)


def table(rows: list[Row]) -> str:
    """Rows as a Markdown table."""
    lines = ["| what | figure | goal | met |", "| --- | ---: | --- | --- |"]
    for row in rows:
        met = "" if row.met is None else "yes" if row.met else "**no**"
        lines.append(f"| {row.what} | {row.figure} | {row.goal} | {met} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
