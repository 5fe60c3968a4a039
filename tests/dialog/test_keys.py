"""Keys: barge-in, type-ahead, timers, ambiguous keys, universals and the way back."""

from __future__ import annotations

import pytest

from ivr.dialog import Program
from ivr.dialog.effects import KeyMasked, KeysUsed, Say, Stop
from ivr.wording.written import WRITTEN
from tests.dialog.line import SPEAKING, Line, values

MENUS = """
main:
  prompt: {ru: Главное меню., en: Main menu.}
  menu:
    money: {key: 1, label: {ru: деньги, en: money}}
    tariff: {key: 2, label: {ru: тариф, en: tariff}, goto: tariffs}
    bye: {key: 3, label: {ru: закончить, en: finish}}
money:
  menu:
    balance: {key: 1, label: {ru: баланс, en: balance}}
    charges: {key: 2, label: {ru: списания, en: charges}, goto: told}
told: {prompt: {ru: Списаний не было., en: No charges.}, goto: money}
balance:
  action: balance.get
  into: balance
  filler: {ru: Минуту., en: One moment.}
  ok: {prompt: {ru: "На счёте {{ balance | money }}.", en: "You have {{ balance | money }}."}, goto: money}
  failed: main
  late: {prompt: {ru: Не получилось узнать., en: Could not find out.}, goto: main}
tariffs: {prompt: {ru: Тариф базовый., en: Basic tariff.}, goto: main}
"""


def test_a_call_begins_with_the_announcement_made_from_labels_and_keys(program):
    line = Line(program(MENUS)).dial()
    assert line.heard == [
        "Главное меню. Деньги — нажмите один. Тариф — нажмите два. Закончить — нажмите три.",
    ]
    assert line.listening.keys == "#*0123"


def test_a_label_with_a_value_is_told_among_the_others_in_their_order(program):
    nodes = """
main:
  menu:
    plan: {key: 1, label: {ru: тариф, en: plan, recording: plan}, goto: main}
    caller:
      key: 2
      label: {ru: "номер {{ caller | phone }}", en: "number {{ caller | phone }}"}
      goto: main
    help: {label: {ru: помощь, en: help, recording: help}, goto: main}
"""
    says = [effect for effect in Line(program(nodes)).dial().effects if isinstance(effect, Say)]
    spoken = [utterance for say in says for utterance in say.utterances]
    assert [utterance.recording for utterance in spoken] == ["plan", None, "help"]
    assert spoken[0].text == "Тариф — нажмите один."
    assert spoken[1].text.startswith("Номер плюс семь") and spoken[1].text.endswith("нажмите два.")
    assert "помощь" in spoken[2].text.lower()


def test_a_key_stops_the_prompt_and_acts_at_once(program):
    line = Line(program(MENUS)).dial().wait(0.5).press("1")
    assert line.effects[0] == Stop((1,))
    assert line.node == "money"
    assert line.last.startswith("Баланс")


def test_the_first_key_timer_starts_when_the_last_word_is_spoken(program):
    line = Line(program(MENUS)).dial().wait(SPEAKING + 4.9)
    assert line.took() == []
    line.wait(0.2)
    assert line.took() == [("main", "no_input")]


def test_keys_pressed_at_once_run_through_several_menus(program):
    line = Line(program(MENUS)).dial().press("12")
    assert line.took() == [("main", "money"), ("money", "charges")]
    assert line.last.startswith("Списаний не было.")


def test_keys_pressed_before_the_call_begins_are_not_lost(program):
    line = Line(program(MENUS)).press("1")
    assert line.effects == [KeyMasked(held=True)]
    line.dial()
    assert line.node == "money"
    assert KeysUsed(1, "1") in line.effects
    assert "Главное меню" not in "".join(line.heard)


def test_keys_pressed_during_an_action_wait_for_the_next_question(program):
    line = Line(program(MENUS)).dial().press("11").press("2")
    assert line.effects == [KeyMasked(held=True)]
    line.answer("ok", 12105)
    assert KeysUsed(1, "2") in line.effects
    assert line.took()[-1] == ("money", "charges")


def test_a_wrong_key_ahead_forgets_the_keys_behind_it(program):
    line = Line(program(MENUS)).dial().press("11").press("91")
    line.answer("ok", 100)
    assert line.took()[-1] == ("money", "no_match")
    assert KeysUsed(1, "•", "dropped") in line.effects
    assert line.node == "money"


def test_type_ahead_false_forgets_keys_held_from_before(program):
    line = Line(program(MENUS.replace("money:\n  menu:", "money:\n  type_ahead: false\n  menu:"))).dial()
    line.press("11").press("2").answer("ok", 100)
    assert KeysUsed(1, "•", "dropped") in line.effects
    assert line.last.startswith("На счёте один рубль.")


SURE = """
main:
  menu:
    buy: {key: 1, label: {ru: купить, en: buy}, goto: offer}
offer: {action: balance.get, into: sum, ok: sure, failed: main}
sure: {confirm: {ru: Купить?, en: Buy?}, yes: bought, no: main}
bought: {prompt: {ru: Куплено., en: Bought.}, goto: main}
"""


def test_keys_pressed_before_a_yes_or_no_was_asked_agree_to_nothing(program):
    line = Line(program(SURE)).dial().press("11")
    line.answer("ok", 100)
    assert KeysUsed(1, "•", "dropped") in line.effects
    assert (line.node, line.last) == ("sure", "Купить? Да — нажмите один. Нет — нажмите два.")
    assert line.press(" 1").took()[-1] == ("sure", "yes")


def test_a_key_pressed_twice_agrees_to_nothing(program):
    line = Line(program(SURE)).dial().press("1")
    line.answer("ok", 100)
    assert line.wait(0.49).press("1").ignored == ["KeyPressed"]
    assert (line.node, line.now < line.spoken_at) == ("sure", True), "the question is spoken on"
    assert line.wait(0.02).press("1").took()[-1] == ("sure", "yes")


@pytest.mark.parametrize("key, outcome", [("2", "no"), ("0", "operator"), ("*", "back"), ("7", "no_match")])
def test_every_other_key_counts_at_once(program, key, outcome):
    line = Line(program(SURE)).dial().press("1")
    line.answer("ok", 100)
    assert line.press(key).took()[-1] == ("sure", outcome)


def test_who_asks_to_hear_it_again_may_agree_at_once(program):
    line = Line(program(SURE)).dial().press("1")
    line.answer("ok", 100)
    assert line.press(" #1").took()[-1] == ("sure", "yes")


def test_the_last_digit_pressed_twice_does_not_agree_to_the_number(program):
    nodes = """
    sum:
      collect: digits
      length: 3
      into: sum
      prompt: {ru: Сумма., en: Amount.}
      confirm: {ru: "{{ sum }}, верно?", en: "{{ sum }}, right?"}
      goto: bye
    """
    line = Line(program(nodes)).dial().press("2011")
    assert line.ignored == ["KeyPressed"]
    assert line.press("2111 1").took()[-1] == ("sum", "entered"), "the digit 1 counts in an entry"
    assert values(line)["sum"] == "111"


def test_who_reads_agrees_at_once(program):
    service = program(SURE).service
    line = Line(Program(service, WRITTEN)).dial().press("1")
    line.answer("ok", 100)
    assert line.press("1").took()[-1] == ("sure", "yes")


def test_a_yes_or_no_that_says_so_takes_keys_from_before(program):
    line = Line(program(SURE.replace("sure: {", "sure: {type_ahead: true, "))).dial().press("11")
    assert line.answer("ok", 100).took()[-1] == ("sure", "yes")


def test_a_prompt_that_must_be_heard_is_heard_and_the_key_waits(program):
    nodes = """
    main:
      prompt: {ru: Важное., en: Important., barge_in: false}
      menu:
        bye: {key: 1, label: {ru: закончить, en: finish}}
    """
    line = Line(program(nodes)).dial()
    assert [(say.text, say.barge_in) for say in line.queue] == [
        ("Важное.", False),
        ("Закончить — нажмите один.", True),
    ]
    line.wait(0.5).press("1")
    assert line.node == "main"
    assert [say.text for say in line.queue] == ["Важное."]
    line.listen()
    assert line.took()[0] == ("main", "bye")


def test_an_ambiguous_key_waits_for_the_inter_key_time(program):
    nodes = """
    main:
      overlap: true
      menu:
        one: {key: 1, label: {ru: один, en: one}, goto: first}
        ten: {key: 10, label: {ru: десять, en: ten}, goto: second}
    first: {prompt: {ru: Первый., en: First.}, goto: bye}
    second: {prompt: {ru: Второй., en: Second.}, goto: bye}
    """
    made = program(nodes, start="main", head=_without_zero())
    assert Line(made).dial().press("1").took() == []
    assert Line(made).dial().press("1").wait(3).took() == [("main", "one")]
    assert Line(made).dial().press("10").took() == [("main", "ten")]
    assert Line(made).dial().press("1#").took() == [("main", "one")]


def _without_zero() -> str:
    from tests.dialog.conftest import HEAD

    return HEAD.replace('{key: "0", say', "{say")


def test_the_beginning_of_a_key_alone_is_incomplete(program):
    nodes = """
    main:
      menu:
        twelve: {key: 12, label: {ru: двенадцать, en: twelve}, goto: bye}
    """
    line = Line(program(nodes)).dial().press("1").wait(3)
    assert line.took() == [("main", "incomplete")]
    assert line.press("13").took()[-1] == ("main", "no_match")


def test_universals_are_valid_in_every_question(program):
    line = Line(program(MENUS)).dial().press("1").press("0")
    assert line.took()[-1] == ("money", "operator")
    line.listen()
    assert line.transferred_to == "0500"


def test_without_takes_a_universal_away(program):
    nodes = MENUS.replace("money:\n  menu:", "money:\n  without: [operator]\n  menu:")
    line = Line(program(nodes)).dial().press("1").press("0")
    assert line.took()[-1] == ("money", "no_match")


def test_repeat_says_what_led_to_the_question_and_the_question(program):
    line = Line(program(MENUS)).dial().press("12").press("#")
    assert line.last == "Списаний не было. Баланс — нажмите один. Списания — нажмите два."
    line.press("9").press("#")
    assert line.last.startswith("Списаний не было."), "a wrong key does not change what is repeated"


def test_back_leads_to_the_question_before_and_stays_at_the_first(program):
    line = Line(program(MENUS)).dial().press("1").press("*")
    assert line.node == "main"
    line.press("*")
    assert line.node == "main"
    assert line.last.startswith("Главное меню.")


def test_the_way_back_does_not_grow_in_circles(program):
    line = Line(program(MENUS)).dial()
    for _ in range(20):
        line.press("2")
    assert line.session.state.frames[0].history == ["main"]


def test_a_key_after_the_end_is_ignored_and_never_shown(program):
    line = Line(program(MENUS)).dial().press("3").listen()
    assert line.hung_up
    assert line.session.ended
    line.press("7")
    assert KeyMasked() in line.effects


def test_a_second_stop_is_not_asked_for_when_nothing_is_spoken(program):
    line = Line(program(MENUS)).dial().listen().press("1")
    assert not any(isinstance(effect, Stop) for effect in line.effects)
