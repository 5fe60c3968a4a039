"""Services for the conversations of these tests, written as an author would."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from ivr.actions import Context, Outcome, Registry, action
from ivr.dialog import Program
from ivr.menu.faults import Severity
from ivr.menu.loader import load

HEAD = """
service: test
languages: [ru, en]
numbers: {"0505": START}
timezone: Europe/Moscow
defaults: {first_key: 5s, between_keys: 3s, tries: 3, then: operator}
universals:
  repeat: {key: "#", say: {ru: [повторите], en: [repeat]}}
  back: {key: "*", say: {ru: [назад], en: [back]}}
  operator: {key: "0", say: {ru: [оператор], en: [operator]}, goto: operator}
nodes:
  operator: {prompt: {ru: Соединяю с оператором., en: Connecting.}, transfer: "0500", busy: bye}
  bye: {hangup: {ru: До свидания!, en: Goodbye!}}
"""


@action("balance.get", outcomes={"ok": int}, timeout=4.0)
def balance(context: Context) -> Outcome:
    """A balance in kopecks."""
    return Outcome("ok", 12105)


@action("pay.take", outcomes={"taken": None, "already": None}, changes=True, timeout=4.0)
def pay(context: Context, amount: int) -> Outcome:
    """Something that costs money."""
    return Outcome("taken")


@action("pay.back", outcomes={"returned": None}, changes=True, undoes=("pay.take",))
def pay_back(context: Context, amount: int) -> Outcome:
    """Undoes `pay.take`."""
    return Outcome("returned")


@action("pay.send", outcomes={"sent": None}, changes=True)
def pay_send(context: Context) -> Outcome:
    """Changes something else."""
    return Outcome("sent")


@action("card.check", outcomes={"good": None, "bad": None})
def card(context: Context, card: str) -> Outcome:
    """Whether a card is known."""
    return Outcome("good")


@action("pin.check", outcomes={"granted": None, "wrong": None, "locked": None}, grants={"granted": 2})
def pin(context: Context, pin: object) -> Outcome:
    """Whether a PIN is right."""
    return Outcome("granted", level=2)


@dataclass(frozen=True)
class Fruit:
    """What a list is made of."""

    name: str
    code: str


@action("fruit.list", outcomes={"list": list[Fruit], "closed": None})
def fruit(context: Context) -> Outcome:
    """What there is to choose from."""
    return Outcome("list", [])


@pytest.fixture
def program(tmp_path: Path) -> Callable[..., Program]:
    """Makes a service from nodes in YAML; the first node given is where a call starts. Faults fail the test."""

    def make(nodes: str, head: str = HEAD, files: dict[str, str] | None = None, start: str | None = None) -> Program:
        body = textwrap.dedent(nodes).strip("\n")
        start = start or body.split(":", 1)[0]
        text = head.replace("START", start).lstrip() + textwrap.indent(body, "  ") + "\n"
        (tmp_path / "service.yaml").write_text(text, encoding="utf-8")
        for name, content in (files or {}).items():
            (tmp_path / name).write_text(textwrap.dedent(content), encoding="utf-8")
        registry = Registry()
        for function in (balance, pay, pay_back, pay_send, card, pin, fruit):
            registry.add(function)
        loaded = load(tmp_path / "service.yaml", actions=registry)
        faults = "\n".join(fault.render() for fault in loaded.faults if fault.severity is Severity.ERROR)
        assert loaded.service is not None and not faults, faults
        return Program(loaded.service)

    return make
