"""From menu text to the model: each field of it, and what stands in for what is not written."""
# ruff: noqa: E501 - a table reads best with one case on a line

from collections.abc import Callable
from typing import Any

import pytest

from ivr.menu.model import (
    ASKING_OUTCOMES,
    ActionNode,
    BranchNode,
    CallNode,
    CollectNode,
    ConfirmNode,
    HangupNode,
    LanguageNode,
    ListNode,
    MenuNode,
    Node,
    Prompt,
    ReturnNode,
    SayNode,
    TransferNode,
)
from tests.menu.reading import HEAD, indented, node_of, service_of


def said(prompt: Prompt | None, language: str = "ru") -> list[str]:
    """The texts of a prompt, one for each attempt."""
    assert prompt is not None
    return [phrase.texts[language].render({}) for phrase in prompt.attempts]


Check = Callable[[Any], object]

FIELDS: list[tuple[str, type[Node], Check, object]] = [
    # say
    ("main: {prompt: Да., goto: bye}", SayNode, lambda n: said(n.prompt), ["Да."]),
    ("main: {prompt: Да., goto: bye}", SayNode, lambda n: n.route.goto, "bye"),
    ("main: {prompt: Да., goto: bye}", SayNode, lambda n: n.route.prompt, None),
    ("main: {goto: bye}", SayNode, lambda n: n.prompt, None),
    ("main: {goto: bye, needs: proved}", SayNode, lambda n: n.needs, 2),
    ("main: {goto: bye, set: {n: 5}}", SayNode, lambda n: n.route.sets["n"].value({}), 5),
    # prompts
    ("main: {prompt: [Раз., Два.], goto: bye}", SayNode, lambda n: said(n.prompt), ["Раз.", "Два."]),
    ("main: {prompt: {ru: Да., en: Yes.}, goto: bye}", SayNode, lambda n: said(n.prompt, "en"), ["Yes."]),
    ("main: {prompt: {ru: Да., barge_in: false}, goto: bye}", SayNode, lambda n: n.prompt.attempts[0].barge_in, False),
    ("main: {prompt: {ru: Да., recording: yes1}, goto: bye}", SayNode, lambda n: n.prompt.attempts[0].recording, "yes1"),
    ("main:\n  prompt: |\n    Раз\n    два.\n  goto: bye", SayNode, lambda n: said(n.prompt), ["Раз два."]),
    ("main: {prompt: 5, goto: bye}", SayNode, lambda n: said(n.prompt), ["5"]),
    ("main: {prompt: $5 в день, goto: bye}", SayNode, lambda n: said(n.prompt), ["$5 в день"]),
    # language
    ("main: {language: en, goto: bye, prompt: {en: Hi.}}", LanguageNode, lambda n: n.language, "en"),
    ("main: {language: en, goto: bye, prompt: {en: Hi.}}", LanguageNode, lambda n: said(n.prompt, "en"), ["Hi."]),
    # menu
    ("main: {menu: {bye: {key: 1, label: конец}}}", MenuNode, lambda n: n.choices[0].route.goto, "bye"),
    ("main: {menu: {end: {key: 1, label: конец, goto: bye}}}", MenuNode, lambda n: n.choices[0].name, "end"),
    ('main: {menu: {bye: {key: "#", label: конец}}}', MenuNode, lambda n: n.choices[0].key, "#"),
    ("main: {menu: {bye: {key: 10, label: конец}}, overlap: true}", MenuNode, lambda n: (n.choices[0].key, n.overlap), ("10", True)),
    ("main: {menu: {bye: {label: конец}}}", MenuNode, lambda n: n.choices[0].key, None),
    ("main: {menu: {bye: {key: 1, hidden: true}}}", MenuNode, lambda n: (n.choices[0].label, n.choices[0].hidden), (None, True)),
    ("main: {menu: {bye: {label: конец, say: [Всё!, ещё]}}}", MenuNode, lambda n: n.choices[0].phrases, {"ru": ("все", "еще")}),
    ("main: {menu: {bye: {label: конец, say: всё}}}", MenuNode, lambda n: n.choices[0].phrases, {"ru": ("все",)}),
    ("main: {menu: {bye: {label: конец, say: {en: [end, The End]}}}}", MenuNode, lambda n: n.choices[0].phrases, {"en": ("end", "the end")}),
    ("main: {menu: {bye: {label: конец, needs: known}}}", MenuNode, lambda n: n.choices[0].needs, 1),
    ("main: {menu: {bye: {label: конец, when: level > 1}}}", MenuNode, lambda n: n.choices[0].when.value({"level": 2}), True),
    ("main: {menu: {bye: {label: конец, prompt: Да., set: {a: x}}}}", MenuNode, lambda n: said(n.choices[0].route.prompt), ["Да."]),
    ("main: {prompt: Что?, menu: {bye: {label: конец}}}", MenuNode, lambda n: said(n.prompt), ["Что?"]),
    # asking
    ("main: {menu: {bye: {label: конец}}}", MenuNode, lambda n: tuple(n.asking.remedies), ASKING_OUTCOMES),
    ("main: {menu: {bye: {label: конец}}}", MenuNode, lambda n: n.asking.remedies["no_input"].then.goto, "bye"),
    ("main: {menu: {bye: {label: конец}}}", MenuNode, lambda n: n.asking.remedies["rejected"].tries, 3),
    ("main: {menu: {bye: {label: конец}}}", MenuNode, lambda n: (n.asking.first_key, n.asking.between_keys), (5.0, 3.0)),
    ("main: {menu: {bye: {label: конец}}, first_key: 7s}", MenuNode, lambda n: n.asking.first_key, 7.0),
    ("main: {menu: {bye: {label: конец}}, tries: 2}", MenuNode, lambda n: {r.tries for r in n.asking.remedies.values()}, {2}),
    ("main: {menu: {bye: {label: конец}}, tries: 2, no_match: {tries: 5}}", MenuNode, lambda n: n.asking.remedies["no_match"].tries, 5),
    ("main: {menu: {bye: {label: конец}}, no_match: Нет.}", MenuNode, lambda n: said(n.asking.remedies["no_match"].prompt), ["Нет."]),
    ("main: {menu: {bye: {label: конец}}, no_match: [Нет., Увы.]}", MenuNode, lambda n: said(n.asking.remedies["no_match"].prompt), ["Нет.", "Увы."]),
    ("main: {menu: {bye: {label: конец}}, no_match: {ru: Нет.}}", MenuNode, lambda n: said(n.asking.remedies["no_match"].prompt), ["Нет."]),
    ("main: {menu: {bye: {label: конец}}, no_match: {then: x}}\nx: {goto: bye}", MenuNode, lambda n: n.asking.remedies["no_match"].then.goto, "x"),
    ("main: {menu: {bye: {label: конец}}, then: {goto: bye, prompt: Увы.}}", MenuNode, lambda n: said(n.asking.remedies["no_input"].then.prompt), ["Увы."]),
    ("main: {menu: {bye: {label: конец}}, without: [back, repeat]}", MenuNode, lambda n: n.asking.without, {"back", "repeat"}),
    ("main: {menu: {bye: {label: конец}}, type_ahead: false}", MenuNode, lambda n: n.asking.type_ahead, False),
    ("main: {menu: {bye: {label: конец}}, accept: 0.9, confirm_from: 0.5}", MenuNode, lambda n: (n.asking.accept, n.asking.confirm), (0.9, 0.5)),
    # collect
    ("main: {collect: digits, goto: bye}", CollectNode, lambda n: (n.length, n.into, n.terminator), ((1, 20), "result", "#")),
    ("main: {collect: phone, goto: bye}", CollectNode, lambda n: n.length, (10, 11)),
    ("main: {collect: date, goto: bye}", CollectNode, lambda n: n.length, (4, 8)),
    ("main: {collect: yes_no, goto: bye}", CollectNode, lambda n: n.length, (1, 1)),
    ("main: {collect: secret, goto: bye}", CollectNode, lambda n: (n.length, n.secret), ((4, 6), True)),
    ("main: {collect: digits, secret: true, goto: bye}", CollectNode, lambda n: n.secret, True),
    ("main: {collect: digits, length: 4, goto: bye}", CollectNode, lambda n: n.length, (4, 4)),
    ("main: {collect: digits, length: 4-6, goto: bye}", CollectNode, lambda n: n.waits_for_terminator, False),
    ('main: {collect: digits, length: 4-6, terminator: "#", goto: bye}', CollectNode, lambda n: n.waits_for_terminator, True),
    ('main: {collect: digits, length: 4, terminator: "*", goto: bye}', CollectNode, lambda n: (n.terminator, n.waits_for_terminator), ("*", False)),
    ("main: {collect: amount, min: 0.5, max: 300, goto: bye}", CollectNode, lambda n: (n.minimum, n.maximum), (50, 30000)),
    ("main: {collect: number, min: 1, max: 31, goto: bye}", CollectNode, lambda n: (n.minimum, n.maximum), (1, 31)),
    ("main: {collect: digits, pattern: '9\\d+', goto: bye}", CollectNode, lambda n: n.pattern, "9\\d+"),
    ("main: {collect: digits, confirm: Так?, goto: bye}", CollectNode, lambda n: said(n.confirm), ["Так?"]),
    ('main: {collect: digits, into: card, validate: visits.book, with: {doctor: "{{ card }}"}, goto: bye}', CollectNode, lambda n: n.validate.arguments["doctor"].value({"card": "7"}), "7"),
    # confirm
    ("main: {confirm: Да?, yes: bye, no: {goto: main, prompt: Нет.}}", ConfirmNode, lambda n: (said(n.prompt), n.yes.goto, n.no.goto), (["Да?"], "bye", "main")),
    ("main: {confirm: Да?, yes: bye, no: main, yes_key: 5}", ConfirmNode, lambda n: (n.yes_key, n.no_key), ("5", "2")),
    # list
    ("main: {list: {items: found, each: '{{ name }}', empty: bye}, goto: bye}", ListNode, lambda n: (n.items, n.source, n.into), ("found", None, "item")),
    ("main: {list: {items: found, each: '{{ name }}', empty: bye}, goto: bye}", ListNode, lambda n: (n.page, n.next_key, n.previous_key), (5, "8", "7")),
    ("main: {list: {items: found, each: '{{ name }}', empty: bye, as: x, page: 6, next: 9}, goto: bye}", ListNode, lambda n: (n.into, n.page, n.next_key), ("x", 6, "9")),
    ("main: {list: {from: doctors.free, each: '{{ name }}', empty: bye}, goto: bye, closed: bye, failed: main}", ListNode, lambda n: {o: r.goto for o, r in n.outcomes.items()}, {"closed": "bye", "failed": "main", "late": "main"}),
    ("main: {list: {from: doctors.free, each: '{{ name }}', empty: bye}, goto: bye, filler: Ждите., timeout: 9s}", ListNode, lambda n: (said(n.filler), n.timeout), (["Ждите."], 9.0)),
    # action
    ("main: {action: visits.book, booked: bye, taken: main, failed: bye}", ActionNode, lambda n: list(n.outcomes), ["booked", "taken", "failed", "late"]),
    ("main: {action: visits.book, booked: bye, failed: bye, late: main}", ActionNode, lambda n: n.outcomes["late"].goto, "main"),
    ("main: {action: visits.book, booked: bye}", ActionNode, lambda n: (n.into, n.timeout, n.filler), ("result", None, None)),
    ("main: {action: no.such, done: bye}", ActionNode, lambda n: (n.call.action, list(n.outcomes)), ("no.such", ["done"])),
    ("main: {action: visits.book, booked: {goto: bye, prompt: Да., set: {a: 1}}}", ActionNode, lambda n: said(n.outcomes["booked"].prompt), ["Да."]),
    # values
    ("main: {action: visits.book, with: {a: 7}, booked: bye}", ActionNode, lambda n: n.call.arguments["a"].value({}), 7),
    ('main: {action: visits.book, with: {a: "7"}, booked: bye}', ActionNode, lambda n: n.call.arguments["a"].value({}), "7"),
    ("main: {action: visits.book, with: {a: true}, booked: bye}", ActionNode, lambda n: n.call.arguments["a"].value({}), True),
    ("main: {action: visits.book, with: {a: 1.5}, booked: bye}", ActionNode, lambda n: n.call.arguments["a"].value({}), 1.5),
    ("main: {action: visits.book, with: {a: main street}, booked: bye}", ActionNode, lambda n: n.call.arguments["a"].value({}), "main street"),
    ('main: {action: visits.book, with: {a: "{{ n + 1 }}"}, booked: bye}', ActionNode, lambda n: n.call.arguments["a"].value({"n": 1}), 2),
    ('main: {action: visits.book, with: {a: "n{{ n }}"}, booked: bye}', ActionNode, lambda n: n.call.arguments["a"].value({"n": 1}), "n1"),
    # branch
    ("main: {branch: [{when: level > 1, goto: bye}, {else: main}]}", BranchNode, lambda n: (n.cases[0].route.goto, n.otherwise.goto), ("bye", "main")),
    ('main: {branch: [{hours: "22:00-06:00", days: [mon-tue, sat], goto: bye}, {else: main}]}', BranchNode, lambda n: (n.cases[0].hours, n.cases[0].days), ((1320, 360), {1, 2, 6})),
    ("main: {branch: [{days: sun, goto: bye, prompt: Да.}, {else: {goto: main, prompt: Нет.}}]}", BranchNode, lambda n: said(n.otherwise.prompt), ["Нет."]),
    # call, return
    ("main: {call: password, with: {level: 2}, granted: bye, into: who}", CallNode, lambda n: (n.dialog, n.into, list(n.outcomes)), ("password", "who", ["granted"])),
    ("main: {return: granted, with: {a: 1}}", ReturnNode, lambda n: (n.outcome, n.values["a"].value({})), ("granted", 1)),
    # transfer
    ('main: {transfer: "0500", busy: bye}', TransferNode, lambda n: (n.destination, n.timeout), ("0500", 30.0)),
    ('main: {transfer: "0500", busy: bye, failed: main}', TransferNode, lambda n: {o: r.goto for o, r in n.outcomes.items()}, {"busy": "bye", "no_answer": "bye", "failed": "main"}),
    # hangup
    ("main: {hangup: true}", HangupNode, lambda n: n.prompt, None),
    ("main: {hangup: true, prompt: Пока.}", HangupNode, lambda n: said(n.prompt), ["Пока."]),
    ("main: {hangup: {ru: Пока., en: Bye.}}", HangupNode, lambda n: said(n.prompt, "en"), ["Bye."]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "field", "value"), FIELDS)
def test_field(text: str, kind: type[Node], field: Check, value: object) -> None:
    node = node_of(text)
    assert type(node) is kind
    assert field(node) == value


def test_places_are_where_the_author_wrote() -> None:
    node = node_of("main:\n  menu:\n    bye: {key: 1, label: конец, goto: bye}")
    assert isinstance(node, MenuNode)
    choice = node.choices[0]
    assert choice.label is not None
    assert [str(at) for at in (node.at, choice.at, choice.label.at, choice.route.at)] == [
        "menu.yaml:7:3",
        "menu.yaml:9:7",
        "menu.yaml:9:28",
        "menu.yaml:9:35",
    ]


def test_defaults_hold_for_every_question() -> None:
    text = """
service: s
languages: [ru]
numbers: {"1": main}
defaults: {first_key: 9s, between_keys: 1s, tries: 4, then: {goto: bye, prompt: Жаль.}, no_match: Нет., accept: 0.8}
nodes:
  main: {menu: {bye: {key: 1, label: конец}}, no_input: Тихо.}
  bye: {hangup: true}
"""
    node = service_of(text).root.nodes["main"]
    assert isinstance(node, MenuNode)
    asking = node.asking
    assert (asking.first_key, asking.between_keys, asking.accept) == (9.0, 1.0, 0.8)
    assert said(asking.remedies["no_match"].prompt) == ["Нет."]
    assert said(asking.remedies["no_input"].prompt) == ["Тихо."]
    assert asking.remedies["rejected"].tries == 4
    assert said(asking.remedies["rejected"].then.prompt) == ["Жаль."]


def test_head() -> None:
    text = """
service: s
title: Клиника
languages: [en, ru]
numbers: {"600": main, "+78002000600": bye}
timezone: Europe/Moscow
defaults: {then: bye}
universals: {repeat: {key: "#", say: [repeat]}, desk: {key: "0", goto: bye}}
access: {levels: [low, high], authenticate: password, denied: bye}
limits: {errors: 4, menu_seconds: 1m}
nodes:
  main: {goto: bye}
  bye: {hangup: true}
"""
    service = service_of(text)
    assert (service.name, service.languages, service.timezone) == ("s", ("en", "ru"), "Europe/Moscow")
    assert service.title is not None and service.title.texts["en"].static == "Клиника"
    assert service.numbers == {"600": "main", "+78002000600": "bye"}
    assert [(u.name, u.key, u.goto, dict(u.phrases)) for u in service.universals] == [
        ("repeat", "#", None, {"en": ("repeat",)}),
        ("desk", "0", "bye", {}),
    ]
    assert (service.access.levels, service.access.authenticate) == (("low", "high"), "password")
    assert service.access.denied is not None and service.access.denied.goto == "bye"
    assert (service.limits.errors, service.limits.menu_seconds, service.limits.choices) == (4, 60.0, 5)
    assert (service.exhausted.goto, service.root.start) == ("bye", "main")


def test_sub_dialog_and_included_file() -> None:
    dialog = "dialog: password\nparameters: [level]\nthen: no\nnodes:\n  ask: {collect: secret, goto: 'yes'}\n"
    dialog = dialog.replace("then: no", "then: refused").replace("'yes'", "done")
    dialog += "  refused: {return: refused}\n  done: {return: granted}\n"
    service = service_of(
        HEAD + indented("main: {call: password, with: {level: 1}, granted: more, refused: bye}"),
        fragments={"more.yaml": "nodes:\n  more: {goto: bye}\n  bye: {hangup: true}\n"},
        dialogs={"password.yaml": dialog},
    )
    assert list(service.root.nodes) == ["main", "more", "bye"]
    password = service.dialogs["password"]
    assert (password.start, password.parameters, password.returns) == ("ask", ("level",), {"refused", "granted"})
    ask = password.nodes["ask"]
    assert isinstance(ask, CollectNode)
    assert ask.asking.remedies["no_match"].then.goto == "refused"


def test_dialog_without_its_own_way_out_takes_the_service_s() -> None:
    dialog = "dialog: password\nstart: done\nnodes:\n  ask: {collect: secret, goto: done}\n  done: {return: granted}\n"
    service = service_of(HEAD + indented("main: {goto: bye}"), dialogs={"password.yaml": dialog})
    ask = service.dialogs["password"].nodes["ask"]
    assert isinstance(ask, CollectNode)
    assert ask.asking.remedies["no_input"].then.goto == "bye"
    assert service.dialogs["password"].start == "done"


def test_named_prompts() -> None:
    service = service_of(
        HEAD + indented("main: {menu: {bye: {key: 1, label: $end}}, no_match: $wrong}"),
        prompts={"prompts.yaml": "end: {ru: конец, en: end}\nwrong: [{ru: Нет.}, {ru: Увы.}]\n"},
    )
    node = service.root.nodes["main"]
    assert isinstance(node, MenuNode)
    assert node.choices[0].label is not None
    assert node.choices[0].label.texts["en"].static == "end"
    assert said(node.asking.remedies["no_match"].prompt) == ["Нет.", "Увы."]
    assert node.choices[0].label.at.file == "prompts.yaml"


def test_equal_texts_are_compiled_once() -> None:
    text = 'main: {prompt: ["{{ caller }}!", "{{ caller }}!"], goto: bye}'
    node = node_of(text)
    assert node.prompt is not None
    first, second = node.prompt.attempts
    assert first.texts["ru"] is second.texts["ru"]


def test_outcomes_may_be_named_like_kinds_of_node() -> None:
    node = node_of("main: {action: desk.ask, transfer: bye, list: main, failed: bye}")
    assert isinstance(node, ActionNode)
    assert list(node.outcomes) == ["transfer", "list", "failed", "late"]
