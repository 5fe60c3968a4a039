"""A change is asked for once, whatever comes of it, and nothing leads back over it."""

from __future__ import annotations

from ivr.dialog.events import ActionDone
from tests.dialog.line import Line

PAYING = """
main:
  menu:
    take: {key: 1, label: {ru: взять, en: take}, goto: take}
    back: {key: 2, label: {ru: вернуть, en: return}, goto: back}
    send: {key: 3, label: {ru: подарить, en: give}, goto: send}
take: {action: pay.take, with: {amount: 100}, taken: main, already: main, failed: main, late: main}
back: {action: pay.back, with: {amount: 100}, returned: main, failed: main, late: main}
send: {action: pay.send, sent: main, failed: main, late: main}
"""
SHARING = """
start: {action: balance.get, ok: {goto: pay}, failed: bye}
pay: {action: pay.take, with: {amount: "{{ 100 // result }}"}, taken: bye, already: bye, failed: operator}
"""
LONG = 10.0
"""Seconds after which any action is late."""


def step(line: Line) -> int:
    assert line.running is not None
    return line.running.step


def test_a_change_that_failed_is_asked_for_again_as_the_same_request(program):
    line = Line(program(PAYING)).dial().press("1")
    first = step(line)
    line.answer("failed").press("1")
    assert step(line) == first, "it may have been done before it failed"
    line.answer("taken").press("1")
    assert step(line) != first


def test_a_late_try_that_fails_does_not_free_the_step_of_the_next(program):
    line = Line(program(PAYING)).dial().press("1")
    first = step(line)
    line.wait(LONG).press("1")
    assert step(line) == first
    line.answer("failed").press("1")
    assert step(line) == first


def test_a_step_that_was_another_requests_is_not_asked_for_again(program):
    line = Line(program(PAYING)).dial().press("1")
    first = step(line)
    line.send(ActionDone(first, "failed", conflict=True))
    line.press("1")
    assert step(line) > first


def test_a_change_whose_argument_has_a_fault_is_not_asked_for(program):
    line = Line(program(SHARING)).dial().answer("ok", 0)
    assert line.running is None
    assert line.took()[-1] == ("pay", "failed")
    assert line.node == "operator"
    assert len(line.troubles) == 1


def test_a_variable_whose_value_has_a_fault_is_not_set(program):
    menus = SHARING.replace("goto: pay", 'goto: pay, set: {sum: "{{ 100 // result }}"}').replace(
        '"{{ 100 // result }}"}, taken', '"{{ sum }}"}, taken'
    )
    line = Line(program(menus)).dial().answer("ok", 0)
    assert line.running is None
    assert line.took()[-1] == ("pay", "failed")


def test_a_value_that_cannot_be_asked_about_leads_the_way_out(program):
    menus = """
    start: {action: balance.get, ok: main, failed: bye}
    main:
      collect: digits
      length: 4
      into: card
      prompt: {ru: Номер карты., en: Card number.}
      validate: card.check
      with: {card: "{{ 100 // result }}"}
      goto: bye
    """
    line = Line(program(menus)).dial().answer("ok", 0).press("1234")
    assert line.running is None
    assert line.node == "operator"


def test_a_change_that_was_undone_is_a_new_wish(program):
    line = Line(program(PAYING)).dial().press("1")
    first = step(line)
    line.wait(LONG).press("2").answer("returned").press("1")
    assert step(line) > first


def test_an_action_that_undoes_nothing_frees_nobodys_step(program):
    """Points that are given away do not take back an exchange whose answer came late."""
    line = Line(program(PAYING)).dial().press("1")
    first = step(line)
    line.wait(LONG).press("3").answer("sent").press("1")
    assert step(line) == first


def test_another_change_of_the_same_kind_keeps_a_late_one(program):
    menus = """
    main:
      menu:
        a: {key: 1, label: {ru: взять, en: take}, goto: hundred}
        b: {key: 2, label: {ru: взять много, en: take much}, goto: thousand}
    hundred: {action: pay.take, with: {amount: 100}, taken: main, already: main, failed: main, late: main}
    thousand: {action: pay.take, with: {amount: 1000}, taken: main, already: main, failed: main, late: main}
    """
    line = Line(program(menus)).dial().press("1")
    first = step(line)
    line.wait(LONG).press("2").answer("taken").press("1")
    assert step(line) == first


def test_back_does_not_lead_over_a_change(program):
    menus = """
    sum: {collect: amount, into: sum, prompt: {ru: Сумма., en: Sum.}, goto: pay}
    pay: {action: pay.take, with: {amount: "{{ sum }}"}, taken: after, already: after, failed: bye}
    after:
      menu:
        further: {key: 1, label: {ru: дальше, en: further}, goto: bye}
    """
    line = Line(program(menus)).dial().press("50#").answer("taken")
    assert line.press("*").node == "after"


def test_back_does_not_lead_out_of_a_sub_dialog_over_a_change(program):
    head_menu = """
    main:
      menu:
        pay: {key: 1, label: {ru: платить, en: pay}, goto: paying}
    paying: {call: sub, done: main}
    """
    sub = """
    dialog: sub
    nodes:
      take: {action: pay.take, with: {amount: 100}, taken: after, already: after, failed: after}
      after:
        menu:
          further: {key: 1, label: {ru: дальше, en: further}, goto: done}
      done: {return: done}
    """
    from tests.dialog.conftest import HEAD

    head = HEAD.replace("nodes:", "include: sub.yaml\nnodes:", 1)
    line = Line(program(head_menu, head=head, files={"sub.yaml": sub})).dial().press("1").answer("taken")
    assert line.press("*").node == "after"
    assert len(line.session.state.frames) == 2


def test_a_proved_level_is_not_lowered(program):
    menus = """
    ask: {collect: secret, length: 4, into: pin, prompt: {ru: Пароль., en: PIN.}, goto: check}
    check: {action: pin.check, with: {pin: "{{ pin }}"}, granted: ask, wrong: ask, locked: bye, failed: bye}
    """
    line = Line(program(menus)).dial().press("7394").answer("granted", level=2)
    line.press("7394").answer("granted", level=1)
    assert line.session.state.level == 2


def test_a_value_that_was_refused_cannot_be_agreed_to(program):
    menus = """
    main:
      collect: digits
      length: 4
      into: card
      prompt: {ru: Номер карты., en: Card number.}
      validate: card.check
      with: {card: "{{ card }}"}
      goto: done
    done: {prompt: {ru: "Принято {{ card }}.", en: "Taken {{ card }}."}, goto: bye}
    """
    line = Line(program(menus)).dial().listen().say("один два три четыре", confidence=0.5).answer("bad").press("1")
    assert ("main", "entered") not in line.took()
    assert line.node == "main"


def test_a_proof_that_ran_out_is_asked_for_again(program):
    menus = """
    ask: {collect: secret, length: 4, into: pin, prompt: {ru: Пароль., en: PIN.}, goto: check}
    check: {action: pin.check, with: {pin: "{{ pin }}"}, granted: main, wrong: ask, locked: bye, failed: bye}
    main:
      menu:
        take: {key: 1, label: {ru: взять, en: take}, goto: take}
    take: {action: pay.take, with: {amount: 100}, taken: main, already: main, failed: main}
    """
    line = Line(program(menus)).dial().press("7394").answer("granted", level=2)
    line.press("1").answer("failed", level=1)
    assert line.session.state.level == 1
