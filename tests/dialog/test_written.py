"""A conversation in writing: the same ways, other words."""

from __future__ import annotations

from ivr.dialog import Program
from ivr.dialog.effects import Say
from ivr.wording.written import WRITTEN
from tests.dialog.line import Line

MENU = """
main:
  prompt: {ru: Введите число и нажмите решётку., en: Enter a number., written: {ru: "Число?", en: "Number?"}}
  collect: number
  length: 1-3
  into: days
  goto: sure
sure:
  prompt:
    ru: "{{ days | count('day') }}."
    en: "{{ days | count('day') }}."
    written: {ru: "Дней: {{ days }}", en: "Days: {{ days }}"}
  goto: main
"""


def test_what_is_written_stands_for_what_is_said(program):
    service = program(MENU).service
    for manner, question, answer in (
        ("spoken", "Введите число и нажмите решётку.", "пять дней."),
        (WRITTEN, "Число?", "Дней: 5"),
    ):
        line = Line(Program(service, manner)).dial()
        assert line.last == question
        line.press("5#")
        assert any(answer in utterance.text for say in line.of(Say) for utterance in say.utterances)
