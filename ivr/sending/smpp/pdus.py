"""The few PDUs of a session that the `smpp34` codec has no class for: their heads, a bind, and what is answered.

SMPP 3.4: 3.2 (the header), 4.1 (bind), 5.1.2 (commands), 5.1.3 (statuses).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final

BIND_TRANSMITTER: Final = 0x00000002
SUBMIT_SM: Final = 0x00000004
UNBIND: Final = 0x00000006
ENQUIRE_LINK: Final = 0x00000015
RESPONSE: Final = 0x80000000
GENERIC_NACK: Final = 0x80000000

OK: Final = 0x00000000
INVALID_COMMAND: Final = 0x00000003

SAR_MSG_REF_NUM: Final = 0x020C
SAR_TOTAL_SEGMENTS: Final = 0x020E
SAR_SEGMENT_SEQNUM: Final = 0x020F
MESSAGE_PAYLOAD: Final = 0x0424
"""Tags of optional parameters (5.3.2)."""

VERSION: Final = 0x34
HEADER: Final = struct.Struct(">IIII")
LARGEST: Final = 0x20000
"""Octets of a PDU that is still believed: a payload of 64 KiB and its parameters."""

NAMES: Final = {
    0x00000001: "wrong length of the message",
    0x00000005: "already bound",
    0x00000008: "trouble in the centre",
    0x0000000A: "wrong source number",
    0x0000000B: "wrong number",
    0x0000000D: "bind failed",
    0x0000000E: "wrong password",
    0x0000000F: "wrong system_id",
    0x00000014: "its queue is full",
    0x00000043: "wrong esm_class",
    0x00000045: "the message was not taken",
    0x00000048: "wrong type of the source number",
    0x00000050: "wrong type of the number",
    0x00000051: "wrong plan of the number",
    0x00000058: "too many messages at once",
}
"""Statuses in words."""

FINAL: Final = frozenset((0x00000001, 0x0000000B, 0x00000050, 0x00000051))
"""Statuses that are this message's own fault: it will never be taken."""

THROTTLED: Final = frozenset((0x00000014, 0x00000058))
"""Statuses that ask for a pause."""


class Garbled(Exception):
    """What came is no PDU: the session cannot go on."""


@dataclass(frozen=True, slots=True)
class Head:
    """A PDU's header without its length."""

    command: int
    status: int
    sequence: int


def parse_head(octets: bytes) -> tuple[int, Head]:
    """The length of the whole PDU and its header. Raises Garbled for a length that cannot be."""
    length, command, status, sequence = HEADER.unpack(octets)
    if not HEADER.size <= length <= LARGEST:
        raise Garbled(f"a PDU of {length} octets")
    return length, Head(command, status, sequence)


def pdu(command: int, sequence: int, *, status: int = OK, body: bytes = b"") -> bytes:
    """A whole PDU."""
    return HEADER.pack(HEADER.size + len(body), command, status, sequence) + body


def bind_body(system_id: str, password: str, system_type: str) -> bytes:
    """The body of a bind: for any number, of unknown type and plan."""
    return b"".join((_string(system_id), _string(password), _string(system_type), bytes((VERSION, 0, 0)), b"\0"))


def first_string(body: bytes) -> str:
    """The string that a body begins with: the centre's id of the message."""
    return body.split(b"\0", 1)[0].decode("ascii", "replace")


def status_text(status: int) -> str:
    """A status for people."""
    return f"{NAMES[status]} (0x{status:08X})" if status in NAMES else f"status 0x{status:08X}"


def _string(text: str) -> bytes:
    return text.encode("ascii") + b"\0"
