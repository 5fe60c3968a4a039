"""A package with a synthesizer of its own, installed for a test."""

import sys
from pathlib import Path

import pytest


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, makes: str, code: str) -> None:
    """Put a package with a synthesizer where Python finds packages."""
    (folder / "own_voice.py").write_text(code, "utf-8")
    about = folder / f"own_{name}-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: own-{name}\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(f"[ivr.synthesizers]\n{name} = {makes}\n")
    monkeypatch.syspath_prepend(folder)
    monkeypatch.delitem(sys.modules, "own_voice", raising=False)
