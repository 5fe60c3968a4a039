"""A picture in DOT, the language of Graphviz."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape as html
from typing import Final

from ivr.menu.drawing.picture import Arrow, Box, Picture
from ivr.menu.drawing.words import LOOKS, word

_UNPRINTABLE: Final = re.compile(r"[\x00-\x1f\x7f]+")


def dot(picture: Picture) -> str:
    """The graph's text, with a newline at its end. ``dot -Tsvg`` draws it."""
    return "\n".join(_lines(picture)) + "\n"


def quote(text: str) -> str:
    """Text as a quoted string of DOT."""
    return '"' + _clean(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _clean(text: str) -> str:
    return _UNPRINTABLE.sub(" ", text)


def _escape(text: str) -> str:
    return html(_clean(text), quote=True)


def _lines(picture: Picture) -> Iterator[str]:
    yield f"digraph {quote(picture.title)} {{"
    yield f"  graph [rankdir=LR, label={quote(picture.title)}, labelloc=t, fontsize=20, nodesep=0.25, ranksep=0.7,"
    yield '         fontname=Helvetica, style=rounded, color="#94a3b8", compound=true];'
    yield '  node [shape=box, style="rounded,filled", fontname=Helvetica, fontsize=11,'
    yield '        fontcolor="#0f172a", margin="0.12,0.07"];'
    yield '  edge [fontname=Helvetica, fontsize=10, color="#64748b", arrowsize=0.7];'
    for entry in picture.entries:
        yield (
            f"  {quote('☎' + entry.number)} [label={quote(entry.number)}, shape=circle, "
            'fillcolor="#0f172a", fontcolor=white];'
        )
    for box in picture.boxes:
        if not box.cluster:
            yield f"  {_box(picture, box)}"
    for cluster in picture.clusters:
        kind = f"{word('dialog', picture.language)} " if cluster.kind == "dialog" else ""
        yield f"  subgraph cluster_{cluster.id} {{"
        yield f"    label={quote(kind + cluster.title)}; fontsize=13;"
        for box in picture.boxes:
            if box.cluster == cluster.id:
                yield f"    {_box(picture, box)}"
        yield "  }"
    if picture.everywhere:
        yield f"  everywhere [label=<{_legend(picture)}>, style=dashed];"
    for entry in picture.entries:
        yield f"  {quote('☎' + entry.number)} -> {entry.target} [penwidth=2];"
    for arrow in picture.ways:
        yield f"  {_arrow(arrow)}"
    yield "}"


def _box(picture: Picture, box: Box) -> str:
    look = LOOKS[box.kind]
    level = f' <font color="#b45309">[{_escape(box.level)}]</font>' if box.level else ""
    parts = [
        f'<font point-size="8" color="{look.ink}">{_escape(word(box.kind, picture.language))}</font>',
        f"<b>{_escape(box.title)}</b>{level}",
    ]
    if box.does:
        parts.append(f'<font face="Courier" point-size="9">{_escape(box.does)}</font>')
    if box.says:
        parts.append(f'<font point-size="9" color="#475569">{_escape(box.says)}</font>')
    for arrow in picture.out.get(box.id, ()):
        if not arrow.target:
            parts.append(f"<b>{_escape(arrow.key)}</b> {_escape(_words(arrow))}")
    return f'{box.id} [label=<{"<br/>".join(parts)}>, color="{look.ink}", fillcolor="{look.ground}"];'


def _arrow(arrow: Arrow) -> str:
    words = _words(arrow)
    attributes = []
    if arrow.key:
        attributes.append(f"label=<{_cap(arrow.key, words)}>")
    elif words:
        attributes.append(f"label={quote(words)}")
    if arrow.kind in ("call", "remedy"):
        attributes.append("style=dashed")
    if not arrow.first:
        attributes.append('constraint=false, color="#cbd5e1"')
    listed = f" [{', '.join(attributes)}]" if attributes else ""
    return f"{arrow.source} -> {arrow.target}{listed};"


def _words(arrow: Arrow) -> str:
    return " ".join(filter(None, (arrow.label, f"[{arrow.level}]" if arrow.level else "")))


def _cap(key: str, words: str) -> str:
    cell = f'<td border="1" style="rounded" bgcolor="white"><b>{_escape(key)}</b></td>'
    return f'<table border="0" cellborder="0" cellspacing="2"><tr>{cell}<td>{_escape(words)}</td></tr></table>'


def _legend(picture: Picture) -> str:
    parts = [f"<b>{_escape(word('everywhere', picture.language))}</b>"]
    for one in picture.everywhere:
        leads = f" → {to}" if (to := picture.leads(one)) else ""
        parts.append(f"<b>{_escape(one.key)}</b> {_escape(one.title + leads)}")
    return '<br align="left"/>'.join(parts) + '<br align="left"/>'
