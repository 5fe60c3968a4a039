"""The SMPP sender (``smpp://system_id:password@host:port?source=0505``): a session, begun anew when it is lost."""

from __future__ import annotations

import asyncio
import time
import zlib
from collections.abc import Callable, Sequence
from typing import Any, Final

import smpp34

from ivr.sending.sender import Accepted, Answer, Later, Place, Refused, SenderError, Sms
from ivr.sending.smpp import pdus
from ivr.sending.smpp.coding import Coded, Long, TooLong, code
from ivr.sending.smpp.session import Session, SessionOver, Terms

PORTS: Final = {"smpp": 2775, "smpps": 3550}
OPTIONS: Final = ("source", "long", "window", "enquire", "patience", "system_type")

LENGTHS: Final = {"system_id": 15, "password": 64, "system_type": 12, "source": 20}
"""Letters of a string without the zero at its end (SMPP 3.4, 4.1.1 and 4.4.1). Of a password these are 8, but centres
are about that give longer ones."""

INTERNATIONAL, ALPHANUMERIC = 1, 5
UNKNOWN, ISDN = 0, 1
"""Types of a number (SMPP 3.4, 5.2.5) and its plans (5.2.6)."""

UDHI: Final = 0x40
"""esm_class: the text begins with a header."""

PAUSE: Final = 5.0
LONGEST_PAUSE: Final = 60.0
"""Seconds before the next try to connect, doubled up to the longest."""

THROTTLED_SECONDS: Final = 1.0
"""The pause that a centre with too many messages gets."""


class SmppSender:
    """Sends by SMPP 3.4, as a transmitter."""

    def __init__(self, place: Place, clock: Callable[[], float] = time.monotonic) -> None:
        """Raises SenderError for a URL that lacks something."""
        options = place.only(*OPTIONS)
        if not place.host or not place.user:
            raise SenderError(
                f"{place.scheme}: needs a host and a system_id, as in smpp://system_id:password@host:2775"
            )
        written = {"system_id": place.user, "password": place.password.reveal(), **options}
        for name, most in LENGTHS.items():
            text = written.get(name, "")
            if len(text) > most or not text.isascii() or not text.isprintable():
                raise SenderError(f"{place}: {name} has at most {most} letters, digits and signs, all of them ASCII")
        self._source = options.get("source", "")
        try:
            self._long = Long(options.get("long", Long.UDH.value))
        except ValueError:
            raise SenderError(f"{place}: long is one of {', '.join(each.value for each in Long)}") from None
        self._terms = Terms(
            host=place.host,
            port=place.port or PORTS[place.scheme],
            system_id=place.user,
            password=place.password,
            system_type=options.get("system_type", ""),
            tls=place.scheme == "smpps",
            enquire=_number(place, "enquire", 30.0),
            patience=_number(place, "patience", 10.0),
        )
        window = _number(place, "window", 10.0)
        if not window.is_integer():
            raise SenderError(f"{place}: window is a whole number above 0")
        self._room = asyncio.Semaphore(int(window))
        self._clock = clock
        self._opening = asyncio.Lock()
        self._session: Session | None = None
        self._pause = PAUSE
        self._not_before = 0.0
        self._taken: dict[str, int] = {}

    async def send(self, sms: Sms) -> Answer:
        """Submit the message, all parts of it; a part that was taken is not sent again when the rest is tried later."""
        try:
            coded = code(sms.text.reveal())
        except TooLong as error:
            return Refused(str(error))
        reference = ""
        for number, make in enumerate(self._submits(sms, coded)):
            if number < self._taken.get(sms.id, 0):
                continue
            answer = await self._submit(make)
            if not isinstance(answer, Accepted):
                if isinstance(answer, Refused):
                    self._taken.pop(sms.id, None)
                return answer
            reference = reference or answer.reference
            self._taken[sms.id] = number + 1
        self._taken.pop(sms.id, None)
        return Accepted(reference)

    async def close(self) -> None:
        """Unbind."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def _submit(self, make: Callable[[int], bytes]) -> Answer:
        async with self._room:
            try:
                session = await self._bound()
                head, body = await session.request(make)
            except SessionOver as error:
                return Later(str(error), down=True)
        if head.status == pdus.OK:
            return Accepted(pdus.first_string(body))
        said = f"the message centre says: {pdus.status_text(head.status)}"
        if head.status in pdus.FINAL:
            return Refused(said)
        return Later(said, THROTTLED_SECONDS if head.status in pdus.THROTTLED else None)

    async def _bound(self) -> Session:
        async with self._opening:
            if self._session is not None and not self._session.over:
                return self._session
            if self._session is not None:
                lost, self._session = self._session, None
                await lost.close()
            wait = self._not_before - self._clock()
            if wait > 0:
                raise SessionOver("the message centre could not be reached a moment ago")
            try:
                self._session = await Session.open(self._terms)
            except SessionOver:
                self._not_before = self._clock() + self._pause
                self._pause = min(self._pause * 2, LONGEST_PAUSE)
                raise
            self._pause = PAUSE
            return self._session

    def _submits(self, sms: Sms, coded: Coded) -> Sequence[Callable[[int], bytes]]:
        """What makes the PDU of each part, given its sequence number."""
        reference = zlib.crc32(sms.id.encode())
        parts = len(coded.parts)

        def submit(octets: bytes, esm_class: int = 0, tlvs: Sequence[smpp34.Tlv] = ()) -> Callable[[int], bytes]:
            fields = {"data_coding": coded.data_coding, "esm_class": esm_class, "tlvs": list(tlvs)}
            return lambda number: self._pdu(sms.number, octets, sequence_number=number, **fields)

        if parts == 1:
            return [submit(coded.whole)]
        if self._long is Long.PAYLOAD:
            return [submit(b"", tlvs=[smpp34.Tlv(pdus.MESSAGE_PAYLOAD, coded.whole)])]
        if self._long is Long.UDH:
            return [submit(octets, UDHI) for octets in coded.with_headers(reference & 0xFF)]
        return [submit(octets, tlvs=_sar(reference, parts, number)) for number, octets in enumerate(coded.parts, 1)]

    def _pdu(self, to: str, octets: bytes, **fields: Any) -> bytes:
        of_digits = self._source.isdigit()
        return smpp34.SubmitSm(
            self._source,
            to.removeprefix("+"),
            octets,
            source_addr_ton=UNKNOWN if of_digits or not self._source else ALPHANUMERIC,
            source_addr_npi=ISDN if of_digits else UNKNOWN,
            dest_addr_ton=INTERNATIONAL if to.startswith("+") else UNKNOWN,
            dest_addr_npi=ISDN,
            **fields,
        ).encode()


def _sar(reference: int, parts: int, number: int) -> list[smpp34.Tlv]:
    return [
        smpp34.Tlv(pdus.SAR_MSG_REF_NUM, (reference & 0xFFFF).to_bytes(2, "big")),
        smpp34.Tlv(pdus.SAR_TOTAL_SEGMENTS, bytes((parts,))),
        smpp34.Tlv(pdus.SAR_SEGMENT_SEQNUM, bytes((number,))),
    ]


def _number(place: Place, name: str, otherwise: float) -> float:
    written = place.options.get(name)
    if written is None:
        return otherwise
    try:
        number = float(written)
    except ValueError:
        number = 0.0
    if not 0 < number < 86400:
        raise SenderError(f"{place}: {name} is a number above 0")
    return number
