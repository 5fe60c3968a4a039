"""What is dialled, and what is written to a number."""

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.fronts import dialling
from ivr.fronts.answers import Refused, readable
from ivr.fronts.dialling import Start
from tests.fronts.gateway import Gateway, in_loop, kiosk

NUMBERS = ("0505", "*105#", "*105*1#", "*105*1*2#", "*144#", "000105", "000105*00", "5010*5010", "5020*СТОП", "7 01")


@pytest.mark.parametrize(
    ("code", "start"),
    [
        ("*105#", Start("*105#")),
        ("*105*1#", Start("*105*1#")),
        ("*105*1*2#", Start("*105*1*2#")),
        ("*105*1*2*3#", Start("*105*1*2#", ("3",))),
        ("*105*1*3*2#", Start("*105*1#", ("3", "2"))),
        ("*105*12#", Start("*105#", ("12",))),
        ("*144*9221234567#", Start("*144#", ("9221234567",))),
        ("*144*+79221234567#", Start("*144#", ("+79221234567",))),
        (" *105 * 1 # ", Start("*105*1#")),
        ("*105*1", Start("*105*1#")),
        ("*106#", None),
        ("*105**1#", None),
        ("105#", None),
        ("0505", None),
        ("*#06#", None),
        ("баланс", None),
        ("", None),
    ],
)
def test_the_longest_declared_code_wins(code: str, start: Start | None):
    assert dialling.code(NUMBERS, code) == start


@pytest.mark.parametrize(
    ("called", "text", "start"),
    [
        ("000105", "00", Start("000105*00")),
        ("000105", "", Start("000105")),
        ("000105", "баланс 1", Start("000105", ("баланс", "1"))),
        ("5010", "5010", Start("5010*5010")),
        ("5010", "5011", None),
        ("5020", "стоп", Start("5020*СТОП")),
        ("7", "01", Start("7 01")),
        ("900", "00", None),
    ],
)
def test_the_longest_declared_request_wins(called: str, text: str, start: Start | None):
    assert dialling.message(NUMBERS, called, text) == start


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (" 1 \r\n 2\t3 ", "1 2 3"),
        ("１２３", "123"),
        ("\u200e٤٥\ufeff", "45"),
        ("Ещё раз!", "Ещё раз!"),
    ],
)
def test_what_can_be_read(text: str, line: str):
    assert readable(text, 182) == line


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "empty"),
        (" \n\t", "empty"),
        ("\u200b", "empty"),
        ("1" * 183, "too_long"),
        ("1\x00", "unreadable"),
        ("\x1b[2J", "unreadable"),
        ("\ud800", "unreadable"),
        (b"1", "unreadable"),
        (None, "unreadable"),
    ],
)
def test_what_cannot_be_read(text: object, why: str):
    with pytest.raises(Refused) as refused:
        readable(text, 182)
    assert refused.value.why == why
    assert "1" not in str(refused.value)


ANY_TEXT = st.one_of(
    st.text(st.characters(), max_size=300),
    st.text(st.sampled_from("0123456789*# +да\n\x00"), max_size=40),
    st.from_regex(r"\*1(05|44|60|70)(\*[0-9]{0,12}){0,5}#", fullmatch=True),
    st.sampled_from(["баланс", "заказ 100 да", "english", "оператор", "ещё раз", "1" * 5000]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(ANY_TEXT, min_size=1, max_size=6))
def test_whatever_is_sent_by_ussd_has_an_answer(texts: list[str]):
    async def hold():
        gateway = Gateway()
        for text in texts:
            page = await gateway.ussd.receive("s", "+79221234567", text, gateway.now)
            assert page.text and len(page.text) <= 182
            assert "сбой" not in page.text

    in_loop(hold)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["000105", "5010", "1", ""]), ANY_TEXT), min_size=1, max_size=6))
def test_whatever_is_sent_by_sms_has_an_answer(messages: list[tuple[str, str]]):
    async def hold():
        gateway = Gateway()
        for called, text in messages:
            reply = await gateway.sms.receive("+79221234567", called, text, gateway.now)
            assert reply.text and reply.parts >= 1
            assert "сбой" not in reply.text

    in_loop(hold)


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(), max_size=40), st.text(st.characters(), max_size=20))
def test_whoever_sends_it(session: str, caller: str):
    async def hold():
        page = await Gateway().ussd.receive(session, caller, "*105#", Gateway().now)
        assert page.text

    in_loop(hold)


def test_all_numbers_of_the_kiosk_can_be_reached():
    for number in kiosk().numbers:
        if number.startswith("*"):
            assert dialling.code(kiosk().numbers, number) == Start(number)
    assert asyncio.run(Gateway().dial("*105*1#")).startswith("На счёте 121,05 руб.")
