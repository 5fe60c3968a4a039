"""Menus by SMS."""

from __future__ import annotations

from tests.fronts.gateway import CALLER, Gateway, in_loop
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
    assert told(("000105", "5")) == ["Вы уверены?\n1 — да\n2 — нет"]
    assert told(("000105", "5"), ("000105", "да 1"))[1].startswith("На счёте")
    assert told(("000105", "2 100 1")) == [f"Заказано. {MENU}"]
    assert told(("000105", "заказ на сто рублей")) == ["Заказать на 100 руб.?\n1 — да\n2 — нет"]
    assert told(("000105", "заказ ерунда да")) == ["Такого пункта нет. На какую сумму?"]
    assert told(("000105", "заказ сто рублей да")) == [f"Заказано. {MENU}"]


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
