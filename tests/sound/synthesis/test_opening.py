"""Synthesizers are found by their names, and other packages bring theirs."""

from pathlib import Path
from typing import Any

import pytest

from ivr.sound.synthesis import SynthesisError, open_synthesizer, synthesizers
from tests.sound.synthesis.packages import install


def test_pyttsx3_is_the_default() -> None:
    voice = open_synthesizer()
    assert voice.name == "pyttsx3"
    assert voice.identity("ru").startswith("pyttsx3 ")


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


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("def make(): raise FileNotFoundError('no voice.onnx')", "cannot be opened: FileNotFoundError: no voice.onnx"),
        ("import sys\ndef make(): sys.exit(3)", "cannot be opened: SystemExit: 3"),
        ("def make(): return None", "is none: NoneType has no name, identity, synthesize, close"),
        ("make = 5", "cannot be opened: TypeError"),
        ("raise ValueError('spoilt')", "cannot be loaded: ValueError: spoilt"),
        ("def other(): ...", "cannot be loaded: AttributeError"),
        ("def make(:", "cannot be loaded: SyntaxError"),
    ],
)
def test_one_that_cannot_be_opened_is_an_error_with_its_name(
    code: str, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, monkeypatch, "theirs", "own_voice:make", code)
    with pytest.raises(SynthesisError, match=f"^the synthesizer `theirs` {why}"):
        open_synthesizer("theirs")


@pytest.mark.parametrize("name", ["pyttsx3", "piper"])
@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"rate": "fast"}, "a rate of 'fast' words a minute; .* is possible"),
        ({"rate": 150.5}, "a rate of 150.5; it is a whole number"),
        ({"voices": "zle/ru"}, "`voices` is for each language one, as voices={'ru': "),
        ({"voices": {"ru": 5}}, "`voices` is for each language one"),
        ({"processes": 0}, "a number of processes of 0; 1 to 64 is possible"),
        ({"limit": 0}, "a limit of 0 seconds; 0.1 to 3600 seconds is possible"),
    ],
)
def test_settings_that_cannot_be_are_told_at_once(name: str, options: dict[str, Any], why: str) -> None:
    with pytest.raises(SynthesisError, match=f"^{why}"):
        open_synthesizer(name, **options)


def test_a_folder_of_lexicons_may_be_named_by_a_string(tmp_path: Path) -> None:
    (tmp_path / "lexicon.ru.yaml").write_text("пинг: понг\n", "utf-8")
    by_name = open_synthesizer("pyttsx3", lexicon=str(tmp_path))
    assert by_name.identity("ru") == open_synthesizer("pyttsx3", lexicon=tmp_path).identity("ru")
    assert by_name.identity("ru") != open_synthesizer("pyttsx3").identity("ru")


def test_the_one_of_the_guide_works_as_it_stands_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guide = (Path(__file__).parents[3] / "docs" / "voices.md").read_text("utf-8")
    code = guide.partition("<!-- own_voice.py -->")[2].partition("```python\n")[2].partition("```")[0]
    assert len(code.strip().splitlines()) <= 18
    install(tmp_path, monkeypatch, "beeper", "own_voice:Beeper", code)
    voice = open_synthesizer("beeper", hertz=500)
    assert voice.synthesize("привет", "ru").seconds == pytest.approx(0.6)
    assert voice.identity("ru") != open_synthesizer("beeper").identity("ru")
