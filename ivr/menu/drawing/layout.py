"""Where the boxes of a picture stand: a tree from left to right, each box with a row for every way out of it.

Only the first way to each box is drawn as a line. Any other way (back to the main menu, to the operator) is written
in its row by the target's name, so that no line ever crosses another however large the menu grows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from ivr.menu.drawing.lettering import fit, lines, width
from ivr.menu.drawing.picture import Arrow, Box, Picture

BOX_WIDTH: Final = 264.0
COLUMN: Final = BOX_WIDTH + 64.0
GAP: Final = 18.0
TREE_GAP: Final = 40.0
PADDING: Final = 12.0
HEAD: Final = 22.0
"""All in pixels, as are the sizes of type below."""
TITLE: Final = 14.0
SMALL: Final = 11.0
ROW: Final = 12.0
TITLE_LINE: Final = 18.0
SMALL_LINE: Final = 15.0
ROW_LINE: Final = 16.0
ROW_PADDING: Final = 4.0
CLUSTER_PADDING: Final = 14.0
CLUSTER_HEAD: Final = 22.0
LOCK_ROOM: Final = 90.0
"""Most room for the name of an access level."""


@dataclass(frozen=True, slots=True)
class Row:
    """A way out as a row of its box. y: its top, from the box's. line: whether it is drawn as a line to its target."""

    arrow: Arrow
    y: float
    height: float
    key_width: float
    label: Sequence[str]
    line: bool


@dataclass(slots=True)
class Placed:
    """A box with its size and place (x, y: its left upper corner), its text in lines, and its rows."""

    box: Box
    title: Sequence[str]
    does: Sequence[str]
    says: Sequence[str]
    rows: Sequence[Row]
    height: float
    plain: Arrow | None = None
    """The only way on, when it has nothing to say: drawn from the box's own edge."""
    x: float = 0.0
    y: float = 0.0

    @property
    def middle(self) -> float:
        """The height at which a line comes in."""
        return self.y + HEAD + PADDING + TITLE_LINE / 2


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle around boxes that belong together, with their cluster's name on it."""

    cluster: str
    x: float
    y: float
    width: float
    height: float


@dataclass(slots=True)
class Layout:
    """All places, and how much room they take."""

    placed: Mapping[str, Placed]
    frames: list[Frame] = field(default_factory=list)
    width: float = 0.0
    height: float = 0.0


def layout(picture: Picture, left: float, top: float) -> Layout:
    """Place every box, the first at (left, top)."""
    placed = {box.id: _measure(box, picture.out.get(box.id, ())) for box in picture.boxes}
    children: dict[str, list[str]] = defaultdict(list)
    inner: set[str] = set()
    for arrow in picture.arrows:
        if arrow.first:
            children[arrow.source].append(arrow.target)
            inner.add(arrow.target)
    found = Layout(placed)
    y = top
    for root in (box.id for box in picture.boxes if box.id not in inner):
        y = _place_tree(found, picture, children, root, (left, y)) + TREE_GAP
    found.width = max((one.x + BOX_WIDTH for one in placed.values()), default=left)
    found.width = max([found.width, *(frame.x + frame.width for frame in found.frames)])
    found.height = y - TREE_GAP
    return found


def _measure(box: Box, arrows: Iterable[Arrow]) -> Placed:
    room = BOX_WIDTH - 2 * PADDING
    title = lines(box.title, TITLE * 1.06, room, 2)
    does = lines(box.does, SMALL * 1.08, room, 1)
    says = lines(box.says, SMALL, room, 3)
    y = HEAD + PADDING + TITLE_LINE * len(title) + SMALL_LINE * (len(does) + len(says)) + PADDING / 2
    shown = [arrow for arrow in arrows if arrow.kind != "call"]
    plain = shown[0] if len(shown) == 1 and shown[0].first and not shown[0].key and _silent(box, shown[0]) else None
    rows = []
    for arrow in () if plain else shown:
        key_width = max(22.0, width(arrow.key, ROW) + 12) if arrow.key else 0.0
        lock = lock_width(arrow.level) + 4 if arrow.level else 0.0
        label = lines(arrow.label, ROW, room - key_width - lock - 8, 2)
        height = ROW_LINE * (len(label) + bool(arrow.target and not arrow.first)) + 2 * ROW_PADDING
        height = max(height, ROW_LINE + 2 * ROW_PADDING)
        rows.append(Row(arrow, y, height, key_width, label, arrow.first))
        y += height
    return Placed(box, title, does, says, rows, y + (PADDING / 2 if not rows else 2), plain)


def lock_width(level: str) -> float:
    """How wide the badge of an access level is."""
    return width(fit(level, SMALL, LOCK_ROOM), SMALL) * 1.06 + 24


def _silent(box: Box, arrow: Arrow) -> bool:
    return not arrow.label or box.kind in ("say", "language", "collect")


def _place_tree(
    found: Layout, picture: Picture, children: Mapping[str, Sequence[str]], root: str, corner: tuple[float, float]
) -> float:
    """Give each subtree a band of its own, deepest first; gives the lower edge. No recursion: chains can be long."""
    left, top = corner
    order: list[tuple[str, int]] = [(root, 0)]
    for name, depth in order:
        order.extend((child, depth + 1) for child in children.get(name, ()))
    framed = _framed(picture, order, children)
    extra = {name: CLUSTER_PADDING + CLUSTER_HEAD if name in framed else 0.0 for name, _ in order}
    below = {name: CLUSTER_PADDING if name in framed else 0.0 for name, _ in order}
    band: dict[str, float] = {}
    for name, _ in reversed(order):
        stacked = sum(band[child] for child in children.get(name, ())) + GAP * (len(children.get(name, ())) - 1)
        band[name] = max(found.placed[name].height, stacked) + extra[name] + below[name]
    tops = {root: top}
    right: dict[str, float] = {}
    for name, depth in order:
        one = found.placed[name]
        one.x = left + COLUMN * depth
        inside = tops[name] + extra[name]
        one.y = inside
        for child in children.get(name, ()):
            tops[child] = inside
            inside += band[child] + GAP
    for name, _ in reversed(order):
        own = found.placed[name].x + BOX_WIDTH
        right[name] = max([own, *(right[child] for child in children.get(name, ()))])
        if name in framed:
            right[name] += CLUSTER_PADDING / 2
            x = found.placed[name].x - CLUSTER_PADDING
            cluster = found.placed[name].box.cluster
            found.frames.append(Frame(cluster, x, tops[name], right[name] + CLUSTER_PADDING - x, band[name]))
    found.frames.sort(key=lambda frame: (frame.x, frame.y))
    return top + band[root]


def _framed(picture: Picture, order: Iterable[tuple[str, int]], children: Mapping[str, Sequence[str]]) -> set[str]:
    """The boxes where a cluster begins: its own differs from that of the box before."""
    before: dict[str, str] = {}
    framed = set()
    for name, _ in order:
        cluster = picture.box[name].cluster
        if cluster and before.get(name, "") != cluster:
            framed.add(name)
        for child in children.get(name, ()):
            before[child] = cluster
    return framed
