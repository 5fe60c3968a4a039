"""Keys that wait for a question: they are used in order, none is lost, and a secret's are never seen."""

from __future__ import annotations

from ivr.dialog.effects import KeyMasked, KeysUsed, Say, Stop
from tests.dialog.line import Line

BUSY = """
main:
  menu:
    a: {key: 1, label: {ru: баланс, en: balance}, goto: asked}
    b: {key: 2, label: {ru: раз, en: one}, goto: bye}
    c: {key: 3, label: {ru: два, en: two}, goto: operator}
asked: {action: balance.get, ok: main, failed: bye}
"""
OVERLAP = """
main:
  menu:
    pay: {key: 1, label: {ru: платить, en: pay}, goto: ask}
    rare: {key: 10, label: {ru: редкое, en: rare}, goto: bye}
  overlap: true
ask: {collect: secret, length: 4, into: pin, prompt: {ru: Пароль., en: PIN.}, goto: check}
check: {action: pin.check, with: {pin: "{{ pin }}"}, granted: bye, wrong: ask, locked: bye, failed: bye}
"""


def test_keys_after_a_repeat_are_used_too(program):
    line = Line(program(BUSY)).dial().press("1").press("#2").answer("ok", 5)
    assert line.took()[-2:] == [("main", "repeat"), ("main", "b")]


def test_a_terminator_typed_ahead_after_a_full_entry_is_forgiven(program):
    menus = """
    main:
      menu:
        a: {key: 1, label: {ru: баланс, en: balance}, goto: asked}
    asked: {action: balance.get, ok: code, failed: bye}
    code: {collect: digits, length: 4, terminator: "#", into: code, prompt: {ru: Код., en: Code.}, goto: more}
    more: {collect: digits, length: 2, terminator: "#", into: more, prompt: {ru: Ещё., en: More.}, goto: bye}
    """
    ahead = Line(program(menus)).dial().press("1").press("1234#56").answer("ok", 5)
    live = Line(program(menus)).dial().press("1").answer("ok", 5).press("1234#56")
    assert ahead.took() == live.took()
    assert ahead.took()[-2:] == [("code", "entered"), ("more", "entered")]


def test_a_read_back_that_is_answered_ahead_is_not_left_to_be_heard(program):
    menus = """
    main:
      menu:
        a: {key: 1, label: {ru: баланс, en: balance}, goto: asked}
    asked: {action: balance.get, ok: sum, failed: bye}
    sum:
      collect: amount
      into: sum
      prompt: {ru: Сумма., en: Sum.}
      confirm: {ru: "Взять {{ sum | money }}?", en: "Take {{ sum | money }}?"}
      goto: then
    then:
      menu:
        x: {key: 1, label: {ru: ещё раз, en: again}, goto: operator}
    """
    line = Line(program(menus)).dial().press("1").press("100#1").answer("ok", 5)
    assert line.node == "then"
    said = [effect.id for effect in line.effects if isinstance(effect, Say)]
    stopped = [number for effect in line.effects if isinstance(effect, Stop) for number in effect.ids]
    assert set(said[:-1]) <= set(stopped), "only the question that waits for an answer is heard"


def test_a_key_given_back_to_a_secret_is_masked(program):
    line = Line(program(OVERLAP)).dial().press("1")
    line.press("7")
    assert KeyMasked(held=True) in line.effects
    assert KeysUsed(1, "•") in line.effects
    line.press("394")
    assert line.running is not None and line.running.action == "pin.check"


def test_a_key_given_back_and_typed_ahead_is_masked(program):
    menus = BUSY.replace("ok: main", "ok: over") + OVERLAP.replace("main:", "over:", 1)
    line = Line(program(menus)).dial().press("1").press("17394").answer("ok", 5)
    used = [effect for effect in line.log if isinstance(effect, KeysUsed)]
    assert [effect.keys for effect in used] == ["1", "•", "•", "•", "•"]


def test_what_is_listened_for_is_told_when_a_waiting_key_begins_an_entry(program):
    menus = BUSY.replace("ok: main", "ok: ask") + OVERLAP[OVERLAP.index("ask:") :]
    line = Line(program(menus)).dial().press("1").press("73").answer("ok", 5)
    assert line.listening.secret
    assert not line.queue, "nothing is said into what is being typed"
    line.press("94")
    assert line.running is not None and line.running.action == "pin.check"


def test_a_question_is_said_after_a_terminator_that_is_forgiven(program):
    menus = """
    code: {collect: digits, length: 4, terminator: "#", into: code, prompt: {ru: Код., en: Code.}, goto: asked}
    asked: {action: balance.get, prompt: {ru: Секунду., en: One moment.}, ok: main, failed: bye}
    main:
      prompt: {ru: Дальше., en: Further.}
      menu:
        a: {key: 1, label: {ru: баланс, en: balance}, goto: asked}
    """
    line = Line(program(menus)).dial().press("1234#").answer("ok", 5)
    assert line.node == "main"
    assert line.last.startswith("Дальше.")
