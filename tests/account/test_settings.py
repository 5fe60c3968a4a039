"""Settings: messages in another way from 08:00 of the next day, ends of blocks, what is sent to the telephone."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.account.jobs import JOBS, run
from ivr.account.jobs.job import BATCH
from ivr.account.records import Writing
from ivr.account.rules import writing
from tests.account.conftest import NOW, NUMBER

ZONE = ZoneInfo("Europe/Moscow")
EIGHT = datetime(2026, 3, 3, 8, tzinfo=ZONE)


def texts(world):
    return [message.text for _, message in world.accounts.outbox()]


def test_messages_change_at_eight_of_the_next_day_and_not_before(world):
    world.prepare().call()
    assert world.accounts.set_message_way(world.request(), "latin").value == {"since": EIGHT.isoformat()}
    for now, text in (
        (EIGHT - timedelta(seconds=1), "Ваш пароль: 111222. Никому его не называйте."),
        (EIGHT, "Vash parol: 111222. Nikomu ego ne nazyvaite."),
    ):
        world.now = now
        with world.accounts.changing() as ledger:
            ledger.change_subscriber(NUMBER, password_requested_at=None)
        world.accounts.request_password(world.request())
        assert texts(world)[-1] == text


@pytest.mark.parametrize("late", [timedelta(), timedelta(days=40)])
def test_the_job_only_writes_down_what_is_so_already(world, late):
    world.prepare().call()
    world.accounts.set_message_way(world.request(), "en")
    run(world.accounts, EIGHT - timedelta(seconds=1))
    assert world.shows()["messages"] == "ru"
    world.now = EIGHT + late
    assert world.shows()["messages"] == "en"
    assert run(world.accounts, world.now)[0]["messages.language"] == 1
    assert run(world.accounts, world.now)[0]["messages.language"] == 0
    assert world.shows()["messages"] == "en"


def test_asking_for_what_is_so_takes_a_waiting_change_back(world):
    world.prepare().call()
    world.accounts.set_message_way(world.request(), "en")
    assert world.accounts.set_message_way(world.request(), "ru").outcome == "already"
    world.now = EIGHT
    assert world.shows()["messages"] == "ru"
    assert world.accounts.message_way(world.request()) == ("ru", None, None)


def test_in_the_night_of_the_clock_change_it_is_eight_all_the_same():
    berlin = ZoneInfo("Europe/Berlin")
    before = datetime(2026, 3, 28, 23, 30, tzinfo=berlin)  # the clock goes forward in the night to the 29th
    assert writing.begins(before, berlin) == datetime(2026, 3, 29, 8, tzinfo=berlin)
    assert writing.begins(datetime(2026, 12, 31, 22, tzinfo=ZoneInfo("UTC")), ZONE).isoformat() == (
        "2027-01-02T08:00:00+03:00"
    )


@given(st.text(alphabet=st.characters(min_codepoint=0x410, max_codepoint=0x451)))
def test_latin_has_no_russian_letter_left(text):
    assert not any("а" <= letter.lower() <= "я" or letter in "ёЁ" for letter in writing.latin(text))


def test_passports_spell_so():
    assert writing.latin("Щербаков Юрий, объезд № 5 — «Ёж»") == 'Shcherbakov Iurii, obieezd N 5 - "Ezh"'


@given(st.sampled_from(writing.WAYS), st.sampled_from(writing.WAYS), st.integers(-10, 10))
def test_a_change_holds_from_its_moment_on(now, following, hours):
    how = Writing(now, following, EIGHT)
    assert writing.current(how, EIGHT + timedelta(hours=hours)) == (following if hours >= 0 else now)


def test_a_block_that_ends_is_told_once_by_whatever_run(world):
    world.prepare(blocked=3)
    for days, said in ((2, 0), (3, 1), (4, 1)):
        assert not run(world.accounts, NOW + timedelta(days=days))[1]
        assert len(texts(world)) == said
    assert texts(world) == ["Срок блокировки кончился, номер снова работает."]


def test_more_numbers_than_one_transaction_takes_are_all_done(world):
    for place in range(BATCH + 3):
        world.prepare(f"+7922200{place:04}", password=None, blocked=1)
    done, _ = run(world.accounts, NOW + timedelta(days=1))
    assert done["block.end"] == BATCH + 3
    assert len(texts(world)) == BATCH + 3


def test_a_job_that_fails_keeps_no_other_from_its_turn(world, monkeypatch):
    from ivr.account import AccountError
    from ivr.account.jobs import Job

    def broken(_accounts, _now):
        raise AccountError("the disk is full")
        yield 0

    world.prepare(blocked=1)
    done, failed = run(world.accounts, NOW + timedelta(days=1), [Job("broken", "fails", broken), *JOBS])
    assert failed == {"broken": "the disk is full"}
    assert done["block.end"] == 1


def test_the_language_of_calls_is_remembered(world):
    world.prepare().call(level=1)
    assert world.accounts.set_language(world.request(), "en").outcome == "set"
    assert world.accounts.identify(world.request(NUMBER, "next")).language == "en"


@pytest.mark.parametrize("way", ["", "RU", "ru'; drop table subscribers; --", None, 5, "ru" * 1000])
def test_no_other_way_or_language_is_taken(world, way):
    world.prepare().call()
    assert world.accounts.set_message_way(world.request(), way).outcome == "unknown"
    assert world.accounts.set_language(world.request(), way).outcome == "unknown"
    assert world.shows()["messages"] == "ru"


def test_settings_are_sent_five_times_a_day_and_the_day_after_again(world):
    world.prepare().call()
    outcomes = [world.accounts.send_to_phone(world.request(), "settings").outcome for _ in range(6)]
    assert outcomes == ["sent"] * 5 + ["too_often"]
    world.later(days=1, seconds=1)
    assert world.accounts.send_to_phone(world.request(), "settings").outcome == "sent"
