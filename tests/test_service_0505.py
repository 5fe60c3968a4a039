"""0505 as its callers meet it: the call scripts, all of the menu, no secret anywhere."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from ivr.menu.checks.together import together
from ivr.menu.loader import load
from ivr.menu.model import MenuNode, prompts
from ivr.menu.paths import functions
from ivr.menu.schema import dumps
from ivr.testing import run
from ivr.testing.schema import script_schema
from ivr.wording.estimate import seconds

ROOT = Path(__file__).parents[1]
MENU = ROOT / "menus" / "0505"
DEPTH = 4
CHOICES = 5
FIRST_WORD = 2.0
"""Seconds until what a caller waits for begins."""


@pytest.fixture(scope="module")
def loaded():
    return load(MENU)


def test_the_menu_has_no_fault_and_no_warning(loaded):
    assert [fault.render() for fault in loaded.faults] == []


def test_every_call_goes_as_written_and_all_of_the_menu_is_called():
    report = run([MENU])
    assert [result.render() for result in report.failed] == []
    assert [fault.render() for fault in report.faults] == []
    assert len(report.results) > 150
    [coverage] = report.coverages
    missed = coverage.to_dict()
    assert missed["percent"] == 100, missed


def test_menus_are_short_and_functions_near(loaded):
    for _, node in loaded.service.nodes():
        if isinstance(node, MenuNode):
            assert together([choice for choice in node.choices if not choice.hidden]) <= CHOICES, node.name
    for function in functions(loaded.service):
        assert function.depth <= DEPTH, function.name


def test_every_function_is_reached_by_voice_too(loaded):
    for _, node in loaded.service.nodes():
        if isinstance(node, MenuNode):
            for choice in node.choices:
                assert set(choice.phrases) == set(loaded.service.languages), f"{node.name}.{choice.name}"


def test_no_digit_of_a_password_is_in_any_transcript():
    """Every call is made to fail at its end, so that its transcript is shown."""
    from ivr.testing.caller import Caller
    from ivr.testing.expectations import CallFailed
    from ivr.testing.subject import Subject

    caller: Caller = Subject.load(MENU).caller()
    caller.account(blocked=10, password="73519").dial("0505").press("41 1").press("73519#").hears("Блокировка снята")
    with pytest.raises(CallFailed) as failed:
        caller.hears("этого никто не скажет")
    assert "73519" not in str(failed.value)
    assert str(failed.value).count("presses •") == 5


@pytest.mark.parametrize(
    ("name", "text"),
    [("menu.schema.json", dumps()), ("call.schema.json", json.dumps(script_schema(), ensure_ascii=False, indent=2))],
)
def test_the_schemas_beside_the_menus_are_those_of_the_language(name, text):
    """They are what editors complete by. Make them anew with ``ivr schema`` and ``ivr schema --calls``."""
    assert json.loads((ROOT / "menus" / name).read_text(encoding="utf-8")) == json.loads(text)


def test_every_menu_file_names_its_schema():
    for file in [*MENU.glob("*.yaml"), *(MENU / "calls").glob("*.yaml")]:
        first = file.read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith("# yaml-language-server: $schema="), file
        schema = first.partition("$schema=")[2]
        assert (file.parent / schema).is_file(), f"{file} names {schema}"


def test_what_is_asked_for_is_heard_within_two_seconds(loaded):
    """A sum, a day, a name that a caller waits for does not hide behind an opening of many words."""
    late = []
    for _, node in loaded.service.nodes():
        for where, prompt in prompts(node):
            for phrase in prompt.attempts:
                for language, text in phrase.texts.items():
                    opening, slot, _ = text.source.partition("{{")
                    if slot and not re.search(r"[.!?:%] *.", opening) and seconds(opening, language) > FIRST_WORD:
                        late.append(f"{node.name}.{where}: {opening}")
    assert late == []
