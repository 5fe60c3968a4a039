"""What a change of a service means to its callers, for ``ivr diff OLD NEW``.

Nodes are paired by name, then by where they stand, so that a new order of the document, or another name of a node
that no caller hears of, is no change.
"""

from __future__ import annotations

from collections.abc import Iterator

from ivr.menu.diff.change import KINDS, Change, Finding, told
from ivr.menu.diff.matching import Pairing, pairing
from ivr.menu.diff.nodes import node_changes
from ivr.menu.diff.whole import whole_changes
from ivr.menu.model import Service

__all__ = ["KINDS", "Change", "diff"]


def diff(old: Service, new: Service, language: str | None = None) -> list[Change]:
    """Every change that a caller can notice, what matters most first; empty when there is none.

    language: of the titles and excerpts in the sentences; None is the new service's first. Nodes that no caller can
    come to are left out. Raises ValueError for a language that the new service does not speak.
    """
    language = language or new.languages[0]
    if language not in new.languages:
        raise ValueError(f"the service speaks {', '.join(new.languages)}, not {language!r}")
    return told(_findings(pairing(old, new, language)))


def _findings(pairs: Pairing) -> Iterator[Finding]:
    yield from whole_changes(pairs)
    for old_at, old, new_at, new in pairs.pairs():
        yield from node_changes(pairs, old_at, old, new_at, new)
