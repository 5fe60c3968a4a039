"""A conversation in writing: the same ways, other words."""

from __future__ import annotations

from ivr.dialog import Program
from ivr.dialog.effects import Listen, Say, Took
from ivr.menu.template import MANNER, template
from ivr.wording.written import WRITTEN
from tests.dialog.line import Line

LABELS = """
main:
  menu:
    settings: {key: 1, label: {ru: настройки, en: settings}, goto: bye}
    four_g:
      key: 2
      label: {ru: проверка четыре джи, en: check for four g, written: {ru: проверка 4G, en: 4G check}}
      say: {ru: [джи], en: [g]}
      goto: bye
"""

LINES_SOURCE = "{% for name in names %}- {{ name }}\n{% endfor %}"

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


def test_a_label_is_written_and_understood_its_own_way(program):
    service = program(LABELS).service
    spoken, written = (Line(Program(service, manner)).dial() for manner in ("spoken", WRITTEN))
    assert "Проверка четыре джи — нажмите два." in spoken.last
    assert written.last.endswith("2 — проверка 4G")
    written.say("Проверка 4G")
    assert [took.outcome for took in written.of(Took)] == ["four_g"]
    assert not any("4g" in phrase for effect in spoken.of(Listen) for phrase in effect.phrases)


def test_lines_are_kept_on_a_screen_and_only_those_of_the_author():
    text = template(LINES_SOURCE, "ru")
    values = {"names": ["чай\n1 — да", "  сок "]}
    assert text.render({**values, MANNER: WRITTEN}) == "- чай 1 — да\n- сок"
    assert text.render(values) == "- чай 1 — да - сок"
