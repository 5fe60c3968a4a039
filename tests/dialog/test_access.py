"""Access levels and secrets: led through authentication and on; nothing secret is ever written."""

from __future__ import annotations

import pytest

from ivr.dialog.effects import KeyMasked, KeysUsed, Took
from ivr.secret import Secret
from tests.dialog.conftest import HEAD
from tests.dialog.line import SPEAKING, Line

AUTH = """
dialog: authentication
parameters: [level]
nodes:
  ask:
    collect: secret
    length: 4
    into: pin
    prompt: {ru: Введите код., en: Enter the code.}
    goto: check
  check:
    action: pin.check
    with: {pin: "{{ pin }}"}
    granted: ok
    wrong: {prompt: {ru: Код неверен., en: Wrong code.}, goto: ask}
    locked: refused
    failed: refused
  ok: {return: granted}
  refused: {return: denied}
"""
MENU = """
main:
  menu:
    settings: {key: 1, label: {ru: настройки, en: settings}, needs: manage}
    vault: {key: 2, label: {ru: хранилище, en: vault}}
    bye: {key: 3, label: {ru: закончить, en: finish}}
settings: {prompt: {ru: Настройки., en: Settings.}, goto: inside}
inside:
  menu:
    leave: {key: 1, label: {ru: выйти, en: leave}, goto: main}
vault: {needs: manage, prompt: {ru: Хранилище., en: Vault.}, goto: inside}
"""


@pytest.fixture
def guarded(program):
    head = HEAD.replace(
        "nodes:",
        "include: [auth.yaml]\naccess: {levels: [view, manage], authenticate: authentication}\nnodes:",
    )
    return program(MENU, head=head, files={"auth.yaml": AUTH})


def test_a_caller_without_the_level_proves_it_and_goes_on_to_the_choice(guarded):
    line = Line(guarded).dial().press("1")
    assert line.last == "Введите код."
    line.press("1234")
    assert line.running.arguments == {"pin": Secret("1234")}
    line.answer("granted", level=2)
    assert line.last.startswith("Настройки.")
    assert line.node == "inside"


def test_and_to_a_node(guarded):
    line = Line(guarded).dial().press("2").press("1234").answer("granted", level=2)
    assert line.last.startswith("Хранилище.")


def test_who_has_proved_it_is_not_asked_twice(guarded):
    line = Line(guarded).dial().press("1").press("1234").answer("granted", level=2).press("1").press("2")
    assert line.last.startswith("Хранилище.")


def test_a_denied_caller_comes_back_to_where_they_were(guarded):
    line = Line(guarded).dial().press("1").press("1234").answer("locked")
    assert line.last.startswith("Извините, этот раздел закрыт. Настройки — нажмите один.")
    assert line.node == "main"
    assert len(line.session.state.frames) == 1


def test_granted_without_the_level_is_denied(guarded):
    line = Line(guarded).dial().press("1").press("1234").answer("granted", level=1)
    assert line.node == "main"
    assert "закрыт" in line.last


def test_a_wrong_code_is_asked_for_again(guarded):
    line = Line(guarded).dial().press("1").press("1234").answer("wrong")
    assert line.last == "Код неверен. Введите код."
    line.press("4321").answer("granted", level=2)
    assert line.node == "inside"


def test_back_from_the_code_leads_to_the_menu(guarded):
    line = Line(guarded).dial().press("1").press("*")
    assert line.node == "main"


# secrets


def _written(line: Line) -> str:
    """Everything that a journal may write."""
    return repr(line.log)


def test_a_secret_is_masked_from_its_first_key(guarded):
    line = Line(guarded).dial().press("1").press("9")
    assert KeyMasked() in line.effects
    line.press("876").answer("granted", level=2)
    assert Took("authentication", "ask", "entered", "keys", "••••") in line.log
    assert "9876" not in _written(line)


def test_keys_typed_ahead_of_a_secret_are_masked_until_it_is_known_what_they_are(guarded):
    line = Line(guarded).press("1").press("9876")
    assert all(effect == KeyMasked(held=True) for effect in line.log)
    line.dial()
    assert KeysUsed(1, "1") in line.effects
    assert line.effects.count(KeysUsed(1, "•")) == 4
    assert line.running.arguments == {"pin": Secret("9876")}
    assert "9876" not in _written(line)


def test_the_conversation_forgets_the_secret_once_it_is_used(guarded):
    line = Line(guarded).dial().press("1").press("9876")
    assert "9876" not in str(line.session.to_json())


def test_the_conversation_forgets_a_secret_that_is_validated(program):
    nodes = """
    ask:
      collect: secret
      length: 4
      into: pin
      prompt: {ru: Пароль., en: PIN.}
      validate: pin.check
      with: {pin: "{{ pin }}"}
      goto: main
    main:
      menu:
        bye: {key: 1, label: {ru: закончить, en: finish}}
    """
    line = Line(program(nodes)).dial().press("7394")
    assert line.running.arguments["pin"].reveal() == "7394"
    assert "7394" not in str(line.session.to_json())
    line.answer("granted", level=2)
    assert line.node == "main"
    assert "7394" not in str(line.session.to_json())


def test_the_tail_of_a_secret_never_chooses_a_line(guarded):
    line = Line(guarded).dial().press("1").press("9876").press("1")
    line.answer("granted", level=2)
    assert line.node == "inside"
    assert KeysUsed(1, "•", "dropped") in line.effects


def test_keys_after_a_secret_ended_by_the_terminator_are_meant(guarded):
    line = Line(guarded).dial().press("1").press("98#")
    assert line.took()[-1] == ("ask", "incomplete")
    assert Took("authentication", "ask", "incomplete", "keys", "••#") in line.log


def test_an_unfinished_secret_is_masked_in_every_way_of_failing(guarded):
    line = Line(guarded).dial().press("1").listen().press("98").wait(3).press("765").hang_up()
    assert line.took()[-1] == ("ask", "incomplete")
    assert "98" not in _written(line).replace("98e", "")
    assert "765" not in _written(line)
    assert "765" not in str(line.session.to_json())


def test_a_spoken_secret_is_taken(guarded):
    line = Line(guarded).dial().press("1").say("один два три четыре", confidence=0.4)
    assert line.running.arguments == {"pin": Secret("1234")}


def test_silence_at_the_code_leads_out(guarded):
    line = Line(guarded).dial().press("1")
    for _ in range(3):
        line.wait(SPEAKING + 5)
    assert line.node == "operator"
