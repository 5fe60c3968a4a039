"""Menus by SMS."""

from __future__ import annotations

import pytest

from ivr.journal import Journal, replay
from tests.fronts.gateway import CALLER, Gateway, Sink, in_loop, kiosk
from tests.fronts.test_ussd import MENU


def told(*messages: tuple[str, str]) -> list[str]:
    """The replies to messages of one caller, a minute apart."""

    async def hold() -> list[str]:
        gateway = Gateway()
        replies = []
        for called, text in messages:
            replies.append(await gateway.write(called, text))
            gateway.later(60)
        return replies

    return in_loop(hold)


def test_a_request_is_answered():
    assert told(("000105", "00")) == ["На счёте 121,05 руб. До свидания!"]
    assert told(("5010", "5010")) == ["Заказано. До свидания!"]
    assert told(("000105", "")) == [MENU]


def test_words_and_digits_are_answers_in_their_order():
    assert told(("000105", "баланс"))[0].startswith("На счёте 121,05 руб.")
    assert told(("000105", "Заказ 100 да")) == [f"Заказано. {MENU}"]
    assert told(("000105", "заказ 100 да баланс"))[0].startswith("На счёте")
    assert told(("000105", "сто один"))[0].startswith("На счёте")
    assert told(("000105", "сто один рубль"))[0].startswith("Ответ непонятен.")
    assert told(("000105", "5")) == ["Вы уверены?\n1 — да\n2 — нет"]
    assert told(("000105", "5"), ("000105", "да 1"))[1].startswith("На счёте")
    assert told(("000105", "2 100 1")) == [f"Заказано. {MENU}"]
    assert told(("000105", "заказ на сто рублей")) == ["Заказать на 100 руб.?\n1 — да\n2 — нет"]
    assert told(("000105", "заказ ерунда да")) == ["На какую сумму?"]
    assert told(("000105", "заказ ерунда"), ("000105", "ерунда"))[1] == "Ответ непонятен. На какую сумму?\n* — назад"
    assert told(("000105", "заказ сто рублей да")) == [f"Заказано. {MENU}"]


@pytest.mark.parametrize(
    ("words", "reply"),
    [
        ("да нет", "На какую сумму?"),
        ("да не надо", "На какую сумму?"),
        ("да я не хочу", "На какую сумму?"),
        ("хорошо, а сколько стоит", "Ответ непонятен. Заказать на 100 руб.?"),
        ("хорошо, я подумаю", "Ответ непонятен. Заказать на 100 руб.?"),
        ("да, пожалуйста", "Заказано."),
        ("да баланс", "На счёте"),
        ("да 1", "На счёте"),
    ],
)
def test_a_yes_that_its_own_message_takes_back_orders_nothing(words, reply):
    assert told(("000105", "заказ 100"), ("000105", words))[1].startswith(reply)


def test_a_conversation_goes_on_for_a_quarter_of_an_hour():
    async def hold() -> None:
        gateway = Gateway()
        assert await gateway.write("000105", "2") == "На какую сумму?"
        gateway.later(14 * 60)
        assert await gateway.write("000105", "100") == "Заказать на 100 руб.?\n1 — да\n2 — нет"
        gateway.later(14 * 60)
        assert await gateway.write("000105", "нет") == "На какую сумму?"
        gateway.later(16 * 60)
        assert (await gateway.write("000105", "1")).startswith("На счёте")
        assert len(gateway.journals) == 2
        assert "HungUp" in gateway.journalled

    in_loop(hold)


def test_every_caller_and_every_number_has_a_conversation_of_its_own():
    async def hold() -> None:
        gateway = Gateway()
        await gateway.write("000105", "2")
        assert (await gateway.write("000105", "1", caller="+79220000001")).startswith("На счёте")
        assert await gateway.write("5010", "5010") == "Заказано. До свидания!"
        assert await gateway.write("000105", "500") == "Заказать на 500 руб.?\n1 — да\n2 — нет"

    in_loop(hold)


def test_a_request_that_the_question_does_not_know_begins_anew():
    assert told(("000105", ""), ("000105", "00"))[1] == "На счёте 121,05 руб. До свидания!"
    assert told(("000105", "2"), ("000105", "00"))[1].startswith("Заказать на 0 руб.")


def heard(sink: Sink) -> list[str]:
    """The words of a journal's caller."""
    events = [record["event"] for record in sink.records if "event" in record]
    return [event["Heard"]["hypotheses"][0]["text"] for event in events if "Heard" in event]


def test_words_of_the_start_menu_leave_a_question_that_does_not_know_them():
    assert told(("000105", "2"), ("000105", "баланс"))[1] == f"На счёте 121,05 руб., до 05.03.2026. {MENU}"
    assert told(("000105", "5"), ("000105", "мой баланс, пожалуйста"))[1].startswith("На счёте 121,05 руб.")
    assert told(("000105", "2 100"), ("000105", "баланс ерунда"))[1].startswith("На счёте")
    assert told(("000105", "4"), ("000105", "Баланс"))[1].startswith("На счёте 121,05 руб.")


def test_words_that_neither_knows_leave_nothing_but_help():
    assert told(("000105", "2"), ("000105", "побольше"), ("000105", "100")) == [
        "На какую сумму?",
        "Ответ непонятен. На какую сумму?\n* — назад",
        "Заказать на 100 руб.?\n1 — да\n2 — нет",
    ]


def test_an_answer_that_is_wrong_is_no_reason_to_leave():
    """Keys, and words with a number in them, are attempts at what was asked for."""
    assert told(("000105", "2"), ("000105", "7777777"))[1].startswith("Заказать на 7777777 руб.?")
    assert told(("000105", "4"), ("000105", "123456789"))[1] == "Ответ непонятен. Введите код.\n* — назад"
    assert told(("000105", "2"), ("000105", "сто попугаев"))[1] == "Ответ непонятен. На какую сумму?\n* — назад"
    assert told(("000105", ""), ("000105", "9"))[1] == f"Ответ непонятен. {MENU}"


def test_a_call_that_never_was_leaves_no_journal_and_one_that_was_has_its_own():
    async def hold() -> None:
        gateway = Gateway()
        await gateway.write("000105", "2")
        await gateway.write("000105", "сотню")
        assert len(gateway.journals) == 1 and "HungUp" not in gateway.journalled
        await gateway.write("000105", "баланс")
        first, second = gateway.journals.values()
        assert "HungUp" in str(first.records) and heard(first) == ["сотню"]
        assert second.records[0]["called"] == "000105" and heard(second) == ["баланс"]
        assert replay(Journal.of(second.records), kiosk()).same

    in_loop(hold)


def test_a_secret_with_a_slip_in_it_is_no_request():
    async def hold() -> None:
        gateway = Gateway()
        await gateway.write("000105", "4")
        for slip in ("7351926О", "семь три пять один ой", "пароль 73519"):
            assert "Введите код." in await gateway.write("000105", slip)
        assert not any(word in gateway.journalled for word in ("7351", "семь", "пароль"))

    in_loop(hold)


def test_a_start_that_changes_something_is_never_undone():
    """An SMS with any text orders: once more, when the question that waits does not know the text."""

    async def hold() -> None:
        gateway = Gateway()
        assert await gateway.write("5020", "") == "Заказано. На какую сумму?"
        assert await gateway.write("5020", "ерунда") == "Ответ непонятен. На какую сумму?"
        assert len(gateway.account.orders) == len(gateway.journals) == 2

    in_loop(hold)


def test_what_cannot_be_answered_is_told():
    assert told(("777", "1")) == ["Такой запрос не обслуживается. Проверьте номер и текст."]
    assert told(("000105", "я" * 1001)) == ["Сообщение слишком длинное."]
    assert told(("000105", "2"), ("000105", "\x00")) == [
        "На какую сумму?",
        "Сообщение не прочитать: в нём недопустимые знаки.\nНа какую сумму?",
    ]


def test_the_number_of_parts_is_known():
    async def hold() -> None:
        gateway = Gateway()
        reply = await gateway.sms.receive(CALLER, "000105", "", gateway.now)
        assert (reply.text, reply.parts) == (MENU, 2)

    in_loop(hold)


def test_a_message_that_comes_again_has_the_same_reply():
    async def hold() -> None:
        gateway = Gateway()
        assert [await gateway.write("5010", "5010", "m1") for _ in range(2)] == ["Заказано. До свидания!"] * 2
        assert len(gateway.account.orders) == 1

    in_loop(hold)
