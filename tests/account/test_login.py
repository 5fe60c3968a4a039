"""Coming in by one's number from another telephone, and everything somebody else may try there."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from ivr.account import AccessDenied, OperationConflict
from ivr.account import tables as t
from ivr.secret import Secret
from tests.account.conftest import NUMBER

PHONE = "+74951234567"
OTHER = "+74957654321"
ANSWER = Secret("5678")
CONTROL = {"question": "passport", "answer": "5678"}


def come_in(world, number=NUMBER, answer=ANSWER, *, phone=PHONE, call="call"):
    return world.accounts.come_in(world.request(phone, call), number, answer)


def mine(world, phone=PHONE, call="call"):
    """A request of whoever the call is for."""
    asked = world.request(phone, call)
    return world.request(world.accounts.whose(asked), call, asked.step)


def test_a_right_answer_is_level_2_for_that_number_in_this_call_alone_and_sends_nothing(world):
    world.prepare(control=CONTROL, balance=250)
    assert come_in(world).outcome == "entered"
    assert world.accounts.subscriber(mine(world)).funds.balance == 250_00
    assert world.accounts.level(mine(world)) == 2
    assert world.accounts.block(mine(world), 10).outcome == "blocked"
    assert world.accounts.outbox(NUMBER) == []
    assert world.accounts.whose(world.request(PHONE, "another call")) == PHONE
    assert world.accounts.whose(world.request(OTHER)) == OTHER


def test_the_number_that_calls_is_another_subscribers_own_no_more(world):
    world.prepare(control=CONTROL, balance=250).prepare("+79220000009", balance=7).call("+79220000009")
    come_in(world, phone="+79220000009")
    assert world.accounts.subscriber(mine(world, "+79220000009")).funds.balance == 250_00


def test_an_hour_later_it_is_over_and_the_call_is_for_nobody(world):
    world.prepare(control=CONTROL).prepare("+79220000009", balance=7).call("+79220000009")
    come_in(world, phone="+79220000009")
    world.later(hours=1)
    with pytest.raises(AccessDenied) as denied:
        world.accounts.whose(world.request("+79220000009"))
    assert denied.value.proved == 0
    assert come_in(world, phone="+79220000009").outcome == "entered"
    assert world.accounts.level(mine(world, "+79220000009")) == 2


def test_a_request_from_before_is_not_done_for_the_number_that_came_in(world):
    world.prepare(control=CONTROL)
    late = world.request(PHONE)
    come_in(world)
    with pytest.raises(OperationConflict):
        world.accounts.whose(late)


def test_asked_twice_in_one_step_it_is_done_once(world):
    world.prepare(control=CONTROL)
    asked = world.request(PHONE)
    first = world.accounts.come_in(asked, NUMBER, Secret("0000"))
    assert world.accounts.come_in(asked, NUMBER, ANSWER) == first
    assert first.outcome == "wrong"
    assert first.value == {"attempts_left": 2}


@pytest.mark.parametrize(
    ("facts", "answer", "outcome"),
    [
        ({"kind": "corporate", "code_word": "2580"}, "2580", "entered"),
        ({"kind": "corporate", "code_word": "2580", "control": CONTROL}, "5678", "wrong"),
        ({"kind": "corporate", "control": CONTROL}, "5678", "entered"),
        ({"control": CONTROL, "wrong_answers": 3}, "5678", "entered"),
        ({"control": CONTROL}, "", "wrong"),
        ({"control": CONTROL}, "5678 ", "wrong"),
        ({"control": CONTROL}, "x" * 10_000, "wrong"),
        ({"control": CONTROL}, "\ud800", "wrong"),
        ({"password": "654321"}, "654321", "wrong"),
        ({}, "None", "wrong"),
    ],
)
def test_what_shows_who_somebody_is(world, facts, answer, outcome):
    world.prepare(**facts)
    assert come_in(world, answer=Secret(answer)).outcome == outcome


# somebody else


def test_nothing_tells_a_number_that_nobody_has_from_one_with_a_question_or_without(world):
    world.prepare(control=CONTROL).prepare("+79220000009")
    for number, phone in ((NUMBER, "+74950000001"), ("+79220000009", "+74950000002"), ("+79229999999", "+74950000003")):
        heard = [come_in(world, number, Secret(guess), phone=phone) for guess in ("1234", "2345", "3456")]
        assert [(one.outcome, one.value) for one in heard] == [
            ("wrong", {"attempts_left": 2}),
            ("wrong", {"attempts_left": 1}),
            ("closed", None),
        ]


def test_a_telephone_tries_three_times_a_day_whatever_the_numbers_and_the_calls(world):
    world.prepare(control=CONTROL)
    for attempt in range(3):
        come_in(world, f"+7922999000{attempt}", call=f"call {attempt}")
    assert come_in(world, call="one more").outcome == "closed"
    world.later(hours=23)
    assert come_in(world, call="later").outcome == "closed"
    world.later(hours=1)
    assert come_in(world, call="tomorrow").outcome == "entered"


def test_from_many_telephones_a_number_is_tried_three_times_a_day(world):
    world.prepare(control=CONTROL)
    for attempt in range(3):
        assert come_in(world, answer=Secret("0000"), phone=f"+7495000000{attempt}").outcome == "wrong"
    assert come_in(world, phone=OTHER).outcome == "wrong"
    world.later(days=1)
    assert come_in(world, phone=OTHER, call="tomorrow").outcome == "entered"


def test_a_strangers_guesses_take_nothing_from_who_is_at_home(world):
    world.prepare(control=CONTROL)
    for attempt in range(5):
        come_in(world, answer=Secret("0000"), phone=f"+7495000000{attempt}")
    world.call()
    assert world.shows()["wrong_answers"] == 0
    assert world.accounts.answer_control(world.request(), ANSWER).outcome == "recovered"


def test_a_right_answer_forgets_the_wrong_ones(world):
    world.prepare(control=CONTROL)
    come_in(world, answer=Secret("0000"))
    come_in(world, answer=Secret("0000"))
    assert come_in(world).outcome == "entered"
    assert come_in(world, answer=Secret("0000")).value == {"attempts_left": 2}


@pytest.mark.parametrize("phone", ["", "anonymous", "+7495'; drop table logins; --", "٠١٢٣٤٥٦٧٨٩"])
def test_a_telephone_that_hides_its_number_does_not_come_in(world, phone):
    world.prepare(control=CONTROL)
    assert come_in(world, phone=phone).outcome == "closed"
    with world.accounts.reading() as ledger:
        assert ledger.count(t.logins) == 0
        assert ledger.count(t.login_tries) == 0


@pytest.mark.parametrize("number", ["", "x", "' or 1=1 --", "{{ 7 * 7 }}", "9" * 5000, "\x00", "\ud800"])
def test_a_text_that_is_no_number_is_a_wrong_one(world, number):
    world.prepare(control=CONTROL)
    assert come_in(world, number).outcome == "wrong"


def test_the_answer_is_kept_nowhere(world):
    world.prepare(control=CONTROL)
    come_in(world, answer=Secret("73019482"))
    come_in(world)
    with world.accounts.reading() as ledger:
        for table in t.metadata.sorted_tables:
            rows = str([tuple(row) for row in ledger._connection.execute(select(table))])
            assert "73019482" not in rows
            assert "5678'" not in rows


def test_many_tries_at_once_are_no_more_than_three(on_file):
    from concurrent.futures import ThreadPoolExecutor

    world = on_file()
    world.prepare(control=CONTROL)
    asked = [world.request(PHONE, f"call {number}") for number in range(12)]
    with ThreadPoolExecutor(8) as threads:
        ended = list(threads.map(lambda request: world.accounts.come_in(request, NUMBER, Secret("0000")), asked))
    assert sorted(result.outcome for result in ended) == ["closed"] * 10 + ["wrong"] * 2
