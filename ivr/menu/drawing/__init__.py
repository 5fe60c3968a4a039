"""Pictures of a service, for ``ivr graph``: Mermaid and DOT as text, SVG and PNG to look at.

`picture` makes one neutral model of what is worth seeing; each format has a module that writes it down. The same
service always gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from ivr.menu.drawing.dot import dot
from ivr.menu.drawing.extract import picture
from ivr.menu.drawing.mermaid import mermaid
from ivr.menu.drawing.overview import overview
from ivr.menu.drawing.picture import Picture
from ivr.menu.drawing.png import DrawingError, png
from ivr.menu.drawing.svg import svg
from ivr.menu.model import Service

__all__ = ["FORMATS", "DrawingError", "Picture", "dot", "draw", "mermaid", "overview", "picture", "png", "svg"]

_TEXTS: Final[Mapping[str, Callable[[Picture], str]]] = {"mermaid": mermaid, "dot": dot, "svg": svg}
FORMATS: Final = (*_TEXTS, "png")
"""Names of the formats; all but ``png`` are text in UTF-8."""


def draw(
    service: Service, form: str, language: str | None = None, *, remedies: bool = False, menus: bool = False
) -> bytes:
    """A service drawn in one of `FORMATS`, as the bytes of a file.

    language: of labels and excerpts; None is the service's first. remedies: show the ways out of failed answers.
    menus: the menus alone, as `overview` has them.
    Raises ValueError for an unknown format or language, DrawingError when PNG cannot be made here.
    """
    if form not in FORMATS:
        raise ValueError(f"unknown format {form!r}; there are {', '.join(FORMATS)}")
    shown = picture(service, language, remedies=remedies)
    if menus:
        shown = overview(shown)
    return png(shown) if form == "png" else _TEXTS[form](shown).encode()
