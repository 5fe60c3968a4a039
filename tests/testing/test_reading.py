"""Call scripts are read strictly, and say where they are wrong."""

from __future__ import annotations

import textwrap
from datetime import datetime
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from ivr.menu import source
from ivr.menu.faults import CODES, Faults
from ivr.menu.schema import plain_data
from ivr.testing.reading import read_scripts
from ivr.testing.schema import script_schema
from ivr.testing.script import Expect, HangUpStep, Hear, Press, Script, Silent, Simulation, Speak, Wait

SCHEMA = Draft202012Validator(script_schema())

WHOLE = """
service: ../service.yaml
call: {from: "+79001112233", to: "0505", language: en, at: "2026-05-01 23:30"}
account: {balance: 121.05, tariff: base, blocked: false}
simulate: {pay.take: late, balance.get: {after: 3s}, pin.check: {outcome: granted, level: 2}}
steps:
  - hear: Здравствуйте
  - hear: [один, два]
  - never hear: ошибка
  - press: 1 1
  - press: 5
  - press: "#"
  - say: баланс
  - say: {text: оператор, confidence: 0.4}
  - silent
  - wait: 500ms
  - expect: {node: main, outcome: main.balance, account: {balance: 0}, transfer: "0500", ended: true}
  - sms: пароль
  - transfer: busy
  - simulate: {pay.take: failed}
  - hang up
"""


def read(tmp_path: Path, text: str) -> tuple[tuple[Script, ...], list[str]]:
    file = tmp_path / "bonus.call.yaml"
    file.write_text(textwrap.dedent(text).lstrip(), encoding="utf-8")
    scripts, faults = read_scripts(file)
    return scripts, [
        f"{fault.at.line}:{fault.at.column} {fault.code} {fault.message} ({fault.hint})" for fault in faults
    ]


def test_a_script_is_read_whole(tmp_path: Path) -> None:
    [script], faults = read(tmp_path, WHOLE)
    assert not faults
    assert script.name == "bonus"
    assert script.service == "../service.yaml"
    assert script.head.caller == "+79001112233"
    assert script.head.called == "0505"
    assert script.head.language == "en"
    assert script.head.at == datetime(2026, 5, 1, 23, 30)
    assert script.account == {"balance": 121.05, "tariff": "base", "blocked": False}
    assert script.simulate["pay.take"] == Simulation("late")
    assert script.simulate["balance.get"] == Simulation(after=3.0)
    assert script.simulate["pin.check"] == Simulation("granted", level=2)
    assert len(script.steps) == 15
    assert [step.texts for step in script.steps if isinstance(step, Hear)] == [
        ("Здравствуйте",),
        ("один", "два"),
        ("ошибка",),
    ]
    assert [step.keys for step in script.steps if isinstance(step, Press)] == ["1 1", "5", "#"]
    assert [(step.text, step.confidence) for step in script.steps if isinstance(step, Speak)] == [
        ("баланс", 1.0),
        ("оператор", 0.4),
    ]
    assert [step.seconds for step in script.steps if isinstance(step, Wait)] == [0.5]
    assert any(isinstance(step, Silent) for step in script.steps)
    assert isinstance(script.steps[-1], HangUpStep)
    expected = next(step for step in script.steps if isinstance(step, Expect))
    assert (expected.node, expected.outcome, expected.transfer, expected.ended) == (
        "main",
        "main.balance",
        "0500",
        True,
    )
    assert expected.account == {"balance": 0}
    assert expected.places["account"].line == 16


def test_several_calls_share_what_stands_beside_them(tmp_path: Path) -> None:
    scripts, faults = read(
        tmp_path,
        """
        call: {to: "0505"}
        account: {balance: 1, tariff: base}
        calls:
          in English:
            call: {language: en}
            account: {balance: 2}
            steps: [hear: Hello]
          in Russian:
            steps: [hear: Привет, hang up]
        """,
    )
    assert not faults
    assert [script.name for script in scripts] == ["bonus: in English", "bonus: in Russian"]
    assert scripts[0].head.called == "0505"
    assert scripts[0].head.language == "en"
    assert scripts[0].account == {"balance": 2, "tariff": "base"}
    assert scripts[1].head.language is None
    assert scripts[1].at.line == 8


def test_accounts_of_nobody_and_of_others_are_read(tmp_path: Path) -> None:
    scripts, faults = read(
        tmp_path,
        """
        account: nobody
        others: {"+79001112233": {balance: 5}}
        calls:
          a: {steps: [hang up]}
          b: {account: {balance: 1}, steps: [hang up]}
        """,
    )
    assert not faults
    assert [script.account for script in scripts] == [None, {"balance": 1}]
    assert scripts[0].others == {"+79001112233": {"balance": 5}}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("steps:\n  - hears: x\n", "2:5 S002 unknown step `hears` (did you mean `hear`?)"),
        ("steps:\n  - hang  up now\n", "2:5 S002 unknown step `hang  up now` (did you mean `hang up`?)"),
        ("steps:\n  - hang up: true\n", "2:5 S002 `hang up` takes no value (write `- hang up`)"),
        ("steps:\n  - press\n", "2:5 S002 `press` needs a value (write `- press: 1 1`)"),
        ("steps:\n  - hear: x\n    press: 1\n", "2:5 S002 several steps stand in one"),
        ("steps:\n  - {}\n", "2:5 S002 the step is empty"),
        ("steps:\n  - [hear]\n", "2:5 S002 one step is meant here"),
        ("stepz: []\n", "1:1 S001 unknown key `stepz` in call script (did you mean `steps`?)"),
        ("call: {form: x}\nsteps: [hang up]\n", "1:8 S001 unknown key `form` in head of a call (did you mean `from`?)"),
        ("call: {to: main}\nsteps: [hang up]\n", "1:12 S004 `main` is not a number to dial"),
        ("call: {at: noon}\nsteps: [hang up]\n", "1:12 S004 `noon` is not a date with a time"),
        ("call: 5\nsteps: [hang up]\n", "1:7 S004 a text stands where head of a call is meant"),
        ('call: {to: "0505"}\n', "1:1 S003 the script has no `steps`"),
        ("calls: {a: {}}\n", "1:9 S003 `a` has no `steps`"),
        ("calls: [a]\n", "1:8 S004 calls have names, this is a list"),
        ("steps: [hang up]\ncalls: {a: {steps: [hang up]}}\n", "1:1 S005 `steps` stands beside `calls`"),
        ("steps: hang up\n", "1:8 S004 steps are a list, not a text"),
        ("steps:\n  - wait: 6\n", "2:11 S004 `6` has no unit (write `6s`)"),
        ("steps:\n  - press: 1x\n", "2:12 S004 these are not keys of a telephone"),
        ("steps:\n  - press: [1]\n", "2:12 S004 one value is meant here, not a list"),
        ("steps:\n  - hear: '...'\n", "2:11 S004 `...` has no words"),
        ("steps:\n  - hear: []\n", "2:11 S004 the list is empty"),
        ("steps:\n  - say: {confidence: 0.5}\n", "2:10 S003 `text` is missing in words"),
        ("steps:\n  - say: {text: да, confidence: 5}\n", "2:33 S004 `5` is not a number from 0 to 1"),
        ("steps:\n  - transfer: bussy\n", "2:15 S004 a transfer cannot end `bussy` (did you mean `busy`?)"),
        ("steps:\n  - expect: {}\n", "2:13 S003 nothing is expected"),
        ("steps:\n  - expect: {outcome: balance}\n", "2:23 S004 `balance` names no node"),
        ("steps:\n  - expect: {account: 5}\n", "2:23 S004 an account has names and values"),
        ("steps:\n  - expect: {nodes: main}\n", "2:14 S001 unknown key `nodes` in expectation (did you mean `node`?)"),
        ("account: 5\nsteps: [hang up]\n", "1:10 S004 an account has names and values, this is a text"),
        ("others: {a: {}}\nsteps: [hang up]\n", "1:10 S004 `a` is not a number to dial"),
        ("others: 5\nsteps: [hang up]\n", "1:9 S004 numbers have accounts, this is a text"),
        ("simulate: [late]\nsteps: [hang up]\n", "1:11 S004 actions lead to outcomes, this is a list"),
        ("simulate: {a.b: {afer: 3s}}\nsteps: [hang up]\n", "1:18 S001 unknown key `afer` in simulated action"),
    ],
)
def test_a_fault_says_where_and_how(tmp_path: Path, text: str, fault: str) -> None:
    scripts, faults = read(tmp_path, text)
    assert not scripts
    assert [found for found in faults if found.startswith(fault)], faults


def test_every_fault_of_a_file_comes_in_one_run(tmp_path: Path) -> None:
    _, faults = read(tmp_path, "call: {form: x}\nsteps:\n  - hears: x\n  - wait: 6\n")
    assert [fault.split()[1] for fault in faults] == ["S001", "S002", "S004"]


def test_what_yaml_mangles_is_said_once(tmp_path: Path) -> None:
    _, faults = read(tmp_path, "call: {to: 0505}\nsteps: [hang up]\n")
    assert [fault.split()[1][0] for fault in faults] == ["Y"]


def test_a_message_shows_no_keys_and_neither_does_a_step(tmp_path: Path) -> None:
    _, faults = read(tmp_path, "steps:\n  - press: 4711x\n")
    assert "4711" not in "".join(faults)
    [script], _ = read(tmp_path, "steps:\n  - press: 4711\n")
    assert "4711" not in repr(script)


def test_a_file_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    scripts, faults = read_scripts(tmp_path / "none.call.yaml")
    assert not scripts
    assert faults[0].code == "Y001"


@pytest.mark.parametrize(("text", "valid"), [
    (WHOLE, True),
    ("calls: {a: {steps: [hang up]}}", True),
    ("steps: [hang up]\ncalls: {a: {steps: []}}", False),
    ("steps: [hang down]", False),
    ("steps: [hears: x]", False),
    ("steps: [{hear: x, press: 1}]", False),
    ("steps: [wait: 6]", False),
    ("steps: [hang up]\ncal: {}", False),
    ("steps: [transfer: bussy]", False),
])  # fmt: skip
def test_the_schema_agrees_with_the_reader(tmp_path: Path, text: str, valid: bool) -> None:
    tree = source.read_text(text.lstrip(), "x.call.yaml", Faults())
    assert tree is not None
    scripts, _ = read(tmp_path, text)
    assert SCHEMA.is_valid(plain_data(tree)) is valid
    assert bool(scripts) is valid


@pytest.mark.parametrize("code", [code for code in CODES.values() if code.code.startswith("S") and code.code < "S006"])
def test_the_examples_of_the_codes_are_true(tmp_path: Path, code: object) -> None:
    _, faults = read(tmp_path, code.wrong)  # type: ignore[attr-defined]
    assert code.code in {fault.split()[1] for fault in faults}  # type: ignore[attr-defined]
    scripts, faults = read(tmp_path, code.right)  # type: ignore[attr-defined]
    assert scripts
    assert not faults
