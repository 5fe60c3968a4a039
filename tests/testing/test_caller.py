"""The simulated caller: acts at once, hears the service out, and shows the call when it failed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from ivr.actions import Registry
from ivr.testing import Caller, CallFailed, Subject
from tests.testing import clinic
from tests.testing.clinic import PIN


def test_a_call_is_told_in_one_chain(caller: Caller) -> None:
    caller.account(owes=121.05).dial("0505").hears("Здравствуйте!", "главное меню").press("1").hears(
        "К оплате сто двадцать один рубль пять копеек"
    ).hangs_up()
    assert caller.ended


def test_words_are_compared_whole_and_without_case_dots_or_yo(caller: Caller) -> None:
    caller.dial().hears("ЗДРАВСТВУЙТЕ это клиника заря").hears("Узнать о счете")
    caller.never_hears("равствуйте").never_hears("до свидания")
    with pytest.raises(CallFailed, match="expected never to hear «клиника»"):
        caller.never_hears("клиника")


def test_a_failure_shows_what_came_and_the_call_so_far(caller: Caller) -> None:
    caller.account(owes=5).dial().press("1")
    with pytest.raises(CallFailed) as failed:
        caller.hears("К оплате шесть рублей")
    text = str(failed.value)
    assert "expected to hear «К оплате шесть рублей», heard «К оплате пять рублей" in text
    assert "> dials 0505 from +79221234567" in text
    assert "> presses 1" in text
    assert "< (owes: owes)" in text


def test_only_what_came_since_the_last_act_is_heard(caller: Caller) -> None:
    caller.dial().hears("Здравствуйте").press("1").hears("Вы ничего не должны").never_hears("Здравствуйте")


def test_a_key_interrupts_and_keys_together_are_typed_ahead(caller: Caller) -> None:
    caller.account(owes=1).dial().press("112").took("book.booked").took("owes.owes")
    caller.hears("Вы записаны").never_hears("К оплате")


def test_a_space_waits_until_the_service_listens(caller: Caller) -> None:
    caller.simulates("owes.get", after=2.0).dial().press("1 1")
    assert caller.seconds == 2.0
    caller.hears("Вы ничего не должны")


def test_an_unfinished_entry_is_heard_out(caller: Caller) -> None:
    caller.dial().press("4 123").hears("До свидания").is_hung_up().took("number.entered")


def test_words_are_said_with_a_confidence(subject: Subject) -> None:
    subject.caller().dial().say("счёт").hears("Вы ничего не должны")
    subject.caller().dial().say("счёт", 0.4).hears("узнать о счёте").press("1").took("main.owes")


def test_silence_lets_the_first_key_time_run_out(caller: Caller) -> None:
    caller.dial().silent().took("main.no_input").hears("главное меню").silent().is_transferred_to("0500")
    with pytest.raises(CallFailed, match="does not wait for an answer"):
        caller.silent()


def test_time_passes_only_as_told(caller: Caller) -> None:
    began = caller.dial().hears("Здравствуйте").seconds
    with pytest.raises(CallFailed, match="there was none"):
        caller.waits(4.9).took("main.no_input")
    assert caller.seconds == pytest.approx(began + 4.9)
    caller.waits(0.2).took("main.no_input")


@pytest.mark.parametrize(
    ("ends", "words"), [("busy", "Регистратура занята"), ("no_answer", "До свидания"), ("failed", "До свидания")]
)
def test_a_transfer_ends_as_told(caller: Caller, ends: str, words: str) -> None:
    caller.transfer(ends).dial().press("0").hears(words).is_transferred_to("0500").took(f"operator.{ends}")


def test_a_transfer_succeeds_unless_told_otherwise(caller: Caller) -> None:
    caller.dial("0500").hears("Соединяю").is_transferred_to("0500").took("operator.connected").is_hung_up(False)
    with pytest.raises(CallFailed, match="the call is over already"):
        caller.press("1")
    with pytest.raises(CallFailed, match="expected a transfer to 112, it was to 0500"):
        caller.is_transferred_to("112")


def test_the_account_and_messages_are_looked_at(caller: Caller) -> None:
    caller.dial().press("2").gets_sms("на завтра").account_shows(visit="tomorrow", owes=0)
    with pytest.raises(CallFailed, match="visit is 'tomorrow', not None"):
        caller.account_shows(visit=None)
    with pytest.raises(CallFailed, match="expected an SMS with «пароль», 1 came and none has it"):
        caller.gets_sms("пароль")


def test_each_call_has_an_account_of_its_own(subject: Subject) -> None:
    for _ in range(2):
        subject.caller().dial().press("2").took("book.booked")


@pytest.mark.parametrize("outcome", ["taken", "late", "failed"])
def test_an_outcome_is_made_up_and_the_action_does_not_run(caller: Caller, outcome: str) -> None:
    caller.simulates("visits.book", outcome).dial().press("2").took(f"book.{outcome}").account_shows(visit=None)


def test_a_slow_action_gets_its_filler(caller: Caller) -> None:
    caller.simulates("visits.book", after=3.0).dial().press("2").hears("Записываю", "Вы записаны")


def test_the_call_is_made_when_and_how_it_is_told(caller: Caller) -> None:
    caller.dial(language="en", at=datetime(2026, 1, 1, 23, 0), caller="+79000000000").hears("Hello")
    assert caller.transcript()[0].endswith("dials 0505 from +79000000000")


def test_where_the_call_stands_is_told(caller: Caller) -> None:
    caller.dial().is_at("main").press("3").is_at("ask").is_at("proof:ask")
    with pytest.raises(CallFailed, match="expected to be at main, the call is at proof:ask"):
        caller.is_at("main")


def test_a_pin_is_in_no_message(caller: Caller) -> None:
    caller.dial().press(f"3 {PIN}").hears("Ваша карта открыта")
    with pytest.raises(CallFailed) as failed:
        caller.hears("nothing of the kind")
    assert PIN not in str(failed.value)
    assert not [line for line in caller.transcript() if line.endswith(tuple(f"presses {key}" for key in "471"))]
    assert "presses ••" not in str(failed.value)
    assert sum("presses •" in line for line in caller.transcript()) == len(PIN)


def test_a_pin_typed_ahead_is_in_no_message(caller: Caller) -> None:
    caller.simulates("owes.get", after=3.0).dial().press(f"13{PIN}").hears("Ваша карта открыта")
    pressed = [line.split()[-1] for line in caller.transcript() if "presses" in line]
    assert pressed == ["1", "3", "•", "•", "•", "•"]


def test_a_spoken_pin_is_in_no_message(caller: Caller) -> None:
    caller.dial().press("3").say("четыре семь один один").hears("Ваша карта открыта")
    assert "семь" not in "".join(caller.transcript())


def test_faults_of_the_service_fail_the_call(subject: Subject) -> None:
    caller = subject.caller().simulates("owes.get", "owes", value={"no": "money"}).dial().press("1")
    with pytest.raises(CallFailed, match="the service has a fault: owes"):
        caller.finish()


def test_names_that_the_service_does_not_have_are_said(subject: Subject) -> None:
    caller = subject.caller()
    with pytest.raises(CallFailed, match=r"no action `owe.get`; did you mean `owes.get`"):
        caller.simulates("owe.get", "failed")
    with pytest.raises(CallFailed, match=r"no outcome of `owes.get` `lost`; there are `failed`, `late`, `nothing`"):
        caller.simulates("owes.get", "lost")
    with pytest.raises(CallFailed, match="no number `0506`"):
        caller.dial("0506")
    with pytest.raises(CallFailed, match="a transfer cannot end bussy"):
        caller.transfer("bussy")


@pytest.mark.parametrize("act", ["hears", "press", "is_at"])
def test_nobody_acts_before_dialling(caller: Caller, act: str) -> None:
    with pytest.raises(CallFailed, match="begin with dial"):
        getattr(caller, act)("1")


def test_one_caller_makes_one_call(caller: Caller) -> None:
    caller.dial()
    with pytest.raises(CallFailed, match="has dialled already"):
        caller.dial()
    with pytest.raises(CallFailed, match="before dial"):
        caller.account(owes=1)


def test_a_wrong_account_is_said(subject: Subject) -> None:
    with pytest.raises(CallFailed, match="a patient has no ows"):
        subject.caller().account(ows=1).dial()
    with pytest.raises(CallFailed, match="no fact 'ows'"):
        Subject(subject.service).caller().account(ows=1).dial()


def test_without_more_the_account_is_the_engines_own(subject: Subject) -> None:
    caller = Subject(subject.service).caller().account(balance=121.05, tariff="base").other("+79000000001", balance=7)
    caller.dial().account_shows(balance=121.05, tariff="base", packages={"minutes": 0})
    with pytest.raises(CallFailed, match=r"balance is 121.05, not 5"):
        caller.account_shows(balance=5)
    with pytest.raises(CallFailed, match="0 came"):
        caller.gets_sms("пароль")


def test_nobody_may_have_the_number_that_calls(subject: Subject) -> None:
    caller = Subject(subject.service).caller().nobody().dial()
    with pytest.raises(CallFailed, match="balance is not there, of nothing"):
        caller.account_shows(balance=5)


def test_an_account_used_before_keeps_nothing(subject: Subject) -> None:
    own = Subject(subject.service)
    for balance in (5, 6):
        caller = own.caller().account(balance=balance).other("+79000000001", balance=7).dial()
        caller.account_shows(balance=balance).finish()
        with pytest.raises(CallFailed, match="the call is finished"):
            caller.account_shows(balance=balance)
    lonely = own.caller().nobody().dial(caller="+79000000001")
    with pytest.raises(CallFailed, match="balance is not there, of nothing"):
        lonely.account_shows(balance=7)


def test_without_an_account_nothing_is_prepared_or_shown(folder: Path) -> None:
    bare = Registry()
    for action in (clinic.owes, clinic.book, clinic.check):
        bare.add(action)
    subject = Subject.load(folder, actions=bare)
    with pytest.raises(CallFailed, match="has no account to prepare"):
        subject.caller().account(owes=1).dial()
    with pytest.raises(CallFailed, match="the service under test has no account"):
        subject.caller().dial().account_shows(owes=1)
    subject.caller(account=clinic.Patients).account(owes=1).dial().account_shows(owes=1)
