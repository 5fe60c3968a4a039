"""Models come whole or not at all, over a network that breaks, from a site that may be wrong."""

from __future__ import annotations

import errno
import io
import shutil
import socket
import stat
import threading
import zipfile
from collections import namedtuple
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from ivr.sound.models import Entry, ModelError, fetch, read_catalogue
from ivr.sound.models.alone import alone
from ivr.sound.models.net import PIECE
from ivr.sound.recognition.models import fault
from tests.sound.models.site import NAME, PARTS, Site, archive, site

AT_ONCE = (0.0, 0.0)


def bring(made: Site, folder: Path) -> Path:
    catalogue = read_catalogue(made.base)
    assert not catalogue.trouble
    return fetch(catalogue.pick("ru"), folder, base=catalogue.base, pauses=AT_ONCE)


def archives_asked(made: Site) -> list[str | None]:
    return [wanted for name, wanted in made.asked if name.endswith(".zip")]


def test_a_model_comes_into_its_place(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    with site() as made:
        catalogue = read_catalogue(made.base)
        place = fetch(catalogue.pick("ru"), tmp_path / "new", lambda *at: told.append(at), base=made.base)
        size = len(made.files[f"{NAME}.zip"])

    assert place == tmp_path / "new" / NAME
    assert fault(place) is None
    assert told[-1] == (size, size)
    assert [path.name for path in place.parent.iterdir()] == [NAME]


def test_a_model_that_is_here_is_not_fetched_again(tmp_path: Path) -> None:
    with site() as made:
        assert bring(made, tmp_path) == bring(made, tmp_path)

        assert len(archives_asked(made)) == 1


def test_a_model_here_only_in_part_is_replaced(tmp_path: Path) -> None:
    (tmp_path / NAME / "am").mkdir(parents=True)
    (tmp_path / NAME / "old").touch()
    with site() as made:
        place = bring(made, tmp_path)

    assert fault(place) is None
    assert not (place / "old").exists()


def test_a_broken_connection_is_gone_on_from(tmp_path: Path) -> None:
    with site() as made:
        made.cut = [4 * PIECE, 3 * PIECE]
        bring(made, tmp_path)

        assert archives_asked(made) == [None, f"bytes={4 * PIECE}-", f"bytes={7 * PIECE}-"]


def test_a_server_that_cannot_go_on_sends_all_again(tmp_path: Path) -> None:
    with site() as made:
        made.ranges, made.cut = False, [70_000]

        assert fault(bring(made, tmp_path)) is None


def test_a_busy_server_is_asked_again(tmp_path: Path) -> None:
    with site() as made:
        made.failing = 2

        assert fault(bring(made, tmp_path)) is None


def test_what_came_before_the_network_failed_is_kept_for_the_next_time(tmp_path: Path) -> None:
    with site() as made:
        made.cut = [5 * PIECE, 0, 0, 0]
        with pytest.raises(ModelError, match=r"127\.0\.0\.1 broke; the same command goes on from where it stopped"):
            bring(made, tmp_path)
        made.cut = []
        bring(made, tmp_path)

        assert archives_asked(made)[-1] == f"bytes={5 * PIECE}-"


def test_a_download_that_was_whole_is_not_repeated(tmp_path: Path) -> None:
    with site() as made:
        (tmp_path / f"{NAME}.zip.part").write_bytes(made.files[f"{NAME}.zip"])
        bring(made, tmp_path)

        assert archives_asked(made) == []


@pytest.mark.parametrize("length", [5_000, 900_000])
def test_a_part_of_another_archive_is_thrown_away(tmp_path: Path, length: int) -> None:
    (tmp_path / f"{NAME}.zip.part").write_bytes(bytes(length))
    with site() as made:
        assert fault(bring(made, tmp_path)) is None


def test_a_wrong_checksum_is_told_and_nothing_stays(tmp_path: Path) -> None:
    with site(md5="0" * 32) as made, pytest.raises(ModelError, match="has not the checksum that the list of models"):
        bring(made, tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_a_model_that_is_gone_from_the_site_is_told(tmp_path: Path) -> None:
    with site() as made:
        del made.files[f"{NAME}.zip"]
        with pytest.raises(ModelError, match=r"\.zip is not there \(HTTP 404\)"):
            bring(made, tmp_path)


def test_no_network_is_told_in_one_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(ModelError, match=r"127\.0\.0\.1 cannot be reached: look at the network") as told:
        fetch(Entry(NAME, "ru", 1000), tmp_path, base=f"http://127.0.0.1:{port}/", pauses=AT_ONCE)

    assert "\n" not in str(told.value)


def test_too_little_room_is_told_before_the_download(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10**9, 10**9, 1000))
    with site() as made:
        with pytest.raises(ModelError, match=r"has 0 MB free, and 1 MB are needed: make room"):
            bring(made, tmp_path)

        assert archives_asked(made) == []


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with site() as made, pytest.raises(ModelError, match="file cannot be written"):
        bring(made, tmp_path / "file")


def linked() -> bytes:
    """An archive that holds a symbolic link out of its folder."""
    link = zipfile.ZipInfo(f"{NAME}/link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    return _with(link, b"/etc/passwd")


def twice() -> bytes:
    return _with(zipfile.ZipInfo(f"{NAME}/{PARTS[0]}"), b"other")


def _with(entry: zipfile.ZipInfo, content: bytes) -> bytes:
    out = io.BytesIO(archive())
    with zipfile.ZipFile(out, "a") as opened:
        opened.writestr(entry, content)
    return out.getvalue()


def damaged() -> bytes:
    content = bytearray(archive())
    content[50_000] ^= 0xFF
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (archive({f"{NAME}/../../out": b"x"}), "is not safe"),
        (archive({"../out": b"x"}), "is not safe"),
        (archive({"/out": b"x"}), "is not safe"),
        (archive({f"{NAME}\\..\\out": b"x"}), "is not safe"),
        (archive({"C:/out": b"x"}), "is not safe"),
        (linked(), "is not safe"),
        (archive({f"{NAME}/zeros": bytes(30_000_000)}), "would grow more than 30 times"),
        (archive({f"{NAME}/{number}": b"" for number in range(2_001)}), "holds 2001 files"),
        (archive({"a/x": b"1", "b/x": b"2"}), "does not hold one folder"),
        (archive({"file": b"1"}), "does not hold one folder"),
        (archive({f"{NAME}/readme": b"1"}), "fetched and thrown away: it has no am/final.mdl"),
        (b"<html>log in to the network of this hotel</html>", "is no whole ZIP archive"),
        (damaged(), "is damaged"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_an_archive_that_is_no_model_leaves_nothing_behind(tmp_path: Path, content: bytes, text: str) -> None:
    folder = tmp_path / "models"
    with site(content) as made, pytest.raises(ModelError, match=text):
        bring(made, folder)

    assert list(tmp_path.iterdir()) == [folder]
    assert list(folder.iterdir()) == []


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_an_archive_that_holds_a_file_twice_is_refused(tmp_path: Path) -> None:
    with site(twice()) as made, pytest.raises(ModelError, match="twice"):
        bring(made, tmp_path)


def test_without_a_checksum_a_whole_archive_is_taken(tmp_path: Path) -> None:
    with site(md5=None) as made:
        assert fault(bring(made, tmp_path)) is None


def test_an_archive_much_longer_than_the_list_tells_is_not_written(tmp_path: Path) -> None:
    with site(size=1_000) as made, pytest.raises(ModelError, match="no model of this name has more than 2000"):
        bring(made, tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_an_answer_longer_than_it_tells_does_not_fill_the_disk(tmp_path: Path) -> None:
    with site() as made:
        made.extra = 5_000_000
        with pytest.raises(ModelError, match="is longer than it tells"):
            bring(made, tmp_path)

    assert sum(file.stat().st_size for file in tmp_path.iterdir()) <= len(archive())


def test_programs_that_fetch_one_model_at_once_fetch_it_once(tmp_path: Path) -> None:
    with site() as made, ThreadPoolExecutor(4) as threads:
        places = [place.result(60) for place in [threads.submit(bring, made, tmp_path) for _ in range(4)]]

        assert len(archives_asked(made)) == 1
    assert {fault(place) for place in places} == {None}
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


def test_who_waits_for_another_program_is_told(tmp_path: Path) -> None:
    told: list[str] = []
    waits = threading.Event()

    def note(what: str) -> None:
        told.append(what)
        waits.set()

    with site() as made, ThreadPoolExecutor(1) as threads:
        with alone(tmp_path / f".{NAME}.lock"):
            going = threads.submit(fetch, read_catalogue(made.base).pick("ru"), tmp_path, base=made.base, note=note)
            assert waits.wait(30)
            assert told == ["waiting for another program that fetches it"]
        assert fault(going.result(60)) is None


def test_what_a_killed_program_was_unpacking_is_thrown_away(tmp_path: Path) -> None:
    (tmp_path / f".{NAME}.abc123" / "new" / "am").mkdir(parents=True)
    with site() as made:
        bring(made, tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == [NAME]


def test_a_full_disk_is_no_fault_of_the_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(tmp_path))

    with site() as made:
        (tmp_path / f"{NAME}.zip.part").write_bytes(made.files[f"{NAME}.zip"])
        monkeypatch.setattr(Path, "open", _opening(full))
        with pytest.raises(ModelError, match="cannot be written: No space left on device"):
            bring(made, tmp_path)

    assert (tmp_path / f"{NAME}.zip.part").exists()


def _opening(full: Callable[..., None]) -> Callable[..., Any]:
    """`Path.open` of a disk on which no new file can be made."""
    real = Path.open

    def opened(path: Path, mode: str = "r", *more: Any, **named: Any) -> Any:
        return full() if mode == "xb" else real(path, mode, *more, **named)

    return opened
