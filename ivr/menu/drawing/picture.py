"""What a picture of a service shows, whatever it is drawn with: boxes, arrows, clusters, entries and a legend.

All of it is plain text of one language, short enough to be looked at. `ivr.menu.drawing.extract` makes it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

BoxKind: TypeAlias = Literal[
    "menu", "collect", "confirm", "list", "say", "language", "action", "branch", "call", "return", "transfer", "hangup"
]
ArrowKind: TypeAlias = Literal["choice", "flow", "outcome", "remedy", "call"]


@dataclass(frozen=True, slots=True)
class Box:
    """A node. id: unique, of ASCII letters, digits and ``_``. name: the author's; title: as the way in calls it.

    does: what it asks of the world (an action, a number to transfer to); says: how its prompt begins; level: the
    access level it needs, by name; cluster: the id of its cluster, or "" when it stands in none.
    """

    id: str
    name: str
    title: str
    kind: BoxKind
    does: str = ""
    says: str = ""
    level: str = ""
    cluster: str = ""


@dataclass(frozen=True, slots=True)
class Arrow:
    """A way from a box to a box. key: what is pressed for it. level: the access level it needs, by name.

    target: "" for a way whose end the picture leaves out: it is shown in its box alone.

    first: the way by which its target is first come to, so the first arrows make a tree (a forest, strictly).
    """

    source: str
    target: str
    kind: ArrowKind
    key: str = ""
    label: str = ""
    level: str = ""
    first: bool = False


@dataclass(frozen=True, slots=True)
class Cluster:
    """Boxes that belong together: those of a sub-dialog, or of an included file."""

    id: str
    title: str
    kind: Literal["dialog", "file"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A dialled number and the box it leads to."""

    number: str
    target: str


@dataclass(frozen=True, slots=True)
class Everywhere:
    """A key valid in every question, shown once instead of as an arrow from each. target: a box's id, or ""."""

    key: str
    title: str
    target: str = ""


@dataclass(frozen=True)
class Picture:
    """A whole picture. language: of its words, as the menu names it. Boxes and arrows in the order of the document."""

    title: str
    language: str
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    clusters: tuple[Cluster, ...]
    entries: tuple[Entry, ...]
    everywhere: tuple[Everywhere, ...]

    @cached_property
    def box(self) -> Mapping[str, Box]:
        """Boxes by id."""
        return {box.id: box for box in self.boxes}

    @cached_property
    def ways(self) -> Sequence[Arrow]:
        """Arrows that lead to a box."""
        return [arrow for arrow in self.arrows if arrow.target]

    @cached_property
    def out(self) -> Mapping[str, Sequence[Arrow]]:
        """Arrows by source."""
        found: dict[str, list[Arrow]] = defaultdict(list)
        for arrow in self.arrows:
            found[arrow.source].append(arrow)
        return found

    def leads(self, one: Everywhere) -> str:
        """Where a key valid everywhere leads, by its title; "" when its own name says as much."""
        title = self.box[one.target].title if one.target else ""
        return "" if title.casefold() == one.title.casefold() else title
