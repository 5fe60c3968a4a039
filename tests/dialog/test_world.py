"""Actions, transfers, hang-up, language, branches, lists and sub-dialogs: what a conversation does beside asking."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ivr.dialog.effects import CancelTimer, HangUp, RunAction, SetTimer
from ivr.dialog.events import ActionDone
from tests.dialog.conftest import HEAD
from tests.dialog.line import NOON, Line, values

PAY = """
main:
  menu:
    pay: {key: 1, label: {ru: взять, en: take}, goto: sure}
    same: {key: 2, label: {ru: взять меньше, en: take less}, goto: less}
sure: {confirm: {ru: Взять?, en: Take?}, yes: take, no: main}
take:
  action: pay.take
  with: {amount: 5000}
  filler: {ru: Минуту., en: One moment.}
  taken: {prompt: {ru: Готово., en: Done.}, goto: main}
  already: {prompt: {ru: Уже взято., en: Taken already.}, goto: main}
  failed: {prompt: {ru: Не вышло., en: It failed.}, goto: main}
  late: {prompt: {ru: Ответ задерживается., en: It takes long.}, goto: main}
less:
  action: pay.take
  with: {amount: 1000}
  taken: main
  already: main
  failed: main
"""


def test_a_quick_action_has_no_filler(program):
    line = Line(program(PAY)).dial().press("1 1").wait(0.9).answer("taken")
    assert line.took()[-1] == ("take", "taken")
    assert not any("Минуту" in text for text in line.heard)


def test_a_slow_action_gets_its_filler_once(program):
    line = Line(program(PAY)).dial().press("1 1").wait(3)
    assert line.heard[-1] == "Минуту."
    line.answer("taken")
    assert sum("Минуту" in text for text in line.heard) == 1
    assert line.last.startswith("Готово.")


def test_a_late_action_goes_its_own_way_and_its_result_is_ignored(program):
    line = Line(program(PAY)).dial().press("1 1").wait(4)
    assert line.last.startswith("Ответ задерживается.")
    line.send(ActionDone(1, "taken"))
    assert line.ignored == ["ActionDone"]
    assert line.node == "main"


def test_a_changing_action_asked_for_again_after_its_time_is_the_same_request(program):
    line = Line(program(PAY)).dial().press("1 1").wait(4)
    line.press("1 1")
    assert line.running.step == 1
    line.answer("taken")
    line.press("1 1")
    assert line.running.step == 2, "an answered request is over: the next is a new one"


def test_another_argument_makes_another_request(program):
    line = Line(program(PAY)).dial().press("1 1").wait(4).press("2")
    assert line.running.step == 2


def test_a_failed_action_goes_its_way(program):
    line = Line(program(PAY)).dial().press("1 1").answer("failed")
    assert line.last.startswith("Не вышло.")


def test_back_never_leads_back_over_an_action_that_changed_something(program):
    line = Line(program(PAY)).dial().press("1 1").answer("taken").press("*")
    assert line.node == "main"
    assert line.session.state.frames[0].history == ["main"]


def test_the_answer_of_another_step_is_ignored(program):
    line = Line(program(PAY)).dial().press("1 1")
    line.send(ActionDone(7, "taken"))
    assert line.ignored == ["ActionDone"]
    assert line.session.state.phase == "acting"


def test_hang_up_during_an_action_cleans_up(program):
    line = Line(program(PAY)).dial().press("1 1").hang_up()
    assert line.session.ended
    assert any(isinstance(effect, CancelTimer) for effect in line.effects)
    assert line.timers == {}
    line.send(ActionDone(1, "taken"))
    assert line.ignored == ["ActionDone"]


@pytest.mark.parametrize("moment", ["", "1", "11"])
def test_hang_up_at_any_moment_ends_the_call(program, moment):
    line = Line(program(PAY)).dial().press(moment).hang_up()
    assert line.session.ended
    assert line.session.state.end_reason == "caller hung up"


def test_hang_up_before_the_call_begins(program):
    assert Line(program(PAY)).hang_up().session.ended


# transfer


def test_a_transfer_waits_for_its_prompt_and_can_succeed(program):
    line = Line(program(PAY)).dial().press("0")
    assert line.transferred_to is None
    line.listen()
    assert line.transferred_to == "0500"
    line.transfer("connected")
    assert line.session.ended
    assert line.session.state.end_reason == "transferred"


@pytest.mark.parametrize("outcome", ["busy", "no_answer", "failed"])
def test_a_transfer_that_fails_goes_a_declared_way(program, outcome):
    line = Line(program(PAY)).dial().press("0").listen().transfer(outcome)
    assert line.last == "До свидания!"
    line.listen()
    assert line.effects == [HangUp("completed")]


def test_a_key_cuts_the_words_before_a_transfer_short(program):
    line = Line(program(PAY)).dial().press("0").press("5")
    assert line.transferred_to == "0500"


# language, branches, variables


def test_the_language_switches_within_the_call(program):
    nodes = """
    main:
      menu:
        english: {key: 1, label: {ru: английский, en: English}}
        bye: {key: 2, label: {ru: закончить, en: finish}}
    english: {language: en, prompt: {ru: Английский., en: English it is.}, goto: main}
    """
    line = Line(program(nodes)).dial().press("1")
    assert line.last == "English it is. English: press one. Finish: press two."
    assert line.listening.language == "en"
    assert line.press("#").effects and line.last.startswith("English it is.")


def test_a_call_may_begin_in_another_language(program):
    line = Line(program(PAY), language="en").dial()
    assert line.last.startswith("Take: press one.")
    line = Line(program(PAY), language="fr").dial()
    assert line.ignored == ["Dialled"]
    assert line.last.startswith("Взять — нажмите один.")


HOURS = """
open:
  branch:
    - {hours: "09:00-18:00", days: mon-fri, goto: desk}
    - {hours: "22:00-06:00", goto: night}
    - else: closed
desk: {prompt: {ru: Открыто., en: Open.}, goto: main}
main:
  menu:
    bye: {key: 1, label: {ru: закончить, en: finish}}
night: {prompt: {ru: Ночь., en: Night.}, goto: bye}
closed: {prompt: {ru: Закрыто., en: Closed.}, goto: bye}
"""


@pytest.mark.parametrize(
    ("at", "word"),
    [
        (datetime(2026, 3, 2, 6, 0, tzinfo=UTC), "Открыто."),
        (datetime(2026, 3, 2, 14, 59, tzinfo=UTC), "Открыто."),
        (datetime(2026, 3, 2, 15, 0, tzinfo=UTC), "Закрыто."),
        (datetime(2026, 3, 1, 9, 0, tzinfo=UTC), "Закрыто."),
        (datetime(2026, 3, 2, 19, 0, tzinfo=UTC), "Ночь."),
        (datetime(2026, 3, 2, 2, 59, tzinfo=UTC), "Ночь."),
        (datetime(2026, 3, 2, 3, 0, tzinfo=UTC), "Закрыто."),
    ],
)
def test_hours_and_days_are_told_in_the_services_own_zone(program, at, word):
    assert Line(program(HOURS), at=at).dial().last.startswith(word)


def test_routes_set_variables_and_branches_read_them(program):
    nodes = """
    main:
      menu:
        dear: {key: 1, label: {ru: дорого, en: dear}, goto: which, set: {sum: 500}}
        cheap: {key: 2, label: {ru: дёшево, en: cheap}, goto: which, set: {sum: 5}}
    which:
      branch:
        - {when: sum > 100, goto: main, prompt: {ru: Это дорого., en: That is dear.}}
        - else: {goto: main, prompt: {ru: Это дёшево., en: That is cheap.}}
    """
    line = Line(program(nodes)).dial().press("1")
    assert line.last.startswith("Это дорого.")
    line.press("2")
    assert line.last.startswith("Это дёшево.")


def test_a_choice_stands_only_while_its_condition_holds(program):
    nodes = """
    start: {prompt: {ru: Здравствуйте., en: Hello.}, set: {vip: false}, goto: main}
    main:
      menu:
        secret: {key: 1, label: {ru: особый зал, en: lounge}, when: vip, goto: bye}
        join: {key: 2, label: {ru: вступить, en: join}, goto: main, set: {vip: true}}
    """
    line = Line(program(nodes)).dial()
    assert "Особый зал" not in line.last
    line.press("1")
    assert line.took()[-1] == ("main", "no_match")
    line.press("2")
    assert "Особый зал — нажмите один." in line.last
    assert line.press("1").took()[-1] == ("main", "secret")


# lists

FRUIT = """
main:
  menu:
    fruit: {key: 1, label: {ru: фрукты, en: fruit}, goto: fruits}
fruits:
  list:
    from: fruit.list
    each: {ru: "{{ name }}", en: "{{ code }}"}
    as: fruit
    page: 3
    empty: {prompt: {ru: Ничего нет., en: Nothing.}, goto: main}
  prompt: {ru: Выберите., en: Choose.}
  closed: {prompt: {ru: Закрыто., en: Closed.}, goto: main}
  failed: operator
  goto: chosen
chosen: {prompt: {ru: "Вы выбрали {{ fruit.name }}.", en: "You chose {{ fruit.name }}."}, goto: main}
"""
BASKET = [{"name": name, "code": name[0]} for name in ("яблоко", "груша", "слива", "вишня", "айва", "хурма", "лимон")]


@pytest.mark.parametrize(
    ("words", "outcome"),
    [("хочу спелую грушу", "chosen"), ("слива", "chosen"), ("спелая", "no_match"), ("дай яблоки", "chosen")],
)
def test_an_item_is_known_by_a_word_that_no_other_has(program, words, outcome):
    basket = [{"name": f"спелая {name}", "code": name} for name in ("яблоко", "груша", "слива")]
    line = Line(program(FRUIT)).dial().press("1").answer("list", basket).say(words)
    assert line.took()[-1][0] == "fruits"
    assert line.took()[-1][1] == outcome


def test_a_list_is_paged_by_keys(program):
    line = Line(program(FRUIT)).dial().press("1").answer("list", BASKET)
    assert line.last == (
        "Выберите. Яблоко — нажмите один. Груша — нажмите два. Слива — нажмите три. Дальше — нажмите восемь."
    )
    line.press("8")
    assert "Вишня — нажмите один." in line.last
    assert "Предыдущие — нажмите семь." in line.last
    line.press("8")
    assert "Лимон — нажмите один." in line.last
    assert "Дальше" not in line.last
    line.press("7").press("2")
    assert values(line)["fruit"]["name"] == "айва"
    assert line.last.startswith("Вы выбрали айва.")


def test_back_turns_a_lists_page_before_it_leaves_the_list(program):
    line = Line(program(FRUIT)).dial().press("1").answer("list", BASKET).press("8").press("*")
    assert line.node == "fruits"
    assert "Яблоко" in line.last
    assert line.press("*").node == "main"


def test_an_item_can_be_spoken(program):
    line = Line(program(FRUIT)).dial().press("1").answer("list", BASKET).say("груша")
    assert values(line)["fruit"]["name"] == "груша"
    line.press("1").answer("list", BASKET).say("дальше")
    assert "Вишня" in line.last


def test_an_empty_list_and_a_failed_one_have_their_ways(program):
    made = program(FRUIT)
    assert Line(made).dial().press("1").answer("list", []).last.startswith("Ничего нет.")
    assert Line(made).dial().press("1").answer("closed").last.startswith("Закрыто.")
    assert Line(made).dial().press("1").answer("failed").node == "operator"
    assert Line(made).dial().press("1").wait(5).node == "operator"


# sub-dialogs

ASK = """
dialog: ask_amount
parameters: [least]
nodes:
  amount:
    collect: amount
    into: sum
    prompt: {ru: "Сумма, не меньше {{ least | money }}.", en: "Amount, {{ least | money }} or more."}
    goto: done
  done: {return: entered, with: {sum: "{{ sum }}"}}
"""
WITH_ASK = """
main:
  menu:
    pay: {key: 1, label: {ru: платить, en: pay}, goto: how_much}
how_much:
  call: ask_amount
  with: {least: 5000}
  into: got
  entered: {prompt: {ru: "Вы ввели {{ got.sum | money }}.", en: "You entered {{ got.sum | money }}."}, goto: main}
"""


def _with_ask(program):
    from tests.dialog.conftest import HEAD

    head = HEAD.replace("nodes:", "include: [ask.yaml]\nnodes:")
    return program(WITH_ASK, head=head, files={"ask.yaml": ASK})


def test_a_sub_dialog_takes_parameters_and_returns_values(program):
    line = Line(_with_ask(program)).dial().press("1")
    assert line.last == "Сумма, не меньше пятьдесят рублей."
    assert len(line.session.state.frames) == 2
    line.press("70#")
    assert line.last.startswith("Вы ввели семьдесят рублей.")
    assert len(line.session.state.frames) == 1
    assert ("how_much", "entered") in line.took()


def test_back_leaves_a_sub_dialog(program):
    line = Line(_with_ask(program)).dial().press("1").press("*")
    assert line.node == "main"
    assert len(line.session.state.frames) == 1


def test_a_universal_and_an_exhausted_question_leave_a_sub_dialog(program):
    made = _with_ask(program)
    assert Line(made).dial().press("1").press("D").press("D").press("D").node == "operator"
    line = Line(made).dial().press("1").say("оператор")
    assert line.node == "operator"
    assert len(line.session.state.frames) == 1


# faults of the service


def test_a_slot_that_cannot_be_filled_is_an_apology_and_a_note_without_the_value(program):
    nodes = """
    main:
      action: balance.get
      into: balance
      ok: {prompt: {ru: "На счёте {{ balance | money }}.", en: "{{ balance | money }}"}, goto: bye}
      failed: operator
    """
    line = Line(program(nodes)).dial().answer("ok", "сто рублей")
    assert line.troubles and "сто" not in line.troubles[0]
    assert line.last.startswith("Извините")
    assert line.last.endswith("До свидания!")


def test_the_time_of_the_first_event_may_be_anything(program):
    line = Line(program(PAY))
    line.now = 1000.0
    line.dial()
    assert line.session.state.wall_clock(1000.0) == NOON


def test_a_running_action_is_asked_for_with_its_time_limit(program):
    line = Line(program(PAY)).dial().press("1 1")
    run = line.running
    assert isinstance(run, RunAction)
    assert (run.action, run.arguments, run.timeout) == ("pay.take", {"amount": 5000}, 4.0)
    assert {effect.name for effect in line.effects if isinstance(effect, SetTimer)} == {"filler", "action"}


def test_hours_follow_the_clocks_when_they_are_changed(program):
    """New York, 8 March 2026: after 01:59 comes 03:00."""
    nodes = """
    main: {menu: {further: {key: 1, label: {ru: дальше, en: further}, goto: open}}}
    open:
      branch:
        - {hours: "03:00-04:00", goto: desk}
        - else: closed
    desk: {prompt: {ru: Открыто., en: Open.}, goto: bye}
    closed: {prompt: {ru: Закрыто., en: Closed.}, goto: bye}
    """
    head = HEAD.replace("Europe/Moscow", "America/New_York").replace("first_key: 5s", "first_key: 60s")
    line = Line(program(nodes, head=head), at=datetime(2026, 3, 8, 6, 59, tzinfo=UTC)).dial().wait(59).wait(3)
    assert line.press("1").heard[-1].startswith("Открыто.")
