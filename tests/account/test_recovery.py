"""A password sent again, the control question and a company's code word."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.account import AccessDenied, AccountError, UnknownSubscriber
from ivr.account.catalogue import CONTROL_QUESTIONS
from ivr.account.records import Company, Control
from ivr.account.rules import recovery
from ivr.secret import Secret
from tests.account.conftest import NOW, NUMBER

SECOND = "+79220000009"
PASSPORT = {"question": "passport", "answer": "5678"}
TODAY = NOW.date()


def texts(world):
    return [message.text for _, message in world.accounts.outbox(NUMBER)]


def kept(world, number=NUMBER):
    with world.accounts.reading() as ledger:
        return ledger.subscriber(number).password.hash


# the password again


def test_a_password_on_its_way_is_sent_again_as_it_is(world):
    world.prepare().call(level=1)
    world.accounts.request_password(world.request())
    before, [text] = kept(world), texts(world)
    assert world.accounts.repeat_password(world.request()).outcome == "too_often"
    world.later(minutes=2)
    assert world.accounts.repeat_password(world.request()).outcome == "sent"
    assert texts(world) == [text]
    assert kept(world) == before


def test_one_that_was_delivered_is_known_to_nobody_and_a_new_one_is_sent(world):
    world.prepare().call(level=1)
    world.accounts.request_password(world.request())
    before = kept(world)
    [(_, message)] = world.accounts.outbox(NUMBER)
    world.accounts.delivered(message.id, world.now)
    world.later(minutes=2)
    assert world.accounts.repeat_password(world.request()).outcome == "sent"
    assert kept(world) != before
    assert len(texts(world)) == 1


def test_who_never_had_one_gets_one(world):
    world.prepare(password=None).call(level=1)
    assert world.accounts.repeat_password(world.request()).outcome == "sent"
    assert world.accounts.check_password(world.request(), Secret("111222")).outcome == "granted"


def test_a_password_that_was_guessed_at_is_never_unlocked_by_sending_it_again(world):
    world.prepare().call(level=1)
    world.accounts.request_password(world.request())
    before = kept(world)
    for _ in range(5):
        world.accounts.check_password(world.request(), Secret("000000"))
    world.later(minutes=2)
    assert world.accounts.repeat_password(world.request()).outcome == "sent"
    assert kept(world) != before
    assert not world.shows()["locked"]


# the control question


def test_a_right_answer_manages_this_call_and_sends_a_new_password(world):
    world.prepare(control=PASSPORT, wrong_passwords=5, balance=100).call(level=1)
    assert world.accounts.recovery_way(world.request()) == ("control", "passport")
    answered = world.accounts.answer_control(world.request(), Secret("5678"))
    assert (answered.outcome, answered.value) == ("recovered", {"sent": True})
    assert world.accounts.level(world.request()) == 2
    assert world.accounts.block(world.request(), 3).outcome == "blocked"
    assert "111222" in texts(world)[0]
    assert "111222" not in repr(answered)
    assert world.accounts.check_password(world.request(call="next"), Secret("111222")).outcome == "granted"


def test_three_wrong_answers_lock_for_a_day_over_calls(world):
    world.prepare(control=PASSPORT)
    left = []
    for n in range(3):
        world.call(call=f"c{n}", level=1)
        left.append(world.accounts.answer_control(world.request(call=f"c{n}"), Secret("0000")))
    assert [one.value and one.value["attempts_left"] for one in left] == [2, 1, None]
    assert left[2].outcome == "locked"
    assert world.accounts.answer_control(world.request(call="c0"), Secret("5678")).outcome == "locked"
    assert world.accounts.recovery_way(world.request(call="c0")) == (None, None)
    world.later(hours=23, minutes=59)
    assert world.accounts.answer_control(world.request(call="c0"), Secret("5678")).outcome == "locked"
    world.later(minutes=1)
    assert world.accounts.answer_control(world.request(call="c0"), Secret("0000")).value == {"attempts_left": 2}
    assert world.accounts.answer_control(world.request(call="c0"), Secret("5678")).outcome == "recovered"


def test_an_operator_opens_it_sooner(world):
    world.prepare(control=PASSPORT, wrong_answers=3).call(level=1)
    assert world.accounts.answer_control(world.request(), Secret("5678")).outcome == "locked"
    world.accounts.unlock_recovery("89221234567")
    assert world.accounts.answer_control(world.request(), Secret("5678")).outcome == "recovered"
    with pytest.raises(UnknownSubscriber):
        world.accounts.unlock_recovery("+79990000000")


def test_the_question_is_set_with_the_password_and_the_answer_given_twice(world):
    world.prepare().call(level=1)
    spoken = ("passport", Secret("5678"), Secret("5678"))
    with pytest.raises(AccessDenied):
        world.accounts.set_control(world.request(), *spoken)
    world.call()
    assert world.accounts.set_control(world.request(), "passport", Secret("5678"), Secret("5679")).outcome == "differs"
    assert world.accounts.set_control(world.request(), "colour", Secret("5678"), Secret("5678")).outcome == "invalid"
    assert world.accounts.recovery_way(world.request()) == (None, None)
    assert world.accounts.set_control(world.request(), *spoken).outcome == "set"
    assert world.shows()["control"] == {"question": "passport"}
    with world.accounts.reading() as ledger:
        control = ledger.subscriber(NUMBER).control
    assert control.answer.startswith("$argon2id$")
    assert "argon2" not in repr(control)
    assert world.accounts.answer_control(world.request(), Secret("5678")).outcome == "recovered"


def test_who_was_sent_too_many_passwords_is_recovered_without_another(world):
    world.prepare(control=PASSPORT).call(level=1)
    world.accounts.request_password(world.request())
    before = kept(world)
    assert world.accounts.answer_control(world.request(), Secret("5678")).value == {"sent": False}
    assert (kept(world), len(texts(world))) == (before, 1)


# the code word


def test_a_code_word_is_the_companys_and_its_lock_too(world):
    world.prepare(kind="corporate", manages=True, code_word="2580").prepare(SECOND, account_of=NUMBER)
    world.call(level=1).call(SECOND, level=1)
    assert world.accounts.recovery_way(world.request(SECOND)) == ("code_word", None)
    outcomes = [
        world.accounts.answer_code_word(world.request(number), Secret("0000")).outcome
        for number in (NUMBER, SECOND, NUMBER)
    ]
    assert outcomes == ["wrong", "wrong", "locked"]
    world.later(days=400).call(SECOND, level=1)
    assert world.accounts.answer_code_word(world.request(SECOND), Secret("2580")).outcome == "locked"
    world.accounts.unlock_recovery(NUMBER)
    assert world.accounts.answer_code_word(world.request(SECOND), Secret("2580")).outcome == "recovered"
    assert world.accounts.level(world.request(SECOND)) == 2


def test_a_code_word_is_agreed_on_with_the_operators_people(world):
    world.prepare(kind="corporate").prepare(SECOND).call(level=1)
    assert world.accounts.answer_code_word(world.request(), Secret("2580")).outcome == "none"
    world.accounts.set_code_word(NUMBER, Secret("2580"))
    assert world.accounts.answer_code_word(world.request(), Secret("2580")).outcome == "recovered"
    with pytest.raises(AccountError, match="for companies"):
        world.accounts.set_code_word(SECOND, Secret("2580"))
    for word in ("258", "2" * 13, "25a8", "٢٥٨٠"):
        with pytest.raises(AccountError, match="4 to 12 digits") as fault:
            world.accounts.set_code_word(NUMBER, Secret(word))
        assert word not in str(fault.value)


# rules


def test_every_question_has_words():
    assert set(CONTROL_QUESTIONS) == set(recovery.DIGITS)


@given(st.sampled_from(sorted(recovery.DIGITS)), st.text("0123456789", max_size=9))
def test_an_answer_is_as_long_as_its_question_wants(question, answer):
    fits = recovery.fits(question, answer, TODAY)
    assert not fits or len(answer) == recovery.DIGITS[question]
    assert not fits or len(set(answer)) > 1


@given(st.dates(date(1850, 1, 1), date(2100, 1, 1)))
def test_a_day_of_the_past_is_an_answer(day):
    assert recovery.fits("mother", f"{day:%d%m%Y}", TODAY) == (date(1900, 1, 1) <= day < TODAY)


@pytest.mark.parametrize("answer", ["30022000", "00012000", "٠١٠٢٢٠٠٠", "2000-1-1", "5555", "    ", ""])
def test_what_is_no_answer_is_not_kept(answer):
    assert not any(recovery.fits(question, answer, TODAY) for question in (*recovery.DIGITS, "nothing"))


@given(st.integers(0, 9), st.integers(0, 9))
def test_tries_are_from_none_to_three(wrong, words):
    control = Control("passport", "kept", wrong, NOW if wrong >= 3 else None)
    assert 0 <= recovery.control_tries(control, NOW) <= 3
    assert recovery.control_tries(control, NOW + recovery.LOCKED_FOR) > 0
    assert recovery.code_word_tries(Company(code_word_wrong=words)) == max(0, 3 - words)
