"""Menus by USSD."""

from __future__ import annotations

import asyncio

import pytest

from ivr.fronts import NARROW, Conversations, PageSize, Ussd
from ivr.fronts.gsm import ucs2
from ivr.journal import Journal, replay
from tests.fronts.gateway import CALLER, NOON, Account, Gateway, in_loop, kiosk

MENU = """\
Что вам угодно?
1 — баланс и расходы
2 — заказать
3 — долгое
4 — тайное
5 — важное
6 — список
8 — английский"""

AMOUNT = "На какую сумму?\n* — назад"


def told(*messages: str, gateway: Gateway | None = None) -> list[str]:
    """The replies to messages of one session."""

    async def hold() -> list[str]:
        asked = gateway or Gateway()
        return [await asked.dial(message) for message in messages]

    return in_loop(hold)


def test_a_menu_is_read_and_answered():
    assert told("*105#", "1") == [MENU, f"На счёте 121,05 руб., до 05.03.2026. {MENU}"]


def test_answers_may_come_with_the_code():
    assert told("*105*1#") == ["На счёте 121,05 руб. До свидания! [over]"]
    assert told("*105*2*150#") == ["Заказать на 150 руб.?\n1 — да\n2 — нет"]
    assert told("*105*2*150*1#") == [f"Заказано. {MENU}"]
    assert told("*105*2*150*2*200*1#") == [AMOUNT]
    assert told("*144*9221234567#") == ["Просьба для +7 922 123-45-67 принята. До свидания! [over]"]
    assert told("*144*+79221234567#") == ["Просьба для +7 922 123-45-67 принята. До свидания! [over]"]
    assert told("*144#", "8 922 123-45-67")[1].startswith("Просьба для +7 922 123-45-67")


def test_what_follows_an_answer_that_failed_is_not_taken():
    assert told("*105*7*1#") == [f"Ответ непонятен. {MENU}"]
    assert told("*105#", "71") == [MENU, f"Ответ непонятен. {MENU}"]


def test_a_question_without_type_ahead_is_asked():
    assert told("*105*5*1#") == ["Вы уверены?\n1 — да\n2 — нет"]
    assert told("*105*5#", "1")[1].startswith("Сделано.")


def test_a_key_that_was_dialled_on_is_not_tried_as_a_password():
    assert told("*105*4*1#")[0] == told("*105*4#")[0]
    assert told("*105*4*1234#")[0] != told("*105*4#")[0]


def test_words_are_answers_too():
    assert told("*105#", "баланс")[1].startswith("На счёте 121,05 руб.")
    assert told("*105#", "заказ", "сто рублей", "да") == [
        MENU,
        AMOUNT,
        "Заказать на 100 руб.?\n1 — да\n2 — нет",
        f"Заказано. {MENU}",
    ]
    assert told("*105#", "english", "1")[1:] == [
        MENU_ENGLISH,
        f"You have 121.05 RUB. {MENU_ENGLISH}",
    ]


MENU_ENGLISH = """\
What would you like?
1 - balance
2 - order
3 - slow
4 - secret
5 - important
6 - list
8 - English"""


def test_the_way_back_stands_where_there_is_one():
    assert not told("*105#")[0].endswith("назад")
    assert told("*105#", "2", "*") == [MENU, AMOUNT, MENU]
    assert told("*105*2*150#", "*")[1] == MENU  # a yes or no leads on by itself, and back all the same
    assert told("*105#", "english", "2")[2] == "For how much?\n* - back"


def test_the_way_back_takes_no_page_of_its_own():
    async def hold() -> None:
        for size, shown in ((PageSize(), AMOUNT), (PageSize(24, 24), "На какую сумму?")):
            ussd = Ussd(Conversations(kiosk(), account=Account()), size=size)
            page = await ussd.receive("s", CALLER, "*105*2#", NOON)
            assert page.text == shown

    in_loop(hold)


def test_a_list_has_its_pages():
    assert told("*105*6#", "8", "1") == [
        "1 — чай за 50 руб.\n2 — сок за 70,50 руб.\n8 — дальше\n* — назад",
        "1 — хлеб за 30 руб.\n7 — предыдущие",
        f"Выбрано: хлеб. {MENU}",
    ]


def test_a_terminator_of_the_next_message_is_meant():
    assert told("*170#", "73519264", "#")[1:] == [f"Верно. {MENU}\n* — назад"] * 2


def test_an_operator_is_to_be_called():
    assert told("*105#", "0")[1] == "Позвоните: 700. Отсюда соединить нельзя. [over]"


def test_a_long_text_has_pages_and_a_key_that_leads_on():
    first, second, *_ = told("*160#", "9")
    assert len(first) <= 182 and first.endswith("\n9 — далее")  # 0 is the operator here
    assert second.endswith("1 — в начало\n2 — закончить")


def test_a_menu_is_answered_from_any_of_its_pages():
    assert told("*160#", "1")[1] == f"{MENU}\n* — назад"


def test_the_last_words_have_pages_too():
    assert [page.endswith("[over]") for page in told("*160*2#", "0", "0")] == [False, True, True]
    first, second, third = told("*160*2#", "whatever", "1")
    assert second.endswith("До свидания! [over]")
    assert first.endswith("0 — далее") and third == "Сеанс окончен. Наберите код ещё раз. [over]"


def test_a_narrow_network_gets_short_pages():
    async def hold() -> None:
        ussd = Ussd(Conversations(kiosk(), account=Account()), size=NARROW)
        page = await ussd.receive("s", CALLER, "*105#", NOON)
        shown = [page.text]
        while shown[-1].endswith("далее"):
            shown.append((await ussd.receive("s", CALLER, shown[-1].splitlines()[-1][0], NOON)).text)
        assert all(ucs2(text) <= 80 for text in shown)
        assert "\n".join("\n".join(text.splitlines()[:-1]) for text in shown[:-1]) + "\n" + shown[-1] == MENU

    in_loop(hold)


def test_a_session_that_is_silent_is_over():
    async def hold() -> None:
        gateway = Gateway()
        await gateway.dial("*105#")
        gateway.later(179)
        assert await gateway.dial("2") == AMOUNT
        gateway.later(181)
        assert await gateway.dial("100") == "Сеанс окончен. Наберите код ещё раз. [over]"
        assert len(gateway.store) == 0
        assert "HungUp" in gateway.journalled

    in_loop(hold)


def test_silent_sessions_are_ended_by_others():
    async def hold() -> None:
        gateway = Gateway()
        await gateway.dial("*170*1111#", session="one")
        gateway.later(200)
        await gateway.dial("*105#", session="two")
        await gateway.conversations.sweep(gateway.now)
        assert len(gateway.store) == 1
        assert "HungUp" in gateway.journalled

    in_loop(hold)


def test_a_code_dialled_again_begins_anew():
    async def hold() -> None:
        gateway = Gateway()
        await gateway.dial("*105*2#")
        assert await gateway.dial("*105#") == MENU
        assert len(gateway.journals) == 2
        assert "HungUp" in gateway.journalled

    in_loop(hold)


def test_what_cannot_be_answered_is_told():
    assert told("*999#") == ["Такой код не обслуживается. Проверьте его и наберите ещё раз. [over]"]
    assert told("1") == ["Сеанс окончен. Наберите код ещё раз. [over]"]
    assert told("") == ["Сообщение пустое. [over]"]
    assert told("1" * 183) == ["Сообщение слишком длинное. [over]"]
    assert told("\ud800") == ["Сообщение не прочитать: в нём недопустимые знаки. [over]"]
    assert told("*105#", "", "1")[1:] == [f"Сообщение пустое.\n{MENU}", f"На счёте 121,05 руб., до 05.03.2026. {MENU}"]


@pytest.mark.parametrize("code", ["*999#", "**105#", "*106*1#", "* 999 #", "#999#"])
def test_a_code_that_is_not_served_presses_no_keys(code: str):
    """Else *999# would be "back", and three keys more."""
    said = "Такой код не обслуживается. Проверьте его и наберите ещё раз."
    assert told("*105#", code, "1")[1:] == [f"{said}\n{MENU}", f"На счёте 121,05 руб., до 05.03.2026. {MENU}"]
    assert told("*105*2#", code, "150")[1:] == [f"{said}\n{AMOUNT}", "Заказать на 150 руб.?\n1 — да\n2 — нет"]


@pytest.mark.parametrize("message", ["", "\u200b", "1" * 183, "\ud800", "*999#"])
def test_last_words_are_read_to_their_end_whatever_comes_between(message: str):
    first, between, second = told("*160*2#", message, "0")
    assert first.endswith("\n0 — далее") and between.endswith("\n0 — далее") and between != first
    assert second == told("*160*2#", "0")[1] and second.endswith("До свидания! [over]")


def test_nobody_begins_without_a_number():
    async def hold() -> None:
        page = await Gateway().ussd.receive("s", "anonymous", "*105#", NOON)
        assert (page.text, page.ended) == ("Ваш номер не определён.", True)

    in_loop(hold)


def test_a_code_typed_into_a_secret_question_is_masked_and_leaves_with_the_session():
    async def hold() -> None:
        gateway = Gateway()
        await gateway.dial("*170#")
        assert await gateway.dial("1735", "s1") == "Неверно. Введите код."
        assert (await gateway.dial("73519264")).startswith("Верно.")
        await gateway.dial("4")
        assert await gateway.dial("семь три пять один девять") == "Неверно. Введите код."
        await gateway.dial("0")
        await gateway.dial("оператор")
        assert "семь" not in gateway.journalled
        assert "1735" not in gateway.journalled and "73519264" not in gateway.journalled
        assert "•" in gateway.journalled
        assert len(gateway.store) == 0

    in_loop(hold)


def test_a_conversation_is_one_call_and_replays():
    gateway = Gateway()
    told("*105#", "1", "2", "250", "да", "ерунда", "6", "8", "1", "0", gateway=gateway)
    [sink] = gateway.journals.values()
    journal = Journal.of(sink.records)
    assert journal.head.manner == "written" and journal.head.called == "*105#"
    assert replay(journal, kiosk()).same
    assert replay(journal, kiosk()).ended


def test_a_message_that_comes_again_has_the_same_reply_and_does_nothing_twice():
    async def hold() -> None:
        gateway = Gateway()
        first = [await gateway.dial("*105*2*150*1#", message_id="m1") for _ in range(3)]
        assert first == [first[0]] * 3
        assert len(gateway.account.orders) == 1
        second = [await gateway.dial("1", message_id="m2") for _ in range(2)]
        assert second[0] == second[1] and second[0].startswith("На счёте")
        assert await gateway.dial("*105*2*150*1#", message_id="m1") == first[0]
        assert len(gateway.account.orders) == 1

    in_loop(hold)


def test_the_last_message_may_come_again_too():
    async def hold() -> None:
        gateway = Gateway()
        replies = [await gateway.dial("*105*1*9#", message_id="m1") for _ in range(3)]
        assert replies == ["Заказано. До свидания! [over]"] * 3
        assert len(gateway.account.orders) == 1
        assert await gateway.dial("*105*1*9#", message_id="m2") == replies[0]
        assert len(gateway.account.orders) == 2

    in_loop(hold)


def test_two_messages_at_once_wait_for_each_other():
    async def hold() -> None:
        gateway = Gateway()
        await gateway.dial("*105#")
        gateway.account.order_waits.clear()
        first = asyncio.create_task(gateway.dial("2 100 1", message_id="m1"))
        again = asyncio.create_task(gateway.dial("2 100 1", message_id="m1"))
        other = asyncio.create_task(gateway.dial("1", message_id="m2"))
        while not gateway.account.asked:
            await asyncio.sleep(0)
        gateway.account.order_waits.set()
        assert await first == await again == f"Заказано. {MENU}"
        assert (await other).startswith("На счёте")
        assert len(gateway.account.orders) == 1

    in_loop(hold)


def test_a_message_is_answered_whole_when_the_gateway_gives_up():
    async def hold() -> None:
        gateway = Gateway()
        gateway.account.order_waits.clear()
        asking = asyncio.create_task(gateway.dial("*105*1*9#", message_id="m1"))
        while not gateway.account.asked:
            await asyncio.sleep(0)
        asking.cancel()
        gateway.account.order_waits.set()
        assert await gateway.dial("*105*1*9#", message_id="m1") == "Заказано. До свидания! [over]"
        assert gateway.account.asked == 1

    in_loop(hold)
