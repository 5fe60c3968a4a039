"""What somebody might try to get at what is another's: guesses, digits that machines repeat, numbers of others, proofs
that ran out, requests that come late or twice, clocks that are set."""

from __future__ import annotations

import hashlib
import json
import logging
from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from ivr.account import AccessDenied, AccountError, OperationConflict, UnknownSubscriber
from ivr.account.rules import access
from ivr.actions import Context, discover
from ivr.secret import Secret
from tests.account.conftest import NUMBER, PASSWORD
from tests.account.test_attacks import at_once

SECOND = "+79220000009"
FOREIGN = "+79220000010"
NOBODYS = "+79990000000"
PASSPORT = {"question": "passport", "answer": "5678"}
ACTIONS = discover(["ivr.service_guide"], group=None)


@pytest.fixture
def office(world):
    """Two numbers of a company, whose manager has proved level 3, and one of another company."""
    world.prepare(kind="corporate", manages=True, balance=1000)
    world.prepare(SECOND, account_of=NUMBER, employee="Павел").prepare(FOREIGN, kind="corporate", employee="Анна")
    return world.call(level=3)


def check(world, password=PASSWORD, level=2, **call):
    return world.accounts.check_password(world.request(**call), Secret(password), level)


def wrong(world, times, **call):
    for _ in range(times):
        check(world, "000000", **call)


# guessing


def test_answers_in_calls_at_once_are_all_counted(on_file):
    on_file().prepare(control=PASSPORT)
    worlds = [on_file() for _ in range(8)]
    for n, world in enumerate(worlds):
        world.call(call=f"c{n}", level=1)
    tried = at_once(
        worlds, lambda world, n: world.accounts.answer_control(world.request(call=f"c{n}"), Secret("0000")).outcome
    )
    assert sorted(tried) == ["locked"] * 6 + ["wrong"] * 2
    assert on_file().shows()["wrong_answers"] == 3


def test_code_words_from_all_numbers_of_a_company_at_once_are_all_counted(on_file):
    on_file().prepare(kind="corporate", manages=True, code_word="2580").prepare(SECOND, account_of=NUMBER)
    worlds = [on_file() for _ in range(8)]
    numbers = [(NUMBER, SECOND)[n % 2] for n in range(8)]
    for n, world in enumerate(worlds):
        world.call(numbers[n], call=f"c{n}", level=1)

    def guess(world, n):
        return world.accounts.answer_code_word(world.request(numbers[n], call=f"c{n}"), Secret("0000")).outcome

    assert sorted(at_once(worlds, guess)) == ["locked"] * 6 + ["wrong"] * 2
    assert on_file().shows()["wrong_code_words"] == 3


def test_days_give_no_new_guesses_at_passwords_and_code_words(world):
    world.prepare(kind="corporate", code_word="2580").call(level=1)
    for _ in range(10):
        world.later(days=30).call(level=1)
        world.accounts.answer_challenge(world.request(), Secret("2468"))
        check(world, "000000")
        world.accounts.answer_challenge(world.request(), Secret("2468"))
        check(world, "000000")
        world.accounts.answer_code_word(world.request(), Secret("0000"))
    assert check(world).outcome == "locked"
    assert world.accounts.answer_code_word(world.request(), Secret("2580")).outcome == "locked"


def test_control_answers_are_three_a_day_however_many_call(world):
    world.prepare(control=PASSPORT)
    tried = []
    for hour in range(48):
        world.later(hours=1).call(call=f"c{hour}", level=1)
        tried.append(world.accounts.answer_control(world.request(call=f"c{hour}"), Secret("0000")).outcome)
    assert tried.count("wrong") <= 4
    assert world.shows()["wrong_answers"] == 3


def test_a_right_password_in_between_gives_the_control_question_no_new_tries(world):
    world.prepare(control=PASSPORT, wrong_answers=2).call()
    assert world.accounts.answer_control(world.request(), Secret("0000")).outcome == "locked"
    world.accounts.request_password(world.request())
    assert world.accounts.answer_control(world.request(), Secret("5678")).outcome == "locked"


# digits to be repeated


def test_without_repeating_the_digits_no_password_is_looked_at(world):
    world.prepare(kind="corporate").call(level=1)
    assert check(world, "000000").outcome == "wrong"
    assert check(world, "000000").outcome == "challenge"
    for password in (PASSWORD, "000000"):
        tried = check(world, password)
        assert (tried.outcome, tried.value) == ("challenge", {"digits": "2468", "attempts_left": 3})
    assert world.accounts.level(world.request()) == 1
    assert world.shows()["wrong_passwords"] == 2


def test_digits_let_one_password_be_tried_in_their_own_call_alone(world):
    world.prepare(kind="corporate").call(level=1).call(call="other", level=1)
    wrong(world, 2)
    assert world.accounts.answer_challenge(world.request(call="other"), Secret("2468")).outcome == "over"
    assert world.accounts.answer_challenge(world.request(), Secret("2468")).outcome == "passed"
    assert check(world, call="other").outcome == "challenge"
    assert check(world, "000000").outcome == "challenge"
    assert world.shows()["wrong_passwords"] == 3, "that one was looked at"
    assert check(world).outcome == "challenge", "and the next is not"
    assert world.accounts.answer_challenge(world.request(), Secret("2468")).outcome == "passed"
    assert world.accounts.answer_challenge(world.request(), Secret("2468")).outcome == "over"
    assert check(world).outcome == "granted"


def test_digits_of_one_number_are_nothing_to_another_in_the_same_call(world):
    world.prepare(kind="corporate", manages=True).prepare(SECOND, account_of=NUMBER)
    world.call(level=1).call(SECOND, level=1)
    wrong(world, 2)
    wrong(world, 2, number=SECOND)
    assert world.accounts.answer_challenge(world.request(), Secret("2468")).outcome == "passed"
    assert check(world, number=SECOND).outcome == "challenge"


@pytest.mark.parametrize("answered", [True, False])
@pytest.mark.parametrize("delta", [timedelta(minutes=5), timedelta(days=2), timedelta(days=-2)])
def test_digits_are_for_some_minutes_whatever_the_clock_does(world, delta, answered):
    world.prepare(kind="corporate").call(level=1)
    wrong(world, 2)
    if answered:
        world.accounts.answer_challenge(world.request(), Secret("2468"))
    world.now += delta
    if not answered:
        assert world.accounts.answer_challenge(world.request(), Secret("2468")).outcome == "over"
    assert check(world).outcome == "challenge"


@pytest.mark.parametrize("digits", ["", "246", "24680", "2469", "٢٤٦٨", " 2468", None, 2468])
def test_other_digits_count_as_wrong_passwords(world, digits):
    world.prepare(kind="corporate").call(level=1)
    wrong(world, 2)
    assert world.accounts.answer_challenge(world.request(), Secret(digits)).value == {
        "digits": "2468",
        "attempts_left": 2,
    }
    assert world.accounts.answer_challenge(world.request(), Secret(digits)).outcome == "wrong"
    assert world.accounts.answer_challenge(world.request(), Secret(digits)).outcome == "locked"
    assert world.accounts.answer_challenge(world.request(), Secret("2468")).outcome == "locked"


def test_an_answer_repeated_after_a_crash_counts_once(world):
    world.prepare(kind="corporate").call(level=1)
    wrong(world, 2)
    request = world.request()
    answered = [world.accounts.answer_challenge(request, Secret(digits)) for digits in ("1111", "1111", "2468")]
    assert answered[0] == answered[1] == answered[2], "what was said is not kept, so another answer is not told apart"
    assert world.shows()["wrong_passwords"] == 3


def test_of_a_password_said_in_place_of_the_digits_nothing_is_kept(world):
    """Four digits are found from their hash in no time."""
    world.prepare(kind="corporate").call(level=1)
    wrong(world, 2)
    request = world.request()
    world.accounts.answer_challenge(request, Secret(PASSWORD))
    with world.accounts.reading() as ledger:
        kept = ledger.operation(request.call_id, request.step)
    assert kept.arguments == hashlib.sha256(json.dumps([NUMBER]).encode()).hexdigest()


def test_one_answer_in_threads_lets_one_password_be_tried(world):
    world.prepare(kind="corporate").call(level=1)
    wrong(world, 2)
    world.accounts.answer_challenge(world.request(), Secret("2468"))
    tried = at_once([world] * 4, lambda world, n: check(world, "000000", step=900 + n).outcome)
    assert tried == ["challenge"] * 4
    assert world.shows()["wrong_passwords"] == 3


# who is there


GUESSES = [
    lambda a, r: a.check_password(r, Secret("0000")),
    lambda a, r: a.answer_control(r, Secret("0000")),
    lambda a, r: a.answer_code_word(r, Secret("0000")),
    lambda a, r: a.request_password(r),
    lambda a, r: a.repeat_password(r),
]


@pytest.mark.parametrize("guess", GUESSES)
def test_a_number_that_nobody_has_takes_the_same_work(world, monkeypatch, guess):
    work = []
    for name in ("hash", "verify"):
        done = getattr(PasswordHasher, name)
        monkeypatch.setattr(
            PasswordHasher, name, lambda *given, done=done, name=name: work.append(name) or done(*given)
        )
    world.prepare(control=PASSPORT).prepare(SECOND, password=None).call(level=1).call(SECOND, level=1)
    counted = []
    for number in (NUMBER, SECOND, NOBODYS):
        work.clear()
        if number == NOBODYS:
            with pytest.raises(UnknownSubscriber):
                guess(world.accounts, world.request(number))
        else:
            guess(world.accounts, world.request(number))
        counted.append(list(work))
    assert counted[0] == counted[1] == counted[2] != []


def test_a_foreign_number_and_one_that_nobody_has_are_refused_alike(office):
    told = set()
    for number in (FOREIGN, NOBODYS):
        with pytest.raises(AccessDenied) as refused:
            office.accounts.act_for(office.request(), number)
        told.add((type(refused.value), str(refused.value), refused.value.proved))
    assert len(told) == 1


# another's number


def test_no_action_for_a_company_does_anything_for_a_number_of_another(office):
    """Every action that takes a number at level 3: those that come to be are tried too."""
    named = {"number", "other", "to"}
    tried = [
        one for one in map(ACTIONS.__getitem__, ACTIONS) if one.needs == access.ACCOUNT and named & set(one.parameters)
    ]
    assert len(tried) >= 5
    before = office.shows(FOREIGN)
    for action in tried:
        for number in (FOREIGN, NOBODYS, "", "' or 1=1", "0"):
            arguments = {name: number if name in named else 100_00 for name in action.parameters}
            step = office.request().step
            context = Context("call", step, NUMBER, "0505", "ru", office.now, office.accounts)
            with pytest.raises(AccessDenied):
                action.function(context, **arguments)
    assert office.shows(FOREIGN) == before
    assert office.accounts.acting(office.request()) is None


@pytest.mark.parametrize("level", [1, 2])
def test_less_than_level_3_does_nothing_for_any_number(world, level):
    world.prepare(kind="corporate", manages=True).prepare(SECOND, account_of=NUMBER, employee="Павел").call(level=level)
    before = world.shows(SECOND)
    for number in (SECOND, NUMBER):
        for act in (
            lambda number: world.accounts.act_for(world.request(), number),
            lambda number: world.accounts.limit(world.request(), number),
            lambda number: world.accounts.set_limit(world.request(), number, 100_00),
            lambda number: world.accounts.unbind(world.request(), number),
            lambda number: world.accounts.replace_sim(world.request(), number),
        ):
            with pytest.raises(AccessDenied) as refused:
                act(number)
            assert refused.value.proved == level
    assert world.shows(SECOND) == before


def test_the_employee_does_nothing_for_the_manager(office):
    office.call(SECOND)
    with pytest.raises(AccessDenied):
        check(office, level=3, number=SECOND)
    with pytest.raises(AccessDenied):
        office.accounts.act_for(office.request(SECOND), NUMBER)
    with pytest.raises(AccessDenied):
        office.accounts.subscriber(office.request(SECOND), NUMBER)


def test_who_manages_no_longer_does_nothing_though_it_was_proved(office):
    office.accounts.act_for(office.request(), SECOND)
    with office.accounts.changing() as ledger:
        ledger.change_subscriber(NUMBER, manages=False)
    for ask in (lambda: office.accounts.lines(office.request()), lambda: office.accounts.block(office.request(), 3)):
        with pytest.raises(AccessDenied) as refused:
            ask()
        assert refused.value.proved == 2
    assert (office.shows()["blocked"], office.shows(SECOND)["blocked"]) == (0, 0)


def test_a_number_that_has_left_the_account_is_acted_for_no_longer(office):
    office.accounts.act_for(office.request(), SECOND)
    with office.accounts.changing() as ledger:
        ledger.change_subscriber(SECOND, account=ledger.subscriber(FOREIGN).account)
    with pytest.raises(AccessDenied):
        office.accounts.block(office.request(), 3)
    with pytest.raises(AccessDenied):
        office.accounts.subscriber(office.request())
    assert (office.shows()["blocked"], office.shows(SECOND)["blocked"]) == (0, 0)


def test_another_call_of_the_manager_acts_for_its_own_number(office):
    office.accounts.act_for(office.request(), SECOND)
    office.call(call="next")
    office.accounts.block(office.request(call="next"), 3)
    assert (office.shows()["blocked"], office.shows(SECOND)["blocked"]) == (3, 0)


# proofs that run out


def test_when_level_3_runs_out_nothing_is_told_or_done_for_ones_own_number_instead(office):
    office.accounts.act_for(office.request(), SECOND)
    office.later(minutes=61)
    before, others = office.shows(), office.shows(SECOND)
    asked = {
        "subscriber": (),
        "charges": (),
        "payments": (),
        "spending": (),
        "requests": (),
        "listed": ("black",),
        "phone": (),
        "message_way": (),
        "offer_promised_payment": (),
        "block": (3,),
        "connect_option": ("antispam",),
        "change_tariff": ("talk",),
        "complain": (),
        "reregister": (),
        "set_message_way": ("latin",),
        "add_listed": ("black", "+79229990001"),
        "send_message": ("+79229990001", "call"),
        "take_promised_payment": (100_00,),
        "send_to_phone": ("settings",),
    }
    for name, arguments in asked.items():
        with pytest.raises(AccessDenied) as refused:
            getattr(office.accounts, name)(office.request(), *arguments)
        assert refused.value.proved == 1, name
    assert (office.shows(), office.shows(SECOND)) == (before, others)
    assert office.accounts.acting(office.request()) == SECOND


def test_the_password_then_proves_level_3_though_less_was_asked_for(office):
    office.accounts.act_for(office.request(), SECOND)
    office.later(minutes=61)
    assert check(office, level=2).value == {"level": 3}
    office.accounts.block(office.request(), 3)
    assert (office.shows()["blocked"], office.shows(SECOND)["blocked"]) == (0, 3)


def test_a_way_without_a_password_does_not_prove_level_3(office):
    office.prepare(kind="corporate", manages=True, code_word="2580").prepare(SECOND, account_of=NUMBER)
    office.call(level=3)
    office.accounts.act_for(office.request(), SECOND)
    office.later(minutes=61)
    assert office.accounts.answer_code_word(office.request(), Secret("2580")).outcome == "recovered"
    with pytest.raises(AccessDenied) as refused:
        office.accounts.block(office.request(), 3)
    assert refused.value.proved == 2
    assert office.accounts.act_for_own(office.request()).outcome == "own"
    assert office.accounts.block(office.request(), 3).outcome == "blocked"


@pytest.mark.parametrize("level", [2, 3])
@pytest.mark.parametrize("delta", [timedelta(hours=1), timedelta(days=400), timedelta(days=-1), timedelta(minutes=-2)])
def test_no_clock_makes_a_proof_last(office, delta, level):
    office.call(call="set", level=level)
    office.now += delta
    assert office.accounts.level(office.request(call="set")) == 1
    with pytest.raises(AccessDenied):
        office.accounts.block(office.request(call="set"), 3)


def test_a_clock_that_is_set_right_by_seconds_takes_no_proof_away(office):
    office.later(seconds=-30)
    assert office.accounts.level(office.request()) == 3


def test_a_clock_set_back_unlocks_nothing(world):
    world.prepare(control=PASSPORT, wrong_answers=3, wrong_passwords=5).call(level=1)
    world.later(days=-3).call(level=1)
    assert world.accounts.answer_control(world.request(), Secret("5678")).outcome == "locked"
    assert check(world).outcome == "locked"


# requests that come late or twice


def test_a_choice_that_comes_late_changes_nothing(office):
    office.prepare(FOREIGN, account_of=NUMBER)
    late = office.request()
    office.accounts.act_for(office.request(), SECOND)
    with pytest.raises(OperationConflict):
        office.accounts.act_for(late, FOREIGN)
    assert office.accounts.acting(office.request()) == SECOND
    late = office.request()
    office.accounts.act_for(office.request(), FOREIGN)
    with pytest.raises(OperationConflict):
        office.accounts.act_for_own(late)
    assert office.accounts.acting(office.request()) == FOREIGN


def test_a_choice_that_was_made_is_no_answer_after_another(office):
    first = office.request()
    assert office.accounts.act_for(first, SECOND) == office.accounts.act_for(first, SECOND)
    office.accounts.act_for_own(office.request())
    with pytest.raises(OperationConflict):
        office.accounts.act_for(first, SECOND)
    assert office.accounts.acting(office.request()) is None


def test_what_was_done_for_one_number_is_no_answer_for_another(office):
    office.accounts.act_for(office.request(), SECOND)
    request = office.request()
    assert office.accounts.block(request, 5).outcome == "blocked"
    office.accounts.act_for_own(office.request())
    with pytest.raises(OperationConflict):
        office.accounts.block(request, 5)
    assert (office.shows()["blocked"], office.shows(SECOND)["blocked"]) == (0, 5)


def test_a_recovery_repeated_after_a_crash_sends_one_password(world):
    world.prepare(control=PASSPORT).call(level=1)
    request = world.request()
    first = world.accounts.answer_control(request, Secret("5678"))
    assert world.accounts.answer_control(request, Secret("5678")) == first
    assert world.accounts.answer_control(request, Secret("0000")) == first
    assert len(world.accounts.outbox()) == 1


def test_two_charges_at_once_stay_within_the_limit(on_file):
    on_file().prepare(kind="corporate", manages=True, balance=1000, spending_limit=100)
    worlds = [on_file() for _ in range(6)]
    for n, world in enumerate(worlds):
        world.call(call=f"c{n}")
    options = ("voicemail", "antispam", "roaming", "melody", "discount_sms", "discount_calls")
    outcomes = at_once(
        worlds, lambda world, n: world.accounts.connect_option(world.request(call=f"c{n}"), options[n]).outcome
    )
    assert set(outcomes) == {"connected", "over_limit"}
    spent = sum(charge["amount"] for charge in on_file().shows()["charges"])
    assert spent <= 100
    assert on_file().shows()["balance"] == 1000 - spent


# secrets


def test_no_answer_or_code_word_is_in_logs_or_kept(on_file, tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    world = on_file().prepare(
        kind="corporate", code_word="31415926", control={"question": "mother", "answer": "05031961"}
    )
    world.call()
    results = [
        world.accounts.answer_code_word(world.request(), Secret("31415926")),
        world.accounts.answer_code_word(world.request(), Secret("27182818")),
        world.accounts.answer_control(world.request(), Secret("05031961")),
        world.accounts.set_control(world.request(), "mother", Secret("06041962"), Secret("06041962")),
    ]
    with world.accounts.reading() as ledger:
        who = ledger.subscriber(NUMBER)
    with pytest.raises(AccountError) as fault:
        world.accounts.set_code_word(NUMBER, Secret("161"))
    told = f"{caplog.text} {results!r} {who!r} {fault.value!r} {world.shows()!r}"
    world.accounts._engine.dispose()
    files = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    for secret in ("31415926", "27182818", "05031961", "06041962"):
        assert secret not in told
        assert secret.encode() not in files
    assert "argon2" not in told
