"""Prompts on disk."""

import os
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from ivr.sound.audio import Audio
from ivr.sound.prompts import Cache, CacheError, Format, key_of
from ivr.sound.tones import tone

SOUND = Audio(tone(1_000, 0.5, -20), 8_000)
KEY = key_of("beeper 1", "ru", "Здравствуйте!")
PCM = Format.PCM8K


def key(number: int) -> str:
    return key_of("beeper 1", "ru", f"text {number}")


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def aged(cache: Cache, name: str, days: float) -> None:
    """Make a prompt look as if it was used so long ago."""
    [path] = [path for path in files(cache.folder) if path.name.startswith(name[2:])]
    then = time.time() - days * 86_400
    os.utime(path, (then, then))


def test_what_is_put_comes_back(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(KEY, PCM, SOUND)
    found = cache.get(KEY, PCM)
    assert found is not None
    assert np.array_equal(found.samples, SOUND.samples)


def test_a_line_gets_its_codes(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(KEY, Format.ALAW, SOUND)
    assert cache.codes(KEY, Format.ALAW) == Format.ALAW.encode(SOUND)


def test_what_was_not_put_is_not_there(tmp_path: Path) -> None:
    assert Cache(tmp_path / "none").get(KEY, PCM) is None


def test_formats_are_kept_apart(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(KEY, PCM, SOUND)
    assert not cache.holds(KEY, Format.ALAW)


@pytest.mark.parametrize("other", [("beeper 2", "ru", "a"), ("beeper 1", "en", "a"), ("beeper 1", "ru", "b")])
def test_voice_language_and_text_make_the_key(other: tuple[str, str, str]) -> None:
    assert key_of(*other) != key_of("beeper 1", "ru", "a")


def test_no_name_on_disk_tells_a_text(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(KEY, PCM, SOUND)
    [path] = files(tmp_path)
    assert path.relative_to(tmp_path).as_posix() == f"{KEY[:2]}/{KEY[2:]}.pcm8k"


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_nobody_else_may_look(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "prompts")
    cache.put(KEY, PCM, SOUND)
    [path] = files(tmp_path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("harm", ["short", "empty", "bit", "header"])
def test_a_spoilt_file_is_not_there_and_goes(tmp_path: Path, harm: str) -> None:
    cache = Cache(tmp_path)
    cache.put(KEY, PCM, SOUND)
    [path] = files(tmp_path)
    content = bytearray(path.read_bytes())
    content[0 if harm == "header" else 1000] ^= 1
    path.write_bytes({"short": content[:500], "empty": b""}.get(harm, bytes(content)))
    assert cache.get(KEY, PCM) is None
    assert files(tmp_path) == []


def test_what_was_not_used_longest_goes_first(tmp_path: Path) -> None:
    filling = Cache(tmp_path)
    for number in range(10):
        filling.put(key(number), PCM, SOUND)
        aged(filling, key(number), days=20 - number)
    Cache(tmp_path, max_bytes=10 * 8_020).put(key(10), PCM, SOUND)
    assert [number for number in range(11) if filling.holds(key(number), PCM)] == list(range(2, 11))


def test_what_is_asked_for_stays(tmp_path: Path) -> None:
    filling = Cache(tmp_path)
    for number in range(10):
        filling.put(key(number), PCM, SOUND)
        aged(filling, key(number), days=20 - number)
    filling.get(key(0), PCM)
    Cache(tmp_path, max_bytes=10 * 8_020).put(key(10), PCM, SOUND)
    assert filling.holds(key(0), PCM)


def test_the_bound_holds_while_one_process_fills_it(tmp_path: Path) -> None:
    cache = Cache(tmp_path, max_bytes=100_000)
    for number in range(60):
        cache.put(key(number), PCM, SOUND)
    assert 80_000 < cache.usage().bytes <= 100_000


def test_the_bound_holds_while_several_processes_fill_it(tmp_path: Path) -> None:
    filling = [Cache(tmp_path, max_bytes=1_000_000) for _ in range(3)]
    most = 0
    for number in range(300):
        filling[number % 3].put(key(number), PCM, SOUND)
        if number % 10 == 0:
            most = max(most, filling[0].usage().bytes)
    assert 900_000 < most <= 1_000_000 + 2 * 1_000_000 // 32


def test_what_a_dead_process_left_goes(tmp_path: Path) -> None:
    left = tmp_path / "ab" / "tmp1.part"
    left.parent.mkdir()
    left.write_bytes(b"half")
    os.utime(left, (1, 1))
    Cache(tmp_path).put(KEY, PCM, SOUND)
    assert not left.exists()


def test_clearing_forgets_all(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(KEY, PCM, SOUND)
    assert cache.clear().files == 1
    assert list(tmp_path.iterdir()) == []


def test_clearing_what_never_was_is_no_fault(tmp_path: Path) -> None:
    assert Cache(tmp_path / "none").clear() == (0, 0)


def test_a_folder_that_cannot_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CacheError, match=r"prompts cannot be kept in .*file"):
        Cache(tmp_path / "file" / "prompts").put(KEY, PCM, SOUND)


FILL = """
import sys
from pathlib import Path
from ivr.sound.audio import Audio
from ivr.sound.prompts import Cache, Format, key_of
from ivr.sound.tones import tone
cache = Cache(Path(sys.argv[1]), max_bytes=400_000)
for turn in range(20):
    for number in range(40):
        key = key_of("beeper 1", "ru", f"text {number}")
        found = cache.get(key, Format.PCM8K)
        if found is None:
            cache.put(key, Format.PCM8K, Audio(tone(400 + number, 0.5, -20), 8_000))
        elif not (found.samples == tone(400 + number, 0.5, -20)).all():
            sys.exit(f"text {number} is not whole")
"""


def test_several_processes_fill_one_cache(tmp_path: Path) -> None:
    command = [sys.executable, "-c", FILL, str(tmp_path)]
    running = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(3)]
    assert [process.communicate(timeout=60)[1] for process in running] == [b"", b"", b""]
    assert not [path for path in files(tmp_path) if path.suffix == ".part"]


def test_many_threads_write_one_prompt(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: cache.put(KEY, PCM, SOUND), range(100)))
    assert cache.usage().files == 1
