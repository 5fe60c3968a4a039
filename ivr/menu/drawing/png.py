"""A picture as PNG: the SVG, rendered by resvg with a font that comes along, so that it looks the same everywhere."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import Final

from ivr.menu.drawing.picture import Picture
from ivr.menu.drawing.svg import svg

FONT: Final = "PT Sans"
MOST_PIXELS: Final = 120_000_000
"""About half a gigabyte while it is rendered."""
_SIZE: Final = re.compile(r'<svg [^>]*width="([\d.]+)" height="([\d.]+)"')


class DrawingError(Exception):
    """A picture that cannot be drawn here; the message says what to do."""


def png(picture: Picture, *, scale: float = 2.0) -> bytes:
    """The image. scale: pixels per pixel of the SVG; 2 is sharp on today's screens, and a large picture gets less.

    Raises DrawingError when the packages of ``ivr[draw]`` are missing, or the picture is too large for pixels.
    """
    try:
        fontpkg = import_module("fontpkg")
        resvg = import_module("resvg_py")
    except ImportError as error:
        raise DrawingError(
            f"PNG needs {error.name}: pip install 'ivr[draw]', or draw SVG, which needs nothing"
        ) from None
    text = svg(picture)
    found = _SIZE.match(text)
    assert found is not None
    area = float(found[1]) * float(found[2])
    if area > MOST_PIXELS:
        raise DrawingError(f"the picture is {found[1]} by {found[2]} pixels: too large for PNG; draw SVG")
    scale = min(scale, (MOST_PIXELS / area) ** 0.5)
    files = [str(path) for path in sorted(Path(fontpkg.path(FONT)).parent.glob("*.ttf"))]
    return bytes(
        resvg.svg_to_bytes(
            svg_string=text,
            zoom=scale,
            skip_system_fonts=True,
            font_files=files,
            font_family=FONT,
            sans_serif_family=FONT,
            monospace_family=FONT,
        )
    )
