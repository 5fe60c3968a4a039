"""Sending by SMPP to centres that others wrote: of the package `smpp34`, and of Debian's libnet-smpp-perl."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ivr.secret import Secret
from ivr.sending import Accepted, Answer, Later, Sms, open_sender
from ivr.sending.smpp.coding import DEFAULT_ALPHABET, UCS2

SHORT = "Баланс"
LONG = "Ваш баланс десять рублей. " * 8
THROTTLED = Later("the message centre says: too many messages at once (0x00000058)", 1.0)

SERVER = """
import asyncio, json, smpp34
async def main():
    server = smpp34.Server(host="127.0.0.1", port=PORT, system_id="centre")
    await server.start()
    print("PORT", flush=True)
    count = 0
    while True:
        event = await server.next()
        if isinstance(event, smpp34.SubmitSmEvent):
            count += 1
            text = event.short_message.hex()
            print(json.dumps([event.source_addr, event.destination_addr, event.data_coding, text]), flush=True)
            event.reject(smpp34.ESME_RTHROTTLED) if count == 2 else event.accept(f"m{count}")
asyncio.run(main())
"""
"""The server of a package, in a process of its own: it does not always survive the end of an interpreter."""

PERL = Path(__file__).with_name("centre.pl")


@contextmanager
def running(*command: str) -> Iterator[tuple[int, subprocess.Popen[str]]]:
    """A centre in a process, and its port, which it prints first."""
    program = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert program.stdout is not None
        yield int(program.stdout.readline()), program
    finally:
        program.kill()
        program.communicate()


def sent(port: int, texts: Sequence[str], password: str = "hunter2", **options: str) -> list[Answer]:
    """What comes of messages, one after another in one session."""

    async def scene() -> list[Answer]:
        query = "&".join(f"{name}={value}" for name, value in {"source": "0505", **options}.items())
        made = open_sender(f"smpp://ivr:{password}@127.0.0.1:{port}?{query}")
        answers = [
            await made.send(Sms(f"{number}-20260302", "+79221234567", Secret(text), secret=True))
            for number, text in enumerate(texts)
        ]
        await made.close()
        return answers

    return asyncio.run(scene())


def test_to_the_server_of_a_python_package():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number = free.getsockname()[1]
    with running(sys.executable, "-c", SERVER.replace("PORT", str(number))) as (port, program):
        assert sent(port, [SHORT] * 3, long="payload") == [Accepted("m1"), THROTTLED, Accepted("m3")]
        assert program.stdout is not None
        got = json.loads(program.stdout.readline())
        assert got == ["0505", "79221234567", UCS2, SHORT.encode("utf-16-be").hex()]


@cache
def perl() -> str:
    """The perl that has Net::SMPP. Skips the test that asks where there is none; on CI that is a failure."""
    try:
        there = subprocess.run(["perl", "-MNet::SMPP", "-e", "1"], capture_output=True, check=False).returncode == 0
    except OSError:
        there = False
    if not there:
        lacking = "Net::SMPP is not installed: apt-get install libnet-smpp-perl"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(lacking)
    return "perl"


def taken(texts: Sequence[str], **options: str) -> tuple[list[Answer], list[dict[str, Any]]]:
    """What Debian's centre answers, and what it got; it saw the session end in order."""
    with running(perl(), str(PERL)) as (port, program):
        answers = sent(port, texts, **options)
        seen, _ = program.communicate(timeout=20)
    *got, last = seen.splitlines()
    assert last == "unbound" and program.returncode == 0
    return answers, [json.loads(line) for line in got]


def test_to_the_centre_of_debian():
    answers, got = taken([SHORT, "Your balance: 10", SHORT])
    assert answers == [Accepted("p1"), THROTTLED, Accepted("p3")]
    assert [each["data_coding"] for each in got] == [UCS2, DEFAULT_ALPHABET, UCS2]
    assert bytes.fromhex(got[0]["short_message"]).decode("utf-16-be") == SHORT
    assert bytes.fromhex(got[1]["short_message"]) == b"Your balance: 10"
    for each in got:
        assert (each["source_addr"], each["source_addr_ton"], each["source_addr_npi"]) == ("0505", 0, 1)
        assert (each["destination_addr"], each["dest_addr_ton"], each["dest_addr_npi"]) == ("79221234567", 1, 1)


def test_long_messages_to_the_centre_of_debian():
    """The first part is taken, the second throttled: what is sent again are the parts that were not taken."""
    with_headers = taken([LONG], long="udh")
    assert with_headers[0] == [THROTTLED]
    first, second = (bytes.fromhex(each["short_message"]) for each in with_headers[1])
    assert (first[:3], first[4:6], second[4:6]) == (b"\x05\x00\x03", b"\x04\x01", b"\x04\x02")
    assert (first[6:] + second[6:]).decode("utf-16-be") == LONG[:134]
    assert [each["esm_class"] for each in with_headers[1]] == [0x40, 0x40]

    with_parameters = taken([LONG], long="sar")
    assert with_parameters[0] == [THROTTLED]
    numbers = [(each["sar_total_segments"], each["sar_segment_seqnum"]) for each in with_parameters[1]]
    assert numbers == [("04", "01"), ("04", "02")]
    assert with_parameters[1][0]["sar_msg_ref_num"] == with_parameters[1][1]["sar_msg_ref_num"]

    answers, [whole] = taken([LONG], long="payload")
    assert answers == [Accepted("p1")] and whole["short_message"] == ""
    assert bytes.fromhex(whole["message_payload"]).decode("utf-16-be") == LONG


def test_the_centre_of_debian_refuses_a_wrong_password():
    with running(perl(), str(PERL)) as (port, _):
        refused = "the message centre refuses the bind: wrong password (0x0000000E)"
        assert sent(port, [SHORT], password="wrong") == [Later(refused, down=True)]
