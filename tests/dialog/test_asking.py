"""The five ways in which asking fails, each with its counter, prompts and way out; entries of every kind."""

from __future__ import annotations

import pytest

from tests.dialog.line import SPEAKING, Line, values

CARD = """
card:
  collect: digits
  prompt:
    - {ru: Введите номер карты и нажмите решётку., en: Enter the card number and pound.}
    - {ru: Номер карты., en: Card number.}
  length: 6-10
  terminator: "#"
  into: card
  too_long: {ru: Не больше десяти цифр., en: Ten digits at most.}
  rejected: {ru: Такой карты нет., en: No such card.}
  no_input:
    prompt: [{ru: Я вас не слышу., en: I cannot hear you.}, {ru: Снова тишина., en: Silence again.}]
    tries: 2
    then: silent
  goto: done
done: {prompt: {ru: "Карта {{ card | digits }}.", en: Thanks.}, goto: bye}
silent: {prompt: {ru: Перезвоните позже., en: Call later.}, goto: bye}
"""


def test_digits_end_by_the_terminator(program):
    line = Line(program(CARD)).dial().press("123456#")
    assert values(line)["card"] == "123456"
    assert line.last.startswith("Карта один два три четыре пять шесть.")


def test_digits_end_by_silence_between_keys(program):
    line = Line(program(CARD)).dial().press("123456").wait(2.9)
    assert line.took() == []
    line.wait(0.2)
    assert line.took() == [("card", "entered")]


def test_each_outcome_of_asking_is_its_own(program):
    made = program(CARD)
    assert Line(made).dial().wait(SPEAKING + 5).took() == [("card", "no_input")]
    assert Line(made).dial().press("#").took() == [("card", "no_input")]
    assert Line(made).dial().press("12345#").took() == [("card", "incomplete")]
    assert Line(made).dial().press("12").wait(3).took() == [("card", "incomplete")]
    assert Line(made).dial().press("12345678901").took() == []
    assert Line(made).dial().press("12345678901#").took() == [("card", "too_long")]
    assert Line(made).dial().press("12345678901").wait(3).took() == [("card", "too_long")]
    assert Line(made).dial().press("A").took() == [("card", "no_match")]


def test_prompts_are_tapered_by_attempt_and_remedy(program):
    line = Line(program(CARD)).dial().press("1#")
    assert line.last == "Не хватает цифр. Введите ещё раз. Номер карты."
    line.press("12345678901#")
    assert line.last == "Не больше десяти цифр. Номер карты."


def test_each_outcome_has_its_own_counter_and_way_out(program):
    line = Line(program(CARD)).dial().press("1#").press("1#").wait(SPEAKING + 5)
    assert line.node == "card"
    line.press("12345678901#").wait(SPEAKING + 5)
    assert "silent" in [effect.node for effect in line.log if hasattr(effect, "node")]
    assert "Перезвоните позже. До свидания!" in line.heard


def test_counters_start_anew_when_the_question_is_entered_again(program):
    nodes = """
    main:
      menu:
        again: {key: 1, label: {ru: снова, en: again}, goto: main}
    """
    line = Line(program(nodes)).dial()
    for _ in range(4):
        line.press("9").press("9").press("1")
    assert line.node == "main"
    line.press("9").press("9").press("9")
    assert line.node == "operator"


def test_counters_live_on_through_repeat(program):
    line = Line(program(CARD.replace('  terminator: "#"\n', '  terminator: "D"\n'))).dial()
    line.press("1D").press("#").press("1D").press("#").press("1D")
    assert line.node == "operator"


def test_failures_in_a_row_over_all_questions_are_bounded(program):
    nodes = """
    main:
      tries: 3
      then: other
      menu:
        bye: {key: 1, label: {ru: раз, en: one}}
    other:
      tries: 3
      then: third
      menu:
        bye: {key: 1, label: {ru: два, en: two}}
    third:
      tries: 9
      menu:
        bye: {key: 1, label: {ru: три, en: three}}
    """
    line = Line(program(nodes)).dial()
    for _ in range(9):
        line.press("9")
    assert line.node == "third"
    line.press("9")
    assert line.node == "operator"


def test_a_fixed_length_completes_at_once_and_forgives_the_terminator(program):
    nodes = """
    code:
      collect: digits
      length: 4
      into: code
      prompt: {ru: Код., en: Code.}
      goto: main
    main:
      menu:
        bye: {key: 1, label: {ru: закончить, en: finish}}
    """
    line = Line(program(nodes)).dial().press("1234")
    assert line.node == "main"
    line.press("#")
    assert line.ignored == ["KeyPressed"]
    assert line.node == "main"
    line.wait(4).press("#")
    assert line.took()[-1] == ("main", "repeat")


def test_back_clears_digits_before_it_goes_back(program):
    nodes = """
    main:
      menu:
        card: {key: 1, label: {ru: карта, en: card}}
    card:
      collect: digits
      length: 4
      prompt: {ru: Номер., en: Number.}
      goto: bye
    """
    line = Line(program(nodes)).dial().press("1").press("12*")
    assert line.node == "card"
    assert line.session.state.question.entered == ""
    line.press("*")
    assert line.node == "main"


@pytest.mark.parametrize(
    ("kind", "keys", "value"),
    [
        ("number", "042#", 42),
        ("amount", "50#", 5000),
        ("phone", "9221234567", "+79221234567"),
        ("phone", "89221234567", "+79221234567"),
        ("phone", "79221234567", "+79221234567"),
        ("date", "0503#", "2026-03-05"),
        ("date", "0102#", "2027-02-01"),
        ("date", "2902#", "2028-02-29"),
        ("date", "050327#", "2027-03-05"),
        ("date", "05032027", "2027-03-05"),
        ("yes_no", "1", True),
        ("yes_no", "2", False),
    ],
)
def test_kinds_of_entry(program, kind, keys, value):
    nodes = f"""
    ask:
      collect: {kind}
      into: answer
      prompt: {{ru: Введите., en: Enter.}}
      goto: next
    next: {{prompt: {{ru: Спасибо., en: Thanks.}}, goto: bye}}
    """
    line = Line(program(nodes)).dial().press(keys)
    assert values(line)["answer"] == value
    assert line.troubles == []


@pytest.mark.parametrize(
    ("kind", "keys", "outcome"),
    [
        ("date", "3102#", "no_match"),
        ("date", "12345#", "no_match"),
        ("phone", "123456789#", "incomplete"),
        ("phone", "1234567890", "no_match"),
        ("yes_no", "3", "no_match"),
    ],
)
def test_entries_that_mean_nothing(program, kind, keys, outcome):
    nodes = f"""
    ask: {{collect: {kind}, into: answer, prompt: {{ru: Введите., en: Enter.}}, goto: bye}}
    """
    assert Line(program(nodes)).dial().press(keys).took() == [("ask", outcome)]


def test_bounds_reject(program):
    nodes = """
    sum: {collect: amount, min: 50, max: 300, into: sum, prompt: {ru: Сумма., en: Amount.}, goto: bye}
    """
    assert Line(program(nodes)).dial().press("49#").took() == [("sum", "rejected")]
    assert Line(program(nodes)).dial().press("301#").took() == [("sum", "rejected")]
    assert Line(program(nodes)).dial().press("300#").took() == [("sum", "entered")]


def test_validation_by_an_action_accepts_or_rejects(program):
    nodes = CARD.replace("  into: card\n", '  into: card\n  validate: card.check\n  with: {card: "{{ card }}"}\n')
    line = Line(program(nodes)).dial().press("123456#")
    assert line.running.arguments == {"card": "123456"}
    line.answer("bad")
    assert line.took()[-1] == ("card", "rejected")
    assert line.last.startswith("Такой карты нет.")
    line.press("654321#").answer("good")
    assert line.took()[-1] == ("card", "entered")
    assert values(line)["card"] == "654321"


def test_a_validation_that_fails_leads_the_way_out(program):
    nodes = CARD.replace("  into: card\n", '  into: card\n  validate: card.check\n  with: {card: "{{ card }}"}\n')
    line = Line(program(nodes)).dial().press("123456#").answer("failed")
    assert line.node == "operator"
    line = Line(program(nodes)).dial().press("123456#").wait(5)
    assert line.node == "operator"


def test_read_back_is_answered_by_yes_or_no(program):
    nodes = """
    sum:
      collect: amount
      into: sum
      prompt: {ru: Сумма., en: Amount.}
      confirm: {ru: "{{ sum | money }}, верно?", en: "{{ sum | money }}, right?"}
      goto: told
    told: {prompt: {ru: Записано., en: Noted.}, goto: bye}
    """
    line = Line(program(nodes)).dial().press("100#")
    assert line.last.startswith("сто рублей, верно?")
    assert line.listening.kind == "yes_no"
    line.press("7")
    assert line.took()[-1] == ("sum", "no_match")
    assert "сто рублей, верно?" in line.last, "a wrong key does not lose the value"
    line.press("2")
    assert line.took()[-1] == ("sum", "rejected")
    assert line.last == "Сумма."
    line.press("200# 1")
    assert values(line)["sum"] == 20000


def test_a_yes_no_question_names_its_keys(program):
    nodes = """
    sure: {confirm: {ru: Подключить?, en: Connect?}, yes: done, no: bye}
    done: {prompt: {ru: Подключено., en: Connected.}, goto: bye}
    """
    line = Line(program(nodes)).dial()
    assert line.last == "Подключить? Да — нажмите один. Нет — нажмите два."
    assert line.press(" 1").took()[0] == ("sure", "yes")


def test_a_pattern_must_match_as_a_whole(program):
    nodes = """
    ask: {collect: digits, length: 4, pattern: "12..", into: x, prompt: {ru: Код., en: Code.}, goto: bye}
    """
    assert Line(program(nodes)).dial().press("1299").took()[0] == ("ask", "entered")
    assert Line(program(nodes)).dial().press("1399").took()[0] == ("ask", "no_match")
