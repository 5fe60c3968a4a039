"""Synthesizers are found by their names, and other packages bring theirs."""

import sys
from pathlib import Path

import pytest

from ivr.sound.synthesis import SynthesisError, open_synthesizer, synthesizers
from ivr.sound.synthesis.pyttsx3_voice import Pyttsx3


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, makes: str, code: str) -> None:
    """Put a package with a synthesizer where Python finds packages."""
    (folder / "own_voice.py").write_text(code, "utf-8")
    about = folder / f"own_{name}-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: own-{name}\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(f"[ivr.synthesizers]\n{name} = {makes}\n")
    monkeypatch.syspath_prepend(folder)
    monkeypatch.delitem(sys.modules, "own_voice", raising=False)


def test_pyttsx3_is_the_default() -> None:
    voice = open_synthesizer()
    assert (type(voice), voice.name) == (Pyttsx3, "pyttsx3")


def test_ours_are_listed() -> None:
    assert {"piper", "pyttsx3"} <= set(synthesizers())


def test_options_reach_it() -> None:
    assert "rate=150" in open_synthesizer("pyttsx3", rate=150).identity("ru")


def test_an_unknown_name_is_an_error_with_the_known_ones_and_a_hint() -> None:
    with pytest.raises(SynthesisError, match=r"no synthesizer `pytsx3`; installed: .*piper.*did you mean `pyttsx3`"):
        open_synthesizer("pytsx3")


def test_an_unknown_option_is_an_error_with_the_known_ones_and_a_hint() -> None:
    with pytest.raises(SynthesisError, match=r"has no option `voice`; it takes voices, .*did you mean `voices`"):
        open_synthesizer("pyttsx3", voice="zle/ru")


def test_one_that_cannot_be_imported_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch, "broken", "own_voice:Voice", "import no_such_package")
    with pytest.raises(SynthesisError, match="`broken` cannot be loaded: No module named 'no_such_package'"):
        open_synthesizer("broken")


def test_the_one_of_the_guide_works_as_it_stands_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guide = (Path(__file__).parents[3] / "docs" / "voices.md").read_text("utf-8")
    code = guide.partition("<!-- own_voice.py -->")[2].partition("```python\n")[2].partition("```")[0]
    assert len(code.strip().splitlines()) <= 18
    install(tmp_path, monkeypatch, "beeper", "own_voice:Beeper", code)
    voice = open_synthesizer("beeper", hertz=500)
    assert voice.synthesize("привет", "ru").seconds == pytest.approx(0.6)
    assert voice.identity("ru") != open_synthesizer("beeper").identity("ru")
