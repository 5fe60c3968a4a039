"""The menus alone: what callers choose from, where it leads, and what proves they may."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

from ivr.menu.drawing import dot, mermaid, overview, picture, svg
from ivr.menu.drawing.picture import Picture
from tests.menu.checks.written import written

HEAD = """
service: shop
languages: [ru]
numbers: {"0505": hello, "*1#": codes, "000105": codes, "0501": line, "0500": desk}
defaults: {then: bye}
access: {levels: [view, manage], authenticate: prove}
universals:
  main: {key: "9", say: {ru: [главное меню]}, goto: main}
  desk: {key: "0", say: {ru: [оператор]}, goto: desk}
"""
NODES = """
hello: {prompt: {ru: Здравствуйте!}, goto: main}
codes: {prompt: {ru: Коды.}, goto: main}
main:
  menu:
    money: {key: 1, label: {ru: деньги}, goto: balance}
    plan: {key: 2, label: {ru: тариф}, goto: plans}
    again: {key: 3, label: {ru: ещё раз деньги}, goto: money_menu}
    home: {key: 4, label: {ru: сначала}, goto: main}
balance: {action: balance.get, got: told, failed: trouble}
told: {prompt: {ru: На счёте сто рублей.}, goto: money_menu}
money_menu:
  menu:
    month: {key: 1, label: {ru: за месяц}, goto: month}
    bill: {key: 2, label: {ru: счёт}, needs: manage, goto: month}
month: {prompt: {ru: Сто рублей.}, goto: money_menu}
plans: {prompt: {ru: Выберите.}, goto: change}
change: {needs: manage, action: balance.get, got: main, failed: trouble}
trouble: {prompt: {ru: Не получилось.}, goto: locked}
locked: {needs: view, action: balance.get, got: main, failed: bye}
line: {prompt: {ru: На счёте сто рублей.}, goto: bye}
desk: {transfer: "600", busy: busy}
busy:
  menu:
    wait: {key: 1, label: {ru: подождать}, goto: desk}
bye: {hangup: {ru: До свидания!}}
"""


def shown(folder: Path) -> Picture:
    draft = written(folder, NODES, head=HEAD).draft
    assert draft is not None
    return overview(picture(draft))


def test_menus_and_nothing_between_them(tmp_path: Path) -> None:
    found = shown(tmp_path)
    assert [(box.name, box.title) for box in found.boxes] == [
        ("main", "Главное меню"),
        ("line", "Line"),
        ("desk", "Оператор"),
        ("money_menu", "Деньги"),
    ]


def test_choices_lead_to_the_menu_behind_them_or_end_in_their_own(tmp_path: Path) -> None:
    found = shown(tmp_path)
    assert [(arrow.source, arrow.key, arrow.target, arrow.first) for arrow in found.arrows] == [
        ("n_main", "1", "n_money_menu", True),
        ("n_main", "2", "", False),
        ("n_main", "3", "n_money_menu", False),
        ("n_main", "4", "n_main", False),
        ("n_money_menu", "1", "", False),
        ("n_money_menu", "2", "", False),
    ]


def test_a_choice_tells_the_level_that_it_will_want_but_not_what_a_failure_would(tmp_path: Path) -> None:
    assert [arrow.level for arrow in shown(tmp_path).arrows] == ["", "manage", "", "", "", "manage"]


def test_numbers_come_to_the_menu_that_callers_hear_and_codes_are_counted(tmp_path: Path) -> None:
    assert [(entry.number, entry.target) for entry in shown(tmp_path).entries] == [
        ("0505", "n_main"),
        ("0501", "n_line"),
        ("0500", "n_desk"),
        ("коды: 2", "n_main"),
    ]


def test_choices_without_a_menu_behind_them_stand_in_their_box(tmp_path: Path) -> None:
    found = shown(tmp_path)
    assert "<kbd>2</kbd> тариф 🔒 manage" in mermaid(found)
    assert "<b>2</b> тариф [manage]" in dot(found)
    texts = [node.text for node in ElementTree.fromstring(svg(found)).iter("{http://www.w3.org/2000/svg}text")]
    assert texts.count("тариф") == 1 and texts.count("Деньги") == 2
