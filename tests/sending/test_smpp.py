"""Sending by SMPP to a simulated centre, which can fail in every way. Centres of others: `test_centres`."""

from __future__ import annotations

import asyncio
import logging
import re
from typing import Any

import pytest

from ivr.secret import Secret
from ivr.sending import Accepted, Answer, Later, Refused, SenderError, Sms, open_sender
from ivr.sending.finding import taken_apart
from ivr.sending.smpp import SmppSender
from ivr.sending.smpp.coding import DEFAULT_ALPHABET, UCS2, decoded
from tests.sending.simulated_centre import Centre, centre

LONG = "Ваш баланс десять рублей. " * 8
QUEUE_FULL, THROTTLED, WRONG_NUMBER, SYSTEM = 0x14, 0x58, 0x0B, 0x08


def sms(text: str = "Баланс", number: int = 1) -> Sms:
    return Sms(f"{number}-20260302", "+79221234567", Secret(text), secret=True)


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def sender(to: Centre, password: str = "hunter2", clock: Clock | None = None, **options: Any) -> SmppSender:
    query = "&".join(f"{name}={value}" for name, value in {"source": "0505", "patience": 10, **options}.items())
    return SmppSender(taken_apart(f"smpp://ivr:{password}@127.0.0.1:{to.port}?{query}"), clock or Clock())


async def sent(to: Centre, text: str, **options: Any) -> Answer:
    made = sender(to, **options)
    try:
        return await made.send(sms(text))
    finally:
        await made.close()


def test_a_short_message_goes_in_the_alphabet_of_its_letters():
    async def scene() -> None:
        async with centre() as smsc:
            assert await sent(smsc, "Your balance: 10 €") == Accepted("id-1")
            assert await sent(smsc, "Баланс") == Accepted("id-2")
            latin, russian = smsc.got
            assert (latin.data_coding, decoded(latin.text, 0)) == (DEFAULT_ALPHABET, "Your balance: 10 €")
            assert (russian.data_coding, decoded(russian.text, 8)) == (UCS2, "Баланс")
            for got in smsc.got:
                assert got.source == (0, 1, "0505") and got.to == (1, 1, "79221234567") and got.esm_class == 0
            await smsc.until(lambda: smsc.unbound == 2)

    asyncio.run(scene())


def test_neither_texts_nor_passwords_are_shown(caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)

    async def scene() -> None:
        async with centre() as smsc:
            made = sender(smsc)
            await made.send(sms("пароль 4321"))
            shown = [repr(made), repr(vars(made)), repr(made._session), repr(vars(made._session))]
            smsc.cut()
            shown.append(repr(await made.send(sms("пароль 4321"))))
            await made.close()
            assert "4321" not in "".join(shown) and "hunter2" not in "".join(shown)

    asyncio.run(scene())
    assert "4321" not in caplog.text and "hunter2" not in caplog.text


def test_a_name_as_the_source():
    async def scene() -> None:
        async with centre() as smsc:
            await sent(smsc, "Hello", source="Gid")
            assert smsc.got[0].source == (5, 0, "Gid")

    asyncio.run(scene())


@pytest.mark.parametrize("long", ["udh", "sar", "payload"])
def test_a_long_message_goes_in_parts_or_in_one_piece(long: str):
    async def scene() -> None:
        async with centre() as smsc:
            assert await sent(smsc, LONG, long=long) == Accepted("id-1")
            texts = []
            for number, got in enumerate(smsc.got, 1):
                assert got.data_coding == UCS2
                if long == "udh":
                    assert got.esm_class == 0x40
                    assert got.text[:3] == b"\x05\x00\x03" and got.text[4:6] == bytes((len(smsc.got), number))
                    assert got.text[3] == smsc.got[0].text[3]
                    texts.append(got.text[6:])
                elif long == "sar":
                    assert got.parameters[0x20C] == smsc.got[0].parameters[0x20C]
                    assert (got.parameters[0x20E], got.parameters[0x20F]) == (bytes((len(smsc.got),)), bytes((number,)))
                    texts.append(got.text)
                else:
                    texts.append(got.parameters[0x424])
            assert len(smsc.got) == (1 if long == "payload" else 4)
            assert b"".join(texts).decode("utf-16-be") == LONG

    asyncio.run(scene())


@pytest.mark.parametrize(
    ("status", "meant", "seconds"),
    [(THROTTLED, Later, 1.0), (QUEUE_FULL, Later, 1.0), (SYSTEM, Later, None), (0x999, Later, None)],
)
def test_trouble_of_the_centre_is_for_later(status: int, meant: type[Later], seconds: float | None):
    async def scene() -> None:
        async with centre(status=lambda _: status) as smsc:
            answer = await sent(smsc, "пароль 4321")
            assert isinstance(answer, meant) and answer.seconds == seconds
            assert "4321" not in answer.reason

    asyncio.run(scene())


def test_a_wrong_number_is_refused():
    async def scene() -> None:
        async with centre(status=lambda _: WRONG_NUMBER) as smsc:
            assert await sent(smsc, "x") == Refused("the message centre says: wrong number (0x0000000B)")

    asyncio.run(scene())


def test_parts_that_were_taken_are_not_sent_again():
    async def scene() -> None:
        async with centre(status=lambda count: THROTTLED if count == 3 else 0) as smsc:
            made = sender(smsc)
            assert isinstance(await made.send(sms(LONG)), Later)
            assert await made.send(sms(LONG)) == Accepted("id-4")
            assert [got.text[5] for got in smsc.got] == [1, 2, 3, 3, 4]
            await made.close()

    asyncio.run(scene())


def test_many_at_once_share_a_session():
    async def scene() -> None:
        async with centre() as smsc:
            made = sender(smsc, window=4)
            answers = await asyncio.gather(*(made.send(sms("x", number)) for number in range(50)))
            assert {answer.reference for answer in answers if isinstance(answer, Accepted)} == {
                f"id-{number}" for number in range(1, 51)
            }
            assert smsc.bound == 1
            await made.close()

    asyncio.run(scene())


def test_a_lost_line_is_begun_anew():
    async def scene() -> None:
        async with centre() as smsc:
            made = sender(smsc)
            assert isinstance(await made.send(sms()), Accepted)
            smsc.status = lambda _: None
            waits = asyncio.create_task(made.send(sms("пароль 4321")))
            await smsc.until(lambda: len(smsc.got) == 2)
            smsc.cut()
            answer = await waits
            assert isinstance(answer, Later) and "ended the session" in answer.reason
            smsc.status = lambda _: 0
            assert isinstance(await made.send(sms()), Accepted)
            assert smsc.bound == 2
            await made.close()

    asyncio.run(scene())


def test_a_centre_that_is_silent_is_left_alone_after_its_time():
    async def scene() -> None:
        async with centre(status=lambda _: None) as smsc:
            answer = await sent(smsc, "x", patience=0.05)
            assert answer == Later("the message centre does not answer (TimeoutError)", down=True)

    asyncio.run(scene())


def test_a_centre_out_of_reach_is_not_asked_at_every_message():
    async def scene() -> None:
        async with centre() as smsc:
            clock = Clock()
            made = sender(smsc, password="wrong", clock=clock)
            refused = "the message centre refuses the bind: wrong password (0x0000000E)"
            assert await made.send(sms()) == Later(refused, down=True)
            assert await made.send(sms()) == Later("the message centre could not be reached a moment ago", down=True)
            clock.now += 6
            assert await made.send(sms()) == Later(refused, down=True)
            clock.now += 6
            assert await made.send(sms()) == Later("the message centre could not be reached a moment ago", down=True)
            smsc.password = "wrong"
            clock.now += 6
            assert isinstance(await made.send(sms()), Accepted)
            await made.close()

    asyncio.run(scene())


def test_the_line_is_kept_alive_and_the_centre_may_ask_too():
    async def scene() -> None:
        async with centre(enquire_back=True) as smsc:
            made = sender(smsc, enquire=0.02)
            await made.send(sms())
            await smsc.until(lambda: smsc.enquired >= 2 and smsc.answered_back == 2)
            assert smsc.bound == 1
            await made.close()

    asyncio.run(scene())


def test_a_line_that_is_dead_is_noticed_in_silence():
    async def scene() -> None:
        async with centre() as smsc:
            made = sender(smsc, enquire=0.02, patience=0.05)
            await made.send(sms())
            session = made._session
            smsc.mute = True
            async with asyncio.timeout(20):
                while not session.over:  # type: ignore[union-attr]
                    await asyncio.sleep(0.01)
            smsc.mute = False
            assert isinstance(await made.send(sms()), Accepted)
            await made.close()

    asyncio.run(scene())


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("smpp://ivr@", "needs a host and a system_id"),
        ("smpp://localhost", "needs a host and a system_id"),
        ("smpp://sixteen-letters-@localhost", "system_id has at most 15 letters"),
        (
            "smpp://ivr:%D0%BA%D0%BE%D0%B4@localhost",
            "password has at most 64 letters, digits and signs, all of them ASCII",
        ),
        ("smpp://ivr@localhost?system_type=%D1%81%D0%BC%D1%81", "system_type has at most 12 letters"),
        ("smpp://ivr@localhost?system_type=thirteen-signs", "system_type has at most 12 letters"),
        ("smpp://ivr@localhost?source=a%00b", "source has at most 20 letters"),
        ("smpp://ivr@localhost?window=0.5", "window is a whole number above 0"),
        ("smpp://ivr@localhost?window=0", "window is a number above 0"),
        ("smpp://ivr@localhost?enquire=often", "enquire is a number above 0"),
        ("smpp://ivr@localhost?long=tall", "long is one of udh, sar, payload"),
    ],
)
def test_an_option_that_cannot_be_is_told(url: str, said: str):
    with pytest.raises(SenderError, match=re.escape(said)):
        open_sender(url)
