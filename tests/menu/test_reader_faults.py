"""Wrong menus: each fault with its code, its place and a hint that shows the text mended."""

import pytest

from ivr.menu.faults import Fault
from ivr.menu.model import ROOT
from tests.menu.reading import HEAD, indented, reading

FIRST = HEAD.count("\n") + 1
"""The line on which the nodes of `HEAD` begin; two columns of indentation stand before them."""


def shown(faults: list[Fault]) -> list[str]:
    """Faults in short, for a message of pytest."""
    return [fault.render() for fault in faults]


NODES: list[tuple[str, list[tuple[str, int, int, str]]]] = [
    # the node as a whole
    ("main: bye", [("M003", 1, 1, "{prompt: …, goto: …}")]),
    ("main: [bye]", [("M003", 1, 1, "{prompt: …, goto: …}")]),
    ("main: {}", [("M005", 1, 1, "`menu`")]),
    ("main: {mneu: {}}", [("M001", 1, 8, "`menu`")]),
    ("main: {say: Да., goto: bye}", [("M001", 1, 8, "`prompt`")]),
    ("main: {menu: {bye: {label: да}}, hangup: true}", [("M005", 1, 34, "two nodes")]),
    ("main: {prompt: Да.}", [("M002", 1, 7, "`goto: main`")]),
    ("main: {prompt: Да., gotp: bye}", [("M001", 1, 21, "`goto`")]),
    ("main: {prompt: Да., goto: bye, colour: red}", [("M001", 1, 32, "keys here are")]),
    ("m-n: {goto: bye}", [("M007", 1, 1, "`m_n`")]),
    ("mаin: {goto: bye}", [("M007", 1, 1, "`main`")]),
    ("main: {goto: to bye}", [("M007", 1, 14, "`to_bye`")]),
    ("main: {goto: [bye]}", [("M003", 1, 14, "write `bye`, without the list")]),
    ("main: {goto: [bye, main]}", [("M003", 1, 14, "write one of them: `bye`")]),
    ("main: {goto: {to: bye}}", [("M003", 1, 14, "write one value")]),
    ("main: {goto: bye, needs: proven}", [("M009", 1, 26, "`proved`")]),
    ("main: {goto: bye, needs: 2}", [("M009", 1, 26, "`proved`")]),
    ("main: {goto: bye, set: [a]}", [("M003", 1, 24, "{name:")]),
    ("main: {goto: bye, set: {a b: 1}}", [("M007", 1, 25, "`a_b`")]),
    ("main: {goto: bye, set: {a: [1]}}", [("M003", 1, 28, "write `1`, without the list")]),
    # texts
    ("main: {prompt: , goto: bye}", [("M004", 1, 16, "")]),
    ('main: {prompt: " ", goto: bye}', [("M004", 1, 16, "")]),
    ("main: {prompt: [], goto: bye}", [("M004", 1, 16, "")]),
    ("main: {prompt: {}, goto: bye}", [("M002", 1, 16, "`ru: …`")]),
    ("main: {prompt: {de: Ja.}, goto: bye}", [("M001", 1, 17, "`ru`")]),
    ("main: {prompt: {ru: Да., bargein: false}, goto: bye}", [("M001", 1, 26, "`barge_in`")]),
    ("main: {prompt: {ru: Да., barge_in: 'no'}, goto: bye}", [("M004", 1, 36, "`false`")]),
    ("main: {prompt: {ru: [Да.]}, goto: bye}", [("M003", 1, 21, "write `Да.`")]),
    ("main: {prompt: $nothing, goto: bye}", [("T005", 1, 16, "`prompts`")]),
    ('main: {prompt: "{{ a | mony }}", goto: bye}', [("T003", 1, 16, "`money`")]),
    ('main: {prompt: "{{ a | sing }}", goto: bye}', [("T003", 1, 16, "")]),
    ('main: {prompt: "{{ a", goto: bye}', [("T004", 1, 16, "")]),
    ("main:\n  goto: bye\n  prompt: |\n    Раз\n    {{ a | mony }}", [("T003", 5, -1, "`money`")]),
    ('main: {goto: bye, set: {a: "{{ 1 + }}"}}', [("T004", 1, 28, "")]),
    ("main: {prompt: {ru: Да., fr: Oui.}, goto: bye}", [("M001", 1, 26, "`ru`, `en`")]),
    ('main: {prompt: "{name}", goto: bye}', [("T004", 1, 16, "`{{ name }}`")]),
    ('main: {prompt: "${name | money}", goto: bye}', [("T004", 1, 16, "`{{ name | money }}`")]),
    ("main: {prompt: welcome.wav, goto: bye}", [("M004", 1, 16, "recording: welcome")]),
    # a node that is not indented: its keys are no nodes
    ("main:\nmenu: {bye: {key: 1, label: да}}\nprompt: Да.\nbye: {hangup: true}", []),
    ("main: {confirm: Да?, true: bye, no: bye}", [("M001", 1, 22, "`yes`")]),
    ("main: {action: visits.book, menu: {}}", [("M005", 1, 8, "two nodes")]),
    ("main: {menu: {bye: {key: “1”, label: да}}}", [("M008", 1, 26, "`1`")]),
    ("main: {menu: {bye: {key: 1, say: [], label: да}}}", [("M004", 1, 34, "leave the key out")]),
    # shortcuts
    ("main: {menu: {bye: {key: 1, label: да}}, shortcuts: bye}", [("M003", 1, 53, "`[balance, tariff]`")]),
    ("main: {menu: {bye: {key: 1, label: да}}, shortcuts: []}", [("M004", 1, 53, "leave the key out")]),
    ("main: {menu: {bye: {key: 1, label: да}}, shortcuts: [bye]}", [("M011", 1, 54, "leave it out")]),
    ("main: {menu: {bye: {key: 1, label: да}}, shortcuts: [main]}", [("M004", 1, 54, "that a choice")]),
    ("main: {menu: {bye: {key: 1, label: да}}, shortcuts: [x, x]}", [("M006", 1, 57, "leave one of them out")]),
    # menu
    ("main: {menu: [bye]}", [("M003", 1, 14, "{key: 1, label: …}")]),
    ("main: {menu: {}}", [("M004", 1, 14, "{key: 1, label: …}")]),
    ("main: {menu: {bye: 1}}", [("M003", 1, 20, "`bye: {key: 1, label: …}`")]),
    ("main: {menu: {bye: {key: 1}}}", [("M002", 1, 15, "`label: …`")]),
    ("main: {menu: {bye: {hidden: true}}}", [("M002", 1, 15, "`key`")]),
    ("main: {menu: {bye: {ley: 1, label: да}}}", [("M001", 1, 21, "`key`")]),
    ("main: {menu: {bye: {key: x, label: да}}}", [("M008", 1, 26, "keys are")]),
    ("main: {menu: {bye: {label: [да, нет]}}}", [("M003", 1, 28, "write one of them: `да`")]),
    ("main: {menu: {bye: {label: да, say: []}}}", [("M004", 1, 37, "")]),
    ("main: {menu: {bye: {label: да, say: ['!']}}}", [("M004", 1, 38, "")]),
    ("main: {menu: {bye: {label: да, say: {de: [ja]}}}}", [("M010", 1, 38, "`ru`")]),
    ('main: {menu: {bye: {label: да, say: ["{{ x }}"]}}}', [("M004", 1, 38, "as they are said")]),
    ('main: {menu: {bye: {label: да, when: "{{ x }}"}}}', [("M004", 1, 38, "`x`")]),
    ("main: {menu: {bye: {label: да, when: a ==}}}", [("T004", 1, 38, "")]),
    ("main: {menu: {bye: {label: да}}, overlap: 1}", [("M004", 1, 43, "`true`")]),
    # asking
    ("main: {menu: {bye: {label: да}}, first_key: 5}", [("M004", 1, 45, "`5s`")]),
    ("main: {menu: {bye: {label: да}}, first_kay: 5s}", [("M001", 1, 34, "`first_key`")]),
    ("main: {menu: {bye: {label: да}}, tries: 0}", [("M004", 1, 41, "`3`")]),
    ("main: {menu: {bye: {label: да}}, no_match: {prompt: Нет., tires: 3}}", [("M001", 1, 59, "`tries`")]),
    ("main: {menu: {bye: {label: да}}, then: {prompt: Увы.}}", [("M002", 1, 40, "`goto: main`")]),
    ("main: {menu: {bye: {label: да}}, without: back}", [("M003", 1, 43, "`[back]`")]),
    ("main: {menu: {bye: {label: да}}, without: [back, back]}", [("M006", 1, 50, "")]),
    ("main: {menu: {bye: {label: да}}, accept: 0.4, confirm_from: 0.5}", [("M011", 1, 47, "")]),
    # collect
    ("main: {collect: digit, goto: bye}", [("M004", 1, 17, "`digits`")]),
    ("main: {collect: digits, length: 6 to 10, goto: bye}", [("M004", 1, 33, "`6-10`")]),
    ("main: {collect: digits, min: 5, goto: bye}", [("M011", 1, 25, "`collect: amount`")]),
    ("main: {collect: secret, pattern: '1', goto: bye}", [("M011", 1, 25, "never said or compared")]),
    ("main: {collect: digits, secret: true, confirm: Так?, goto: bye}", [("M011", 1, 39, "never said or compared")]),
    ("main: {collect: secret, secret: false, goto: bye}", [("M011", 1, 25, "`collect: digits`")]),
    ("main: {collect: amount, min: 9, max: 5, goto: bye}", [("M011", 1, 25, "smaller")]),
    ("main: {collect: amount, min: 0.555, goto: bye}", [("M004", 1, 30, "")]),
    ("main: {collect: number, max: 1.5, goto: bye}", [("M004", 1, 30, "`2`")]),
    ("main: {collect: amount, max: 300 руб, goto: bye}", [("M004", 1, 30, "`300`")]),
    ("main: {collect: yes_no, length: 2, goto: bye}", [("M011", 1, 25, "one key")]),
    ('main: {collect: digits, terminator: "##", goto: bye}', [("M008", 1, 37, '`"#"`')]),
    ("main: {collect: digits, with: {a: 1}, goto: bye}", [("M011", 1, 25, "`validate: …`")]),
    ("main: {collect: digits, pattern: '9[', goto: bye}", [("M004", 1, 34, "")]),
    # confirm
    ("main: {confirm: Да?, yes: bye}", [("M002", 1, 7, "`no: main`")]),
    ("main: {confirm: Да?, yes: bye, no: bye, no_key: 1}", [("M011", 1, 41, "two keys")]),
    ("main: {confirm: Да?, yes: bye, no: bye, prompt: Э.}", [("M001", 1, 41, "under `confirm`")]),
    # list
    ("main: {list: found, goto: bye}", [("M003", 1, 14, "from: tariff.list")]),
    ("main: {list: {each: x, empty: bye}, goto: bye}", [("M002", 1, 14, "`from: …`")]),
    ("main: {list: {items: a, from: doctors.free, each: x, empty: bye}, goto: bye}", [("M011", 1, 15, "")]),
    ("main: {list: {items: a, with: {b: 1}, each: x, empty: bye}, goto: bye}", [("M011", 1, 25, "")]),
    ("main: {list: {items: a, each: x, empty: bye, page: 7}, goto: bye}", [("M004", 1, 52, "`6`")]),
    ("main: {list: {items: a, each: x, empty: bye, next: 3}, goto: bye}", [("M011", 1, 46, "")]),
    ("main: {list: {items: a, each: x, empty: bye, next: 7}, goto: bye}", [("M011", 1, 46, "two keys")]),
    ("main: {list: {items: a, each: x}, goto: bye}", [("M002", 1, 14, "`empty: no_options`")]),
    ("main: {list: {items: a, each: x, empty: bye}, goto: bye, filler: Ждите.}", [("M011", 1, 58, "")]),
    # action
    ("main: {action: visits.book, booked: bye, promt: Да.}", [("M001", 1, 42, "`prompt`")]),
    ("main: {action: visits book, booked: bye}", [("M007", 1, 16, "`balance.get`")]),
    ("main: {action: visits.book, booked: [bye]}", [("M003", 1, 37, "`main`")]),
    ("main: {action: visits.book, booked: {prompt: Да.}}", [("M002", 1, 37, "`goto: main`")]),
    ("main: {action: visits.book, timeout: 8, booked: bye}", [("M004", 1, 38, "`8s`")]),
    # branch
    ("main: {branch: {when: x, goto: bye}}", [("M003", 1, 16, "- {when: …, goto: …}")]),
    ("main: {branch: [{when: x, goto: bye}]}", [("M002", 1, 16, "- else: …")]),
    ("main: {branch: [{else: bye}, {when: x, goto: bye}]}", [("M011", 1, 18, "last")]),
    ("main: {branch: [{goto: bye}, {else: bye}]}", [("M002", 1, 17, "`when`")]),
    ("main: {branch: [{when: x}, {else: bye}]}", [("M002", 1, 17, "`goto: …`")]),
    ("main: {branch: [{else: bye, prompt: Да.}]}", [("M011", 1, 29, "- else: {")]),
    ("main: {branch: [{days: monday, goto: bye}, {else: bye}]}", [("M004", 1, 24, "`mon`")]),
    ("main: {branch: [{days: [mon, x], goto: bye}, {else: bye}]}", [("M004", 1, 30, "")]),
    ("main: {branch: [{hours: 9-18, goto: bye}, {else: bye}]}", [("M004", 1, 25, '`"09:00-18:00"`')]),
    ("main: {branch: [bye]}", [("M003", 1, 17, "{when: …")]),
    # call, return, transfer, language, hangup
    ("main: {call: pass word, granted: bye}", [("M007", 1, 14, "`pass_word`")]),
    ("main: {return: [granted]}", [("M003", 1, 16, "write `granted`")]),
    ('main: {transfer: "0500"}', [("M002", 1, 7, "`busy: later`")]),
    ('main: {transfer: "8 (800) 200", busy: bye}', [("M004", 1, 18, '`"8800200"`')]),
    ("main: {language: de, goto: bye}", [("M010", 1, 18, "`ru`")]),
    ("main: {hangup: true, bye: x}", [("M001", 1, 22, "keys here are")]),
    ("main: {hangup: false}", [("M004", 1, 16, "`hangup: true`")]),
    ("main: {hangup: Пока., prompt: Да.}", [("M011", 1, 23, "under `hangup`")]),
    # several in one run
    (
        "main: {menu: {bye: {key: q}}, first_key: 5, tries: no}\nmore: {goto: b c}",
        [("M002", 1, 15, ""), ("M008", 1, 26, ""), ("M004", 1, 42, "`5s`"), ("M004", 1, 52, ""), ("M007", 2, 14, "")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), NODES)
def test_fault_of_a_node(text: str, expected: list[tuple[str, int, int, str]]) -> None:
    found, faults = reading(HEAD + indented(text))
    places = [(fault.code, fault.at.line - FIRST + 1, fault.at.column - 2) for fault in faults]
    assert places == [case[:3] for case in expected], shown(faults)
    assert all(case[3] in fault.hint for case, fault in zip(expected, faults, strict=True)), shown(faults)
    assert all(fault.at.file == "menu.yaml" for fault in faults)
    assert (ROOT, text.partition(":")[0]) in found.broken


GOOD = "service: s\nlanguages: [ru]\nnumbers: {'1': main}\ndefaults: {then: main}\nnodes: {main: {hangup: true}}\n"

HEADS: list[tuple[str, str, list[tuple[str, int, int, str]]]] = [
    ("service: s\n", "", [("M002", 1, 1, '`service: "0505"`')]),
    ("languages: [ru]\n", "", [("M002", 1, 1, "`languages: [ru, en]`")]),
    ("languages: [ru]", "languages: ru", [("M003", 2, 12, "`[ru]`")]),
    ("languages: [ru]", "languages: []", [("M004", 2, 12, "`[ru, en]`")]),
    ("languages: [ru]", "languages: [ru, de]", [("M010", 2, 17, "`en`")]),
    ("languages: [ru]", "languages: [ru, ru]", [("M006", 2, 17, "")]),
    ("numbers: {'1': main}", "numbers: main", [("M003", 3, 10, '`{"0505": welcome}`')]),
    ("numbers: {'1': main}", "numbers: {}", [("M004", 3, 10, '`{"0505": welcome}`')]),
    ("numbers: {'1': main}", "numbers: {one: main}", [("M004", 3, 11, "digits")]),
    ("defaults: {then: main}\n", "", [("M002", 1, 1, "`defaults: {then: operator}`")]),
    ("defaults: {then: main}", "defaults: {}", [("M002", 4, 11, "`then: operator`")]),
    ("defaults: {then: main}", "defaults: main", [("M003", 4, 11, "then: operator")]),
    ("defaults: {then: main}", "defaults: {then: main, frist_key: 5s}", [("M001", 4, 24, "`first_key`")]),
    ("defaults: {then: main}", "defaults: {then: main, tries: 2x}", [("M004", 4, 31, "`3`")]),
    ("nodes:", "access: {}\nnodes:", [("M002", 5, 9, "`levels: ")]),
    ("nodes:", "access: {levels: [a b]}\nnodes:", [("M007", 5, 19, "`a_b`")]),
    ("nodes:", "limits: {error: 3}\nnodes:", [("M001", 5, 10, "`errors`")]),
    ("nodes:", "limits: [3]\nnodes:", [("M003", 5, 9, "errors: 10")]),
    ("nodes:", "timezone: Europe/Moskow\nnodes:", [("M004", 5, 11, "`Europe/Moscow`")]),
    ("nodes:", "universals: [repeat]\nnodes:", [("M003", 5, 13, "repeat: {key:")]),
    ("nodes:", "universals: {repeat: '#'}\nnodes:", [("M003", 5, 22, "repeat: {key:")]),
    ("nodes:", "universals: {repeat: {}}\nnodes:", [("M002", 5, 14, "`key`")]),
    ("nodes:", "universals: {desk: {key: '0'}}\nnodes:", [("M002", 5, 14, "`goto: …`")]),
    ("nodes:", "universals: {back: {key: '*', goto: main}}\nnodes:", [("M011", 5, 31, "leave `goto` out")]),
    ("nodes:", "actions: a b\nnodes:", [("M007", 5, 10, "")]),
    ("nodes:", "include: {}\nnodes:", [("M003", 5, 10, "`[nodes.yaml]`")]),
    ("nodes:", "nods: {}\nnodes:", [("M001", 5, 1, "`nodes`")]),
    ("nodes: {main: {hangup: true}}", "nodes: [main]", [("M003", 5, 8, "main: {…}")]),
    ("nodes: {main: {hangup: true}}", "", [("M002", 1, 1, "`nodes:`")]),
    ("{hangup: true}", "{hangup: true, needs: x}", [("M009", 5, 37, "`access.levels`")]),
]


@pytest.mark.parametrize(("old", "new", "expected"), HEADS)
def test_fault_of_the_head(old: str, new: str, expected: list[tuple[str, int, int, str]]) -> None:
    assert old in GOOD
    _, faults = reading(GOOD.replace(old, new))
    assert [(f.code, f.at.line, f.at.column) for f in faults] == [case[:3] for case in expected], shown(faults)
    assert all(case[3] in fault.hint for case, fault in zip(expected, faults, strict=True)), shown(faults)


def test_names_given_twice_show_both_places() -> None:
    nodes = "nodes:\n  main: {hangup: true}\n"
    dialog = "dialog: password\nnodes: {done: {return: granted}}\n"
    found, faults = reading(
        GOOD,
        fragments={"more.yaml": nodes},
        dialogs={"one.yaml": dialog, "two.yaml": dialog},
        prompts={"a.yaml": "end: Всё.\n", "b.yaml": "end: Всё.\n"},
    )
    repeated = [(str(f.at), f.message) for f in faults if f.code == "M006"]
    assert repeated == [
        ("b.yaml:1:1", "two prompts are called `end`; the other is at a.yaml:1:1"),
        ("more.yaml:2:3", "two nodes are called `main`; the other is at menu.yaml:5:9"),
        ("two.yaml:1:9", "two sub-dialogs are called `password`; the other is at one.yaml:1:1"),
    ]
    assert found.broken == {(ROOT, "main")}


def test_unused_and_misnamed_prompts() -> None:
    text = GOOD.replace("hangup: true", "hangup: $closign")
    _, faults = reading(text, prompts={"p.yaml": "closing: Всё.\nstart: Да.\n"})
    assert [(str(f.at), f.code) for f in faults] == [
        ("menu.yaml:5:24", "T005"),
        ("p.yaml:1:1", "T007"),
        ("p.yaml:2:1", "T007"),
    ]
    assert "`closing`" in faults[0].hint
    assert "`$closing`" in faults[1].hint


def test_a_label_is_one_phrase() -> None:
    text = HEAD + indented("main: {menu: {bye: {key: 1, label: $end}}}")
    _, faults = reading(text, prompts={"p.yaml": "end: [раз, два]\n"})
    assert [fault.code for fault in faults] == ["M003"]


def test_wrong_nodes_leave_the_rest_readable() -> None:
    text = HEAD + indented("main: {goto: bye}\nbad: {menu: 1}\nworse: 5\nbye: {hangup: true}")
    found, _ = reading(text)
    assert found.service is not None
    assert list(found.service.root.nodes) == ["main", "bye"]
    assert found.broken == {(ROOT, "bad"), (ROOT, "worse")}
