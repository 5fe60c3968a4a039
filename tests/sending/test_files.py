"""Senders that only write, and how a sender is found by its URL."""

from __future__ import annotations

import asyncio
import json
import stat
import sys
from pathlib import Path

import pytest

from ivr.secret import MASK, Secret
from ivr.sending import Accepted, Later, Sms, open_sender
from ivr.sending.finding import kinds, taken_apart
from ivr.sending.sender import SenderError

SMS = Sms("1-20260302", "+79221234567", Secret("Баланс 10 рублей"))
PASSWORD = Sms("2-20260302", "+79221234567", Secret("Ваш пароль: 4321"), secret=True)


def test_the_log_masks_passwords(tmp_path: Path):
    sender = open_sender("log:", folder=tmp_path / "journal")
    for sms in (SMS, PASSWORD):
        assert isinstance(asyncio.run(sender.send(sms)), Accepted)
    file = tmp_path / "journal" / "sms.log"
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert [line["text"] for line in lines] == ["Баланс 10 рублей", MASK]
    assert [line["id"] for line in lines] == [SMS.id, PASSWORD.id]
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_log_shows_passwords_where_it_is_told_to(tmp_path: Path):
    asyncio.run(open_sender(f"log:{tmp_path}/try.log?secrets=shown").send(PASSWORD))
    assert "4321" in (tmp_path / "try.log").read_text(encoding="utf-8")


def test_a_folder_gets_a_file_for_each_message_however_often_it_is_tried(tmp_path: Path):
    sender = open_sender(f"file:{tmp_path}/out")
    for sms in (PASSWORD, PASSWORD, SMS):
        assert isinstance(asyncio.run(sender.send(sms)), Accepted)
    files = sorted((tmp_path / "out").iterdir())
    assert [file.name for file in files] == [f"{SMS.id}.json", f"{PASSWORD.id}.json"]
    assert json.loads(files[1].read_text(encoding="utf-8"))["text"] == "Ваш пароль: 4321"
    if sys.platform != "win32":
        assert stat.S_IMODE(files[1].stat().st_mode) == 0o600


def test_a_folder_that_is_gone_is_trouble_for_later(tmp_path: Path):
    sender = open_sender(f"file:{tmp_path}/out")
    (tmp_path / "out").rmdir()
    answer = asyncio.run(sender.send(PASSWORD))
    assert isinstance(answer, Later) and "4321" not in answer.reason


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("nothing", "named by a URL"),
        ("smp://a:hunter2@host", "Did you mean smpp?"),
        ("log:", "needs a file"),
        ("log:/dev/null/x", "cannot be written"),
        ("log:/tmp/x?secrets=all", "masked or shown"),
        ("file:", "needs a folder"),
        ("file:/tmp/x?mode=1", "there is no option 'mode'"),
        ("https://key:hunter2@", "needs a host"),
        ("https://host/sms", "name the key"),
        ("http://key:hunter2@sms.example/", "this computer only"),
        ("smpp://host", "needs a host and a system_id"),
        ("smpp://id:hunter2@host?long=short", "long is one of udh, sar, payload"),
        ("smpp://id:hunter2@host?window=0", "window is a number above 0"),
        ("smpp://id:hunter2@host?sourse=0505", "the options are: source"),
        ("smpp://id:hunter2@host:port", "mistyped"),
    ],
)
def test_a_url_that_is_wrong_is_told_without_its_password(url: str, told: str):
    with pytest.raises(SenderError, match=r".") as failed:
        open_sender(url)
    assert told in str(failed.value) and "hunter2" not in str(failed.value)


def test_a_place_and_a_message_show_no_secret():
    place = taken_apart("smpp://id:hunter2@host:2775?source=0505&key=hunter2")
    for shown in (repr(place), str(place), repr(SMS), repr(PASSWORD), str(PASSWORD)):
        assert "hunter2" not in shown and "4321" not in shown and "10 рублей" not in shown
    assert str(place) == "smpp://id@host:2775"


def test_every_kind_is_found_by_its_entry_point():
    assert set(kinds()) >= {"log", "file", "http", "https", "smpp", "smpps"}


def test_nothing_stays_of_a_try_that_was_broken_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    sender = open_sender(f"file:{tmp_path / 'outgoing'}")

    def broken_off(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", broken_off)
        assert isinstance(asyncio.run(sender.send(PASSWORD)), Later)
    assert len(list((tmp_path / "outgoing").iterdir())) == 1
    assert isinstance(asyncio.run(sender.send(PASSWORD)), Accepted)
    assert [file.name for file in (tmp_path / "outgoing").iterdir()] == [f"{PASSWORD.id}.json"]
