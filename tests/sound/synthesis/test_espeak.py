"""Where espeak's data is found, and that a path it cannot take is gone round."""

import os
from functools import partial
from pathlib import Path

import espeakng_loader
import pytest

from ivr.sound.synthesis.base import SynthesisError
from ivr.sound.synthesis.espeak import LONGEST_PATH, reachable
from ivr.sound.synthesis.host import Host
from tests.sound.synthesis.engines import FromFolder

DATA = Path(espeakng_loader.get_data_path())


@pytest.fixture
def far(tmp_path: Path) -> Path:
    """The data by a path that is too long for espeak."""
    folder = tmp_path / ("x" * 90) / ("y" * 90)
    folder.mkdir(parents=True)
    return Path(os.path.realpath(folder)) / "espeak-ng-data"


def test_data_with_a_short_path_is_taken_from_where_it_is() -> None:
    assert reachable(DATA) == DATA


def test_data_with_a_long_path_is_reached_by_a_short_one(far: Path, tmp_path: Path) -> None:
    far.symlink_to(DATA)
    short = reachable(far, tmp_path / "cache")
    assert len(os.fsencode(short)) <= LONGEST_PATH
    assert (short / "phontab").samefile(DATA / "phontab")


def test_data_is_copied_where_links_cannot_be_made(far: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    far.mkdir()
    (far / "phontab").write_bytes(b"phonemes")

    def refuse(*_: object, **__: object) -> None:
        raise OSError("the privilege is not held")

    monkeypatch.setattr(Path, "symlink_to", refuse)
    short = reachable(far, tmp_path / "cache")
    assert (short / "phontab").read_bytes() == b"phonemes"
    assert [path.name for path in (tmp_path / "cache").iterdir()] == [short.name]


def test_a_cache_with_a_long_path_is_an_error_that_says_what_to_do(far: Path, tmp_path: Path) -> None:
    far.symlink_to(DATA)
    with pytest.raises(SynthesisError, match="install in a folder with a shorter name"):
        reachable(far, tmp_path / ("z" * 150))


def test_a_cache_that_cannot_be_written_is_an_error(far: Path, tmp_path: Path) -> None:
    far.symlink_to(DATA)
    (tmp_path / "cache").write_text("a file")
    with pytest.raises(SynthesisError, match="cannot be written"):
        reachable(far, tmp_path / "cache")


def test_missing_data_is_an_error_that_names_the_folder(tmp_path: Path) -> None:
    with pytest.raises(SynthesisError, match=r"is not in .*nothing: install espeakng-loader again"):
        reachable(tmp_path / "nothing")


def test_espeak_speaks_from_a_folder_with_a_long_path(
    far: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    far.symlink_to(DATA)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    host = Host(partial(FromFolder, far))
    assert host.speak("привет", "ru").seconds > 0.3
    host.close()


@pytest.mark.parametrize("damage", ["no data", "no phonemes in it"])
def test_data_that_espeak_cannot_read_is_an_error(tmp_path: Path, damage: str) -> None:
    if damage == "no phonemes in it":
        (tmp_path / "phontab").write_bytes(b"no phonemes")
    host = Host(partial(FromFolder, tmp_path))
    with pytest.raises(SynthesisError):
        host.speak("привет", "ru")
    host.close()
