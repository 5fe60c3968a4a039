"""A picture as a Mermaid flowchart, which GitHub, GitLab and many editors show in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ivr.menu.drawing.picture import Arrow, Box, Picture
from ivr.menu.drawing.words import LOOKS, word

MOST_ARROWS: Final = 500
MOST_CHARACTERS: Final = 50_000
"""Bounds (``maxEdges``, ``maxTextSize``) that Mermaid has by default and that a document cannot lift."""
_UNSAFE: Final = re.compile(r"[\"#&<>`\\|{}\[\]]")


def mermaid(picture: Picture) -> str:
    """The flowchart's text, with a newline at its end.

    A picture above Mermaid's own bounds begins with a comment that says so: GitHub shows an error in its place.
    """
    text = "\n".join(_lines(picture)) + "\n"
    count = len(picture.ways) + len(picture.entries)
    if count > MOST_ARROWS or len(text) > MOST_CHARACTERS:
        bounds = f"at most {MOST_ARROWS} arrows and {MOST_CHARACTERS} characters"
        return f"%% {count} arrows, {len(text)} characters: Mermaid shows {bounds} unless configured otherwise\n{text}"
    return text


def escape(text: str) -> str:
    """Text for inside a quoted label: whatever Mermaid or HTML could take for its own is written as its code."""
    return _UNSAFE.sub(lambda found: f"#{ord(found[0])};", " ".join(text.split()))


def _lines(picture: Picture) -> Iterator[str]:
    yield "---"
    yield f'title: "{_yaml(picture.title)}"'
    yield "---"
    yield "flowchart LR"
    for entry in picture.entries:
        yield f'  {_entry(entry.number)}(("☎ {escape(entry.number)}")):::entry'
    for box in picture.boxes:
        if not box.cluster:
            yield f"  {_box(picture, box)}"
    for cluster in picture.clusters:
        kind = f"{word('dialog', picture.language)} " if cluster.kind == "dialog" else ""
        yield f'  subgraph {cluster.id}["{escape(kind + cluster.title)}"]'
        for box in picture.boxes:
            if box.cluster == cluster.id:
                yield f"    {_box(picture, box)}"
        yield "  end"
    if picture.everywhere:
        yield f'  everywhere["{_legend(picture)}"]:::legend'
    for entry in picture.entries:
        yield f"  {_entry(entry.number)} ==> {entry.target}"
    for arrow in picture.ways:
        yield f"  {_arrow(arrow)}"
    for kind, look in LOOKS.items():
        if any(box.kind == kind for box in picture.boxes):
            yield f"  classDef {_class(kind)} fill:{look.ground},stroke:{look.ink},color:#0f172a"
    yield "  classDef entry fill:#0f172a,stroke:#0f172a,color:#ffffff"
    if picture.everywhere:
        yield "  classDef legend fill:#ffffff,stroke:#94a3b8,stroke-dasharray:4 3,color:#0f172a"


def _box(picture: Picture, box: Box) -> str:
    opening, closing = LOOKS[box.kind].shape
    level = f" 🔒 {escape(box.level)}" if box.level else ""
    parts = [f"<small>{escape(word(box.kind, picture.language))}</small>", f"<b>{escape(box.title)}</b>{level}"]
    if box.does:
        parts.append(f"<code>{escape(box.does)}</code>")
    if box.says:
        parts.append(f"<i>{escape(box.says)}</i>")
    parts.extend(_words(arrow) for arrow in picture.out.get(box.id, ()) if not arrow.target)
    return f'{box.id}{opening}"{"<br>".join(parts)}"{closing}:::{_class(box.kind)}'


def _arrow(arrow: Arrow) -> str:
    line = "-.->" if arrow.kind in ("call", "remedy") else "-->"
    words = _words(arrow)
    label = f'|"{words}"|' if words else ""
    return f"{arrow.source} {line}{label} {arrow.target}"


def _words(arrow: Arrow) -> str:
    words = [f"<kbd>{escape(arrow.key)}</kbd>"] if arrow.key else []
    if arrow.label:
        words.append(escape(arrow.label))
    if arrow.level:
        words.append(f"🔒 {escape(arrow.level)}")
    return " ".join(words)


def _legend(picture: Picture) -> str:
    parts = [f"<b>{word('everywhere', picture.language)}</b>"]
    for one in picture.everywhere:
        key = f"<kbd>{escape(one.key)}</kbd> " if one.key else ""
        leads = f" → {to}" if (to := picture.leads(one)) else ""
        parts.append(f"{key}{escape(one.title + leads)}")
    return "<br>".join(parts)


def _entry(number: str) -> str:
    return "e_" + re.sub(r"[^A-Za-z0-9]", lambda found: f"_{ord(found[0]):x}", number)


def _class(kind: str) -> str:
    return f"k_{kind}"


def _yaml(text: str) -> str:
    return " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
