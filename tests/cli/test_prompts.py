"""ivr prompts: a service's prompts listed, made ahead, looked at and forgotten."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from ivr.prompts import phrases
from ivr.sound.audio import Audio, write
from ivr.sound.prompts import slug
from ivr.sound.tones import tone
from tests.cli.conftest import Run, data
from tests.prompts.small import small
from tests.sound.synthesis.packages import install


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small service; prompts are kept in a folder of the test."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("IVR_VOICE", raising=False)
    folder = tmp_path / "small"
    small(folder)
    return folder


def record(folder: Path, name: str, level: float = -20) -> None:
    """Lay a recording in Russian."""
    path = folder / "audio" / "ru" / f"{name}.wav"
    path.parent.mkdir(parents=True, exist_ok=True)
    write(path, Audio(tone(1_000, 1, level), 8_000))


def test_prompts_are_made_once(run: Run, here: Path) -> None:
    first = data(run("prompts", "render", here, "--json"))
    again = data(run("prompts", "render", here, "--json"))
    assert first["phrases"] == first["made"] == again["kept"] == len([one for one in phrases(small(here)) if one.fixed])
    assert first["failed"] == []


def test_each_format_is_made(run: Run, here: Path, tmp_path: Path) -> None:
    assert run("prompts", "render", here, "--lang", "en", "--format", "alaw", "--format", "pcm8k").exit_code == 0
    kept = [path.suffix for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    assert kept.count(".alaw") == kept.count(".pcm8k") == len(kept) // 2


def test_what_was_made_is_told(run: Run, here: Path) -> None:
    assert "made in" in run("prompts", "render", here, "--lang", "ru", "--jobs", 1).stdout


def test_a_language_that_is_not_spoken_is_wrong_use(run: Run, here: Path) -> None:
    result = run("prompts", "render", here, "--lang", "fr")
    assert (result.exit_code, result.stderr) == (2, "Error: small does not speak `fr`; it speaks ru, en\n")


def test_a_voice_that_there_is_not_is_told_in_a_line(run: Run, here: Path) -> None:
    result = run("prompts", "render", here, "--voice", "pyttsx")
    assert result.exit_code == 1
    assert "did you mean `pyttsx3`?" in result.stderr


def test_the_script_is_a_file_for_spreadsheets(run: Run, here: Path, tmp_path: Path) -> None:
    result = run("prompts", "list", here, "--lang", "ru", "-o", tmp_path / "script.csv")
    with (tmp_path / "script.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert "ru/welcome.wav" in [row["file"] for row in rows]
    assert f"{len(rows)} phrases" in result.stderr


def test_texts_with_values_are_listed_when_asked_for(run: Run, here: Path) -> None:
    assert "{number" not in run("prompts", "list", here).stdout
    assert "{number|count('minute')}?" in run("prompts", "list", here, "--values").stdout


def test_what_is_still_to_be_recorded(run: Run, here: Path) -> None:
    record(here, "welcome")
    listed = [row["file"] for row in data(run("prompts", "list", here, "--to-record", "--json"))]
    assert "ru/welcome.wav" not in listed
    assert "en/welcome.wav" in listed


def test_a_script_that_cannot_be_written_is_told_in_a_line(run: Run, here: Path, tmp_path: Path) -> None:
    result = run("prompts", "list", here, "-o", tmp_path / "none" / "script.csv")
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: cannot write")


def test_status_counts(run: Run, here: Path) -> None:
    record(here, "welcome")
    result = run("prompts", "status", here)
    assert result.exit_code == 0
    titles, russian = result.stdout.splitlines()[:2]
    assert titles.split()[:5] == ["language", "recorded", "stale", "cached", "missing"]
    assert russian.split()[:4] == ["ru", "1", "0", "0"]


def test_status_can_ask_for_all_to_be_there(run: Run, here: Path) -> None:
    assert run("prompts", "status", here, "--strict").exit_code == 1
    run("prompts", "render", here)
    assert run("prompts", "status", here, "--strict").exit_code == 0


def test_a_recording_that_is_too_quiet_is_a_fault(run: Run, here: Path) -> None:
    record(here, "welcome", -55)
    result = run("prompts", "status", here)
    assert result.exit_code == 1
    assert "too quiet" in result.stdout


def test_a_recording_of_an_older_text_is_a_fault(run: Run, here: Path) -> None:
    record(here, "welcome")
    run("prompts", "status", here)
    file = here / "service.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("Здравствуйте!", "Добрый день!"), encoding="utf-8")
    result = run("prompts", "status", here)
    assert result.exit_code == 1
    assert "recorded for «Здравствуйте!»" in result.stdout


def test_a_recording_that_stands_for_nothing_is_a_fault(run: Run, here: Path) -> None:
    record(here, slug("Этого никто не говорит."))
    result = run("prompts", "status", here)
    assert result.exit_code == 1
    assert "stands for no phrase" in result.stdout


def test_one_language_does_not_make_the_other_forgotten(run: Run, here: Path) -> None:
    record(here, "welcome")
    run("prompts", "status", here)
    before = (here / "audio" / "recordings.json").read_text(encoding="utf-8")
    run("prompts", "status", here, "--lang", "en")
    assert (here / "audio" / "recordings.json").read_text(encoding="utf-8") == before


def test_status_as_data(run: Run, here: Path) -> None:
    record(here, "welcome")
    found = data(run("prompts", "status", here, "--json"))
    [hello] = [one for one in found["phrases"] if one["file"] == "ru/welcome.wav"]
    assert (found["ok"], hello["state"], hello["recorded for"]) == (True, "recorded", "Здравствуйте!")


def test_a_manifest_that_is_none_is_told_in_a_line(run: Run, here: Path) -> None:
    record(here, "welcome")
    (here / "audio" / "recordings.json").write_text("{", encoding="utf-8")
    result = run("prompts", "status", here)
    assert result.exit_code == 1
    assert "recordings.json is no list of recordings" in result.stderr


def test_all_can_be_forgotten(run: Run, here: Path) -> None:
    made = data(run("prompts", "render", here, "--json"))["made"]
    assert data(run("prompts", "clean", "--json"))["files"] == made
    assert "0 prompts forgotten" in run("prompts", "clean").stdout


BROKEN = """
class Voice:
    name = "theirs"
    def identity(self, language): return "theirs"
    def synthesize(self, text, language): raise ValueError(text)
    def close(self): pass
"""


def test_what_fails_for_one_reason_is_told_in_a_few_lines(
    run: Run, here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, monkeypatch, "theirs", "own_voice:Voice", BROKEN)
    result = run("prompts", "render", here, "--voice", "theirs")
    why = "`synthesize` of the voice `theirs` raised ValueError"
    failed = len([one for one in phrases(small(here)) if one.fixed])
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 4
    assert f"… and {failed - 3} more: {why}" in result.stderr
    assert len(data(run("prompts", "render", here, "--voice", "theirs", "--json"))["failed"]) == failed


def test_a_broken_voice_is_named_by_say(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch, "theirs", "own_voice:Voice", BROKEN)
    result = run("say", "text", "секрет", "-o", tmp_path / "said.wav", "--voice", "theirs")
    assert (result.exit_code, result.stderr) == (1, "Error: `synthesize` of the voice `theirs` raised ValueError\n")
    assert not (tmp_path / "said.wav").exists()
