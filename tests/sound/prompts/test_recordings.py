"""An author's recordings."""

from pathlib import Path

import pytest

from ivr.sound.audio import Audio, write
from ivr.sound.prompts import Phrase, Recordings, slug
from ivr.sound.tones import tone

HELLO = Phrase("Здравствуйте!", "ru", "welcome")


def lay(folder: Path, *names: str) -> Path:
    """Sound files with these names."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path, Audio(tone(1_000, 0.2, -20), 8_000))
    return folder


@pytest.mark.parametrize("suffix", ["wav", "flac", "ogg", "mp3", "WAV"])
def test_a_file_stands_for_a_phrase_by_the_name_in_the_menu(tmp_path: Path, suffix: str) -> None:
    (tmp_path / "ru").mkdir()
    file = tmp_path / "ru" / f"welcome.{suffix}"
    file.touch()
    found = Recordings(tmp_path).find(HELLO)
    assert found is not None
    assert found.path == file


@pytest.mark.parametrize("named", ["welcome", "welcome.wav", "welcome.mp3"])
def test_the_menu_may_name_a_suffix(tmp_path: Path, named: str) -> None:
    assert Recordings(lay(tmp_path, "ru/welcome.wav")).find(Phrase("Здравствуйте!", "ru", named))


def test_a_file_stands_for_a_phrase_by_its_words(tmp_path: Path) -> None:
    recordings = Recordings(lay(tmp_path, f"ru/{slug('Здравствуйте!')}.wav"))
    assert recordings.find(Phrase("Здравствуйте", "ru"))


def test_the_name_in_the_menu_goes_first(tmp_path: Path) -> None:
    found = Recordings(lay(tmp_path, f"ru/{slug(HELLO.text)}.wav", "ru/welcome.wav")).find(HELLO)
    assert found is not None
    assert found.name == "welcome"


def test_languages_are_kept_apart(tmp_path: Path) -> None:
    assert Recordings(lay(tmp_path, "en/welcome.wav")).find(HELLO) is None


def test_names_may_have_folders(tmp_path: Path) -> None:
    assert Recordings(lay(tmp_path, "ru/menu/main.wav")).find(Phrase("Меню.", "ru", "menu/main"))


def test_a_name_never_leads_out_of_the_folder(tmp_path: Path) -> None:
    lay(tmp_path, "secret.wav", "audio/ru/welcome.wav")
    assert Recordings(tmp_path / "audio").find(Phrase("Меню.", "ru", "../../secret")) is None


def test_of_two_files_with_one_name_the_wav_is_played(tmp_path: Path) -> None:
    lay(tmp_path, "ru/welcome.wav")
    (tmp_path / "ru" / "welcome.mp3").touch()
    found = Recordings(tmp_path).find(HELLO)
    assert found is not None
    assert found.path.suffix == ".wav"


def test_other_files_are_no_recordings(tmp_path: Path) -> None:
    lay(tmp_path, "ru/welcome.wav")
    (tmp_path / "lexicon.ru.yaml").touch()
    (tmp_path / "ru" / "notes.txt").touch()
    assert [found.name for found in Recordings(tmp_path)] == ["welcome"]


@pytest.mark.parametrize("folder", [None, Path("nowhere")])
def test_without_a_folder_there_are_none(folder: Path | None) -> None:
    assert list(Recordings(folder)) == []
