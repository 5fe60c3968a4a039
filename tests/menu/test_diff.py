"""What a change of a menu means to callers, told in their terms."""

from __future__ import annotations

from pathlib import Path

import pytest

from ivr.menu.diff import KINDS, Change, diff
from ivr.menu.diff.change import ALIKE, Finding, told
from ivr.menu.model import Service
from tests.menu.checks.written import written

HEAD = """
service: small
languages: [ru, en]
numbers: {"0505": main, "0501": ask}
defaults: {then: bye}
access: {levels: [view, manage], authenticate: prove}
universals:
  repeat: {key: "#", say: {ru: [повторите], en: [repeat]}}
  main: {key: "9", say: {ru: [главное меню], en: [main menu]}, goto: main}
"""
NODES = """
main:
  prompt: {ru: Здравствуйте!, en: Hello!}
  menu:
    balance: {key: 1, label: {ru: баланс, en: balance}, goto: ask}
    tariff: {key: 2, label: {ru: тариф, en: tariff}, goto: tariff}
    bonus: {key: 3, label: {ru: бонус, en: bonus}, goto: bonus}
    more: {key: 4, label: {ru: другое, en: other}, goto: more}
ask: {action: balance.get, got: tell, failed: bye}
tell: {prompt: {ru: "На счёте {{ result | money }}.", en: "You have {{ result | money }}."}, goto: main}
tariff: {prompt: {ru: Ваш тариф., en: Your tariff.}, goto: main}
bonus: {prompt: {ru: У вас десять баллов., en: You have ten points.}, goto: main}
more:
  menu:
    days: {key: 1, label: {ru: блокировка, en: blocking}, needs: manage, goto: days}
    desk: {key: 2, label: {ru: оператор, en: operator}, goto: desk}
days: {collect: number, length: 1-2, min: 1, max: 90, into: days, prompt: {ru: Сколько?, en: How many?}, goto: done}
done: {prompt: {ru: Готово., en: Done.}, goto: bye}
desk: {prompt: {ru: Соединяю., en: Connecting.}, transfer: "0500", busy: bye}
bye: {hangup: {ru: До свидания!, en: Goodbye!}}
"""
PROVE = """
dialog: prove
parameters: [level]
nodes:
  password: {collect: secret, length: 4, into: password, prompt: {ru: Пароль?, en: Password?}, goto: check}
  check: {action: password.check, with: {password: "{{ password }}"}, right: granted, wrong: denied, failed: denied}
  granted: {return: granted}
  denied: {return: denied}
"""


def small(folder: Path, name: str, *changes: tuple[str, str], prove: str = PROVE) -> Service:
    """The service with some of its text replaced; what is replaced must be there."""
    head, nodes = HEAD, NODES
    for old, new in changes:
        assert old in head or old in nodes, old
        head, nodes = head.replace(old, new), nodes.replace(old, new)
    (folder / name).mkdir()
    loaded = written(folder / name, nodes, head=head, files={"prove.yaml": prove})
    assert loaded.draft is not None, loaded.errors
    return loaded.draft


def compared(folder: Path, *changes: tuple[str, str]) -> list[Change]:
    """What is told of those changes, in English."""
    return diff(small(folder, "old"), small(folder, "new", *changes), "en")


@pytest.mark.parametrize(
    ("old", "new", "kind", "text"),
    [
        ('"0501": ask', '"0501": main', "number", "The number 0501 now leads to «Main menu» (was: «Balance»)"),
        (', "0501": ask', "", "number", "The number 0501 is not answered any more"),
        ('"0501": ask', '"0501": ask, "0502": desk', "number", "The number 0502 is new and leads to «Operator»"),
        (
            "en: bonus}, goto: bonus",
            "en: bonus}, goto: tariff",
            "key",
            "In «Main menu» key 3 now leads to «Tariff» (was: «Bonus»)",
        ),
        ("{key: 3,", "{key: 5,", "function moved", "«bonus» of «Main menu» is now reached by 5 (was: 3)"),
        (
            "    desk: {key: 2, label: {ru: оператор, en: operator}, goto: desk}\n",
            "",
            "function removed",
            "«operator» of «Other» is gone (was: 4 2)",
        ),
        (
            "    desk: {key: 2,",
            "    bonus: {key: 3, label: {ru: бонус, en: bonus}}\n    desk: {key: 2,",
            "function added",
            "«bonus» of «Other» is new: 4 3",
        ),
        (
            "{key: 2, label: {ru: тариф",
            "{key: 2, needs: view, label: {ru: тариф",
            "level",
            "In «Main menu» key 2 now needs access level «view» (was: none)",
        ),
        ("en: tariff}", "en: my tariff}", "label", "In «Main menu» key 2 is now called «my tariff» (was: «tariff»)"),
        (
            "label: {ru: тариф,",
            "label: {ru: мой тариф,",
            "label",
            "In «Main menu» key 2 is now called «мой тариф» (was: «тариф»)",
        ),
        (
            "You have ten points.",
            "You have ten.",
            "wording",
            "In «Bonus» callers now hear «You have ten.» (was: «You have ten points.»)",
        ),
        ("max: 90", "max: 60", "entry", "In «Blocking» the greatest value is now 60 (was: 90)"),
        ("length: 1-2", "length: 1-3", "entry", "In «Blocking» the number of digits is now 1 to 3 (was: 1 to 2)"),
        (
            "max: 90",
            "max: 90, first_key: 8s",
            "timer",
            "In «Blocking» waiting for the first key now takes 8 s (was: 5 s)",
        ),
        (
            'transfer: "0500"',
            'transfer: "0600"',
            "transfer",
            "In «Operator» the caller's new destination is now 0600 (was: 0500)",
        ),
        ('key: "9"', 'key: "0"', "everywhere", "Everywhere «main» is now key 0 (was: 9)"),
        (
            "defaults: {then: bye}",
            "defaults: {then: bye}\nlimits: {errors: 4}",
            "limit",
            "The number of failed answers in a row that ends a call's patience is now 4 (was: 10)",
        ),
        (
            "got: tell",
            "got: {prompt: {ru: Итак., en: Well.}, goto: tell}",
            "wording",
            "In «Balance» callers now hear after got «Well.» (was: nothing)",
        ),
        (
            "goto: done",
            "goto: bye",
            "route",
            "In «Blocking» when it ends with `entered`, callers now come to «Bye» (was: «Done»)",
        ),
        (
            "busy: bye",
            "busy: main",
            "route",
            "In «Operator» when the line is busy, nobody answers or the transfer fails, callers now come to "
            "«Main menu» (was: «Bye»)",
        ),
        (
            "busy: bye",
            "busy: bye, no_answer: main",
            "route",
            "In «Operator» when nobody answers, callers now come to «Main menu» (was: «Bye»)",
        ),
        (
            "busy: bye",
            "busy: {prompt: {ru: Увы., en: Sorry.}, goto: bye}",
            "wording",
            "In «Operator» when the line is busy, nobody answers or the transfer fails, callers now hear «Sorry.» "
            "(was: nothing)",
        ),
        (
            "failed: bye}",
            "failed: main}",
            "route",
            "In «Balance» when it ends with `failed` or `late`, callers now come to «Main menu» (was: «Bye»)",
        ),
        (
            "{key: 2, label: {ru: тариф",
            "{key: 2, hidden: true, label: {ru: тариф",
            "label",
            "In «Main menu» key 2 is no longer announced",
        ),
        (
            "en: tariff}",
            "en: tariff}, say: {en: [plan]}",
            "speech",
            "In «Main menu» «tariff» can now be said as «plan»",
        ),
    ],
)
def test_one_change_is_told_in_one_sentence(tmp_path: Path, old: str, new: str, kind: str, text: str) -> None:
    assert [(change.kind, change.text) for change in compared(tmp_path, (old, new))] == [(kind, text)]


def test_equal_services_have_no_changes(tmp_path: Path) -> None:
    service = small(tmp_path, "old")
    assert diff(service, service) == []
    assert diff(service, small(tmp_path, "same")) == []


def test_a_menu_that_moves_takes_its_functions_along(tmp_path: Path) -> None:
    assert [change.text for change in compared(tmp_path, ("{key: 4,", "{key: 6,"))] == [
        "«blocking» of «Other» is now reached by 6 1 <days> (was: 4 1 <days>)",
        "«operator» of «Other» is now reached by 6 2 (was: 4 2)",
        "In «Main menu» «other» is now key 6 (was: 4)",
    ]


def test_a_choice_that_takes_anothers_key(tmp_path: Path) -> None:
    old = "bonus: {key: 3, label: {ru: бонус, en: bonus}, goto: bonus}"
    new = "news: {key: 3, label: {ru: новости, en: news}, goto: tariff}"
    changes = compared(tmp_path, (old, new))
    assert changes == [Change("key", "«Main menu»", "In «Main menu» key 3 now leads to «Tariff» (was: «Bonus»)")]


def test_a_new_default_is_told_once_for_all_questions(tmp_path: Path) -> None:
    changes = compared(tmp_path, ("defaults: {then: bye}", "defaults: {then: bye, first_key: 7s}"))
    assert [change.text for change in changes] == [
        "In 4 places («Main menu», «Other», «Blocking» and others) waiting for the first key now takes 7 s (was: 5 s)"
    ]


def test_more_tries_are_told_by_outcome(tmp_path: Path) -> None:
    changes = compared(tmp_path, ("defaults: {then: bye}", "defaults: {then: bye, tries: 2}"))
    assert {change.kind for change in changes} == {"tries"}
    assert any("no input may now happen 2 times (was: 3)" in change.text for change in changes)


def test_order_of_weight(tmp_path: Path) -> None:
    changes = compared(
        tmp_path,
        ("max: 90", "max: 60, first_key: 8s"),
        ("en: tariff}", "en: my tariff}"),
        ('"0501": ask', '"0501": main'),
        ("{key: 3,", "{key: 5,"),
    )
    kinds = [change.kind for change in changes]
    assert kinds == ["number", "function moved", "entry", "label", "timer"]
    assert kinds == sorted(kinds, key=KINDS.index)


def test_what_no_caller_notices_is_not_told(tmp_path: Path) -> None:
    lines = NODES.strip().splitlines()
    first = lines.index(next(line for line in lines if line.startswith("ask:")))
    reordered = "\n".join(lines[first:] + lines[:first])
    assert diff(small(tmp_path, "a"), small(tmp_path, "b", (NODES.strip(), reordered))) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("tell", "say_it"),
        ("tariff", "plan"),
        ("more", "rest"),
        ("days", "how_long"),
        ("desk", "person"),
        ("ask", "read"),
    ],
)
def test_another_name_of_a_node_is_not_told(tmp_path: Path, old: str, new: str) -> None:
    renamed = [(f"goto: {old}}}", f"goto: {new}}}"), (f"\n{old}:", f"\n{new}:")]
    renamed = [pair for pair in renamed if pair[0] in NODES]
    if old == "tell":
        renamed.append(("got: tell", "got: say_it"))
    if old == "ask":
        renamed.append(('"0501": ask', '"0501": read'))
    assert compared(tmp_path, *renamed) == []


def test_another_name_of_a_choice_and_of_a_dialogs_node_is_not_told(tmp_path: Path) -> None:
    old = small(tmp_path, "old")
    prove = PROVE.replace("check:", "verify:").replace("goto: check", "goto: verify")
    assert diff(old, small(tmp_path, "new", ("bonus: {key: 3", "points: {key: 3"), prove=prove)) == []


def test_nodes_that_nobody_comes_to_are_not_told(tmp_path: Path) -> None:
    lonely = ("bye: {hangup", "lonely: {prompt: {ru: А., en: A.}, goto: bye}\nbye: {hangup")
    assert compared(tmp_path, lonely) == []


def test_choices_told_in_another_order(tmp_path: Path) -> None:
    days = "    days: {key: 1, label: {ru: блокировка, en: blocking}, needs: manage, goto: days}\n"
    desk = "    desk: {key: 2, label: {ru: оператор, en: operator}, goto: desk}\n"
    changes = compared(tmp_path, (days + desk, desk + days))
    assert [change.text for change in changes] == [
        "In «Other» the choices are now told in this order: «operator», «blocking»"
    ]


def test_a_node_of_another_kind(tmp_path: Path) -> None:
    changes = compared(
        tmp_path,
        ("bonus: {prompt: {ru: У вас десять баллов., en: You have ten points.}, goto: main}", "bonus: {hangup: true}"),
    )
    assert "In «Bonus» callers now meet an end of call (was: a message)" in [change.text for change in changes]


def test_languages_come_and_go(tmp_path: Path) -> None:
    both, one = small(tmp_path, "both"), small(tmp_path, "one", ("[ru, en]", "[ru]"))
    assert Change("language", "", "The language `en` is removed") in diff(both, one)
    assert Change("language", "", "The language `en` is added") in diff(one, both)
    with pytest.raises(ValueError, match="the service speaks ru, not 'en'"):
        diff(both, one, "en")


def test_titles_follow_the_language_asked_for(tmp_path: Path) -> None:
    old = small(tmp_path, "old")
    new = small(tmp_path, "new", ("en: bonus}, goto: bonus", "en: bonus}, goto: tariff"))
    assert [change.text for change in diff(old, new)] == ["In «Главное меню» key 3 now leads to «Тариф» (was: «Бонус»)"]


def test_the_same_finding_in_many_places_is_told_once() -> None:
    few = [Finding("timer", f"«{number}»", "it changed") for number in range(ALIKE - 1)]
    assert [change.text for change in told(few)] == ["In «0» it changed", "In «1» it changed"]
    many = [*few, Finding("timer", "«2»", "it changed"), Finding("timer", "«2»", "it changed")]
    assert told(many) == [Change("timer", "3 places", "In 3 places («0», «1», «2») it changed")]
