"""A picture as SVG, drawn by ourselves: no program to install, the same bytes everywhere, sharp at any size."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape as html
from typing import Final

from ivr.menu.drawing.layout import (
    BOX_WIDTH,
    CLUSTER_HEAD,
    HEAD,
    LOCK_ROOM,
    PADDING,
    ROW,
    ROW_LINE,
    ROW_PADDING,
    SMALL,
    SMALL_LINE,
    TITLE,
    TITLE_LINE,
    Frame,
    Layout,
    Placed,
    Row,
    layout,
    lock_width,
)
from ivr.menu.drawing.lettering import fit, width
from ivr.menu.drawing.picture import Picture
from ivr.menu.drawing.words import LOOKS, word

MARGIN: Final = 36.0
ENTRY_ROOM: Final = 150.0
LANES: Final = 32.0
"""Room between two columns for the vertical parts of lines."""
BOLD: Final = 1.1
"""How much wider bold type is."""
FONTS: Final = "'PT Sans','Segoe UI','Helvetica Neue',Arial,'DejaVu Sans',sans-serif"
INK: Final = "#0f172a"
MUTED: Final = "#64748b"
LINE: Final = "#94a3b8"
LOCK: Final = "#b45309"
_FORBIDDEN: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def svg(picture: Picture) -> str:
    """The drawing's text, with a newline at its end. Each box has its node's id, and its references are links."""
    legend_height = 58.0 if picture.everywhere else 0.0
    plan = layout(picture, MARGIN + ENTRY_ROOM, MARGIN + 40 + legend_height + 16)
    legend, legend_width = _legend(picture, MARGIN, MARGIN + 40)
    wide = max(plan.width, legend_width, MARGIN + width(picture.title, 26)) + MARGIN
    high = plan.height + MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_n(wide)}" height="{_n(high)}" '
        f'viewBox="0 0 {_n(wide)} {_n(high)}" font-family="{FONTS}" lang="{_text(picture.language)}">',
        f"<title>{_text(picture.title)}</title>",
        f'<rect width="{_n(wide)}" height="{_n(high)}" fill="#ffffff"/>',
        _write(MARGIN, MARGIN + 16, picture.title, 22, INK, bold=True),
        *legend,
        *(part for frame in plan.frames for part in _frame(picture, frame)),
        *(part for placed in plan.placed.values() for part in _ways(placed, plan)),
        *(part for placed in plan.placed.values() for part in _box(picture, placed)),
        *_entries(picture, plan),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _text(text: str) -> str:
    return html(_FORBIDDEN.sub("", text), quote=True)


def _write(
    x: float, y: float, text: str, size: float, fill: str, *, bold: bool = False, mono: bool = False, end: str = ""
) -> str:
    style = ' font-weight="700"' if bold else ""
    style += " font-family=\"ui-monospace,Consolas,Menlo,'DejaVu Sans Mono','PT Sans',monospace\"" if mono else ""
    style += f' text-anchor="{end}"' if end else ""
    return f'<text x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}" fill="{fill}"{style}>{_text(text)}</text>'


def _cap(x: float, y: float, key: str, wide: float) -> Iterator[str]:
    """A key as it is on a telephone: a cap with an edge below."""
    yield f'<rect x="{_n(x)}" y="{_n(y + 1.5)}" width="{_n(wide)}" height="18" rx="4.5" fill="{LINE}"/>'
    yield (
        f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(wide)}" height="18" rx="4.5" fill="#ffffff" '
        f'stroke="{LINE}" stroke-width="1"/>'
    )
    yield _write(x + wide / 2, y + 13.5, key, ROW, INK, bold=True, end="middle")


def _legend(picture: Picture, x: float, y: float) -> tuple[list[str], float]:
    if not picture.everywhere:
        return [], 0.0
    parts: list[str] = []
    heading = word("everywhere", picture.language)
    at = x + PADDING
    parts.append(_write(at, y + 25, heading, ROW, MUTED, bold=True))
    at += width(heading, ROW) + 18
    for one in picture.everywhere:
        if one.key:
            wide = max(22.0, width(one.key, ROW) + 12)
            parts.extend(_cap(at, y + 12, one.key, wide))
            at += wide + 7
        parts.append(_write(at, y + 25, one.title, ROW, INK))
        at += width(one.title, ROW) + 8
        if leads := picture.leads(one):
            parts.append(_arrow(at, y + 21, MUTED))
            parts.append(_write(at + 18, y + 25, leads, ROW, INK))
            at += 18 + width(leads, ROW) + 8
        at += 14
    frame = (
        f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(at - x)}" height="41" rx="10" fill="#ffffff" '
        f'stroke="{LINE}" stroke-dasharray="4 3"/>'
    )
    return [frame, *parts], at


def _frame(picture: Picture, frame: Frame) -> Iterator[str]:
    cluster = next(one for one in picture.clusters if one.id == frame.cluster)
    kind = f"{word('dialog', picture.language)} · " if cluster.kind == "dialog" else ""
    fill = "#fdf2f8" if cluster.kind == "dialog" else "#f1f5f9"
    yield (
        f'<rect x="{_n(frame.x)}" y="{_n(frame.y)}" width="{_n(frame.width)}" height="{_n(frame.height)}" rx="14" '
        f'fill="{fill}" fill-opacity="0.7" stroke="#cbd5e1"/>'
    )
    yield _write(frame.x + 14, frame.y + CLUSTER_HEAD - 4, kind + cluster.title, ROW, MUTED, bold=True)


def _entries(picture: Picture, plan: Layout) -> Iterator[str]:
    """Dialled numbers, as flags at the left of where they lead; a number into the depth of a tree stands above it."""
    seen: dict[str, int] = {}
    for entry in picture.entries:
        placed = plan.placed[entry.target]
        rank = seen.get(entry.target, 0)
        seen[entry.target] = rank + 1
        wide = max(60.0, width(entry.number, ROW) * BOLD + 34)
        y = placed.middle - 12 + 30 * rank
        x = placed.x - 30 - wide
        if placed.x > MARGIN + ENTRY_ROOM + 1:
            x, y = placed.x + BOX_WIDTH - wide + 6 - rank * (wide + 4), placed.y - 9
        else:
            yield _line((x + wide, y + 12), placed.x - 18, (placed.x, placed.middle), INK, 2.0)
        yield f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(wide)}" height="24" rx="12" fill="{INK}"/>'
        yield f'<circle cx="{_n(x + 14)}" cy="{_n(y + 12)}" r="4" fill="#4ade80"/>'
        yield _write(x + 24, y + 16.5, entry.number, ROW, "#ffffff", bold=True)


def _line(start: tuple[float, float], lane: float, end: tuple[float, float], colour: str, thick: float = 1.6) -> str:
    """A line with an arrow head: across to its lane, up or down in it, across to the target; the corners rounded."""
    (x1, y1), (x2, y2) = start, end
    down = y2 - y1
    if abs(down) < 1:
        path = f"M{_n(x1)} {_n(y1)}H{_n(x2 - 7)}"
    else:
        turn = min(8.0, abs(down) / 2, x2 - lane - 7)
        step = turn if down > 0 else -turn
        path = (
            f"M{_n(x1)} {_n(y1)}H{_n(lane - turn)}q{_n(turn)} 0 {_n(turn)} {_n(step)}V{_n(y2 - step)}"
            f"q0 {_n(step)} {_n(turn)} {_n(step)}H{_n(x2 - 7)}"
        )
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{_n(thick)}"/>'
        f'<path d="M{_n(x2)} {_n(y2)}l-9 -4.5v9z" fill="{colour}"/>'
    )


def _ways(placed: Placed, plan: Layout) -> Iterator[str]:
    """Lines to where a box leads first. Each has a lane of its own, in the order in which no two of them cross."""
    right = placed.x + BOX_WIDTH
    ink = LOOKS[placed.box.kind].ink
    starts = [(placed.y + row.y + row.height / 2, plan.placed[row.arrow.target]) for row in placed.rows if row.line]
    if placed.plain is not None:
        starts.append((placed.middle, plan.placed[placed.plain.target]))
    up = [(y, target) for y, target in starts if target.middle < y]
    down = [(y, target) for y, target in reversed(starts) if target.middle >= y]
    for group in (up, down):
        step = min(7.0, LANES / max(1, len(group)))
        for number, (y, target) in enumerate(group):
            yield _line((right, y), right + 16 + step * number, (target.x, target.middle), ink)


def _box(picture: Picture, placed: Placed) -> Iterator[str]:
    box, look = placed.box, LOOKS[placed.box.kind]
    x, y = placed.x, placed.y
    yield f'<g id="{box.id}">'
    yield (
        f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(BOX_WIDTH)}" height="{_n(placed.height)}" rx="9" '
        f'fill="{look.ground}" stroke="{look.ink}" stroke-width="1.2"/>'
    )
    yield (
        f'<path d="M{_n(x)} {_n(y + HEAD)}v{_n(9 - HEAD)}q0 -9 9 -9h{_n(BOX_WIDTH - 18)}q9 0 9 9v{_n(HEAD - 9)}z" '
        f'fill="{look.ink}"/>'
    )
    yield _write(x + PADDING, y + 15, word(box.kind, picture.language), SMALL, "#ffffff", bold=True)
    if box.level:
        yield from _lock(x + BOX_WIDTH - PADDING, y + 3.5, box.level)
    elif box.title.lower() != box.name.replace("_", " ").lower():
        yield _write(x + BOX_WIDTH - PADDING, y + 15, fit(box.name, SMALL, 150), SMALL, "#ffffff", end="end")
    at = y + HEAD + PADDING + 8
    for line in placed.title:
        yield _write(x + PADDING, at + 4, line, TITLE, INK, bold=True)
        at += TITLE_LINE
    for line in placed.does:
        yield _write(x + PADDING, at + 1, line, SMALL, look.ink, mono=True)
        at += SMALL_LINE
    for line in placed.says:
        yield _write(x + PADDING, at + 1, line, SMALL, MUTED)
        at += SMALL_LINE
    for row in placed.rows:
        yield from _row(picture, placed, row)
    yield "</g>"


def _lock(right: float, y: float, level: str) -> Iterator[str]:
    """An access level, as a badge that ends at ``right``: a padlock and the level's name."""
    shown = fit(level, SMALL, LOCK_ROOM)
    wide = lock_width(level)
    x = right - wide
    yield f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(wide)}" height="15" rx="7.5" fill="#fef3c7"/>'
    shackle = f"M{_n(x + 8.5)} {_n(y + 7)}v-2a2.5 2.5 0 0 1 5 0v2"
    yield f'<path d="{shackle}" fill="none" stroke="{LOCK}" stroke-width="1.4"/>'
    yield f'<rect x="{_n(x + 7)}" y="{_n(y + 6.5)}" width="8" height="6" rx="1.2" fill="{LOCK}"/>'
    yield _write(x + 18, y + 11.5, shown, SMALL, LOCK, bold=True)


def _row(picture: Picture, placed: Placed, row: Row) -> Iterator[str]:
    look = LOOKS[placed.box.kind]
    x, y = placed.x, placed.y + row.y
    yield (f'<path d="M{_n(x + 1)} {_n(y)}h{_n(BOX_WIDTH - 2)}" stroke="{look.ink}" stroke-opacity="0.18"/>')
    at = x + PADDING
    if row.arrow.key:
        yield from _cap(at, y + row.height / 2 - 9.5, row.arrow.key, row.key_width)
        at += row.key_width + 8
    baseline = y + ROW_PADDING + 12
    colour = MUTED if row.arrow.kind in ("outcome", "remedy") else INK
    if (row.line or not row.arrow.target) and len(row.label) < 2:
        baseline = y + row.height / 2 + 4
    for line in row.label:
        yield _write(at, baseline, line, ROW, colour)
        baseline += ROW_LINE
    if row.arrow.level:
        yield from _lock(x + BOX_WIDTH - PADDING, y + ROW_PADDING, row.arrow.level)
    if row.line:
        yield f'<circle cx="{_n(x + BOX_WIDTH)}" cy="{_n(y + row.height / 2)}" r="3.6" fill="{look.ink}"/>'
        return
    if not row.arrow.target:
        return
    target = picture.box[row.arrow.target]
    shown = fit(target.title, ROW * BOLD, x + BOX_WIDTH - at - 26)
    ink = LOOKS[target.kind].ink
    name = _write(at + 18, baseline, shown, ROW, ink, bold=True)
    yield f'<a href="#{target.id}">{_arrow(at, baseline - 4, ink)}{name}</a>'


def _arrow(x: float, y: float, colour: str) -> str:
    """A small arrow to the right: not every font has one."""
    return f'<path d="M{_n(x)} {_n(y)}h12m-4 -4l4 4l-4 4" fill="none" stroke="{colour}" stroke-width="1.5"/>'
