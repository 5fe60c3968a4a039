"""A clinic to call, in a folder of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from ivr.actions import Registry, add_module
from ivr.testing import Caller, Subject
from tests.testing import clinic

pytest_plugins = ["pytester"]

SERVICE = """
service: clinic
languages: [ru, en]
numbers: {"0505": welcome, "0500": operator}
timezone: Europe/Moscow
actions: tests.testing.clinic
defaults: {first_key: 5s, between_keys: 3s, tries: 2, then: operator}
universals:
  repeat: {key: "#", say: {ru: [повторите], en: [repeat]}}
  operator: {key: "0", say: {ru: [оператор], en: [operator]}, goto: operator}
access: {levels: [patient], authenticate: proof}
include: [proof.yaml]
nodes:
  welcome:
    prompt: {ru: Здравствуйте! Это клиника «Заря»., en: Hello! This is the clinic.}
    goto: main
  main:
    prompt: {ru: Главное меню., en: Main menu.}
    menu:
      owes: {key: 1, label: {ru: узнать о счёте, en: your bill}, say: {ru: [счёт], en: [bill]}, goto: owes}
      visit: {key: 2, label: {ru: записаться к врачу, en: a visit}, say: {ru: [врач], en: [doctor]}, goto: book}
      card: {key: 3, label: {ru: открыть карту, en: your card}, needs: patient, goto: card}
      number: {key: 4, label: {ru: ввести номер, en: a number}, goto: number}
  owes:
    action: owes.get
    owes: {goto: main, prompt: {ru: "К оплате {{ result | money }}.", en: "To pay {{ result | money }}."}}
    nothing: {goto: main, prompt: {ru: Вы ничего не должны., en: Nothing to pay.}}
    failed: {goto: main, prompt: {ru: Счёт узнать не удалось., en: We could not find out.}}
  book:
    action: visits.book
    filler: {ru: Записываю., en: One moment.}
    booked: {goto: main, prompt: {ru: Вы записаны., en: Done.}}
    taken: {goto: main, prompt: {ru: Вы уже записаны., en: You have a visit.}}
    late: {goto: main, prompt: {ru: Запись затянулась., en: It takes long.}}
    failed: {goto: main, prompt: {ru: Записать не удалось., en: It did not work.}}
  card:
    prompt: {ru: Ваша карта открыта., en: Your card is open.}
    goto: main
  number:
    collect: digits
    prompt: {ru: Введите номер полиса., en: Enter the number.}
    length: 2-6
    into: policy
    goto: bye
  operator:
    prompt: {ru: Соединяю с регистратурой., en: Connecting.}
    transfer: "0500"
    busy: {goto: main, prompt: {ru: Регистратура занята., en: They are busy.}}
    no_answer: bye
    failed: bye
  bye: {hangup: {ru: До свидания!, en: Goodbye!}}
"""

PROOF = """
dialog: proof
parameters: [level]
then: refused
nodes:
  ask:
    collect: secret
    prompt: {ru: Введите ПИН., en: Enter your PIN.}
    length: 4
    into: pin
    goto: check
  check:
    action: pin.check
    with: {pin: "{{ pin }}"}
    granted: proved
    wrong: {goto: ask, prompt: {ru: ПИН неверен., en: Wrong PIN.}}
    failed: refused
  proved: {return: granted}
  refused: {return: refused}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The clinic's folder."""
    (tmp_path / "service.yaml").write_text(SERVICE.lstrip(), encoding="utf-8")
    (tmp_path / "proof.yaml").write_text(PROOF.lstrip(), encoding="utf-8")
    return tmp_path


@pytest.fixture
def subject(folder: Path) -> Subject:
    """The clinic, ready to be called."""
    registry = Registry()
    add_module(registry, clinic)
    return Subject.load(folder, actions=registry, account=clinic.Patients)


@pytest.fixture
def caller(subject: Subject) -> Caller:
    """Somebody who may call the clinic."""
    return subject.caller()
