"""Faults, their list, their catalogue and the hints for mistyped words."""

from __future__ import annotations

import json

import pytest

from ivr.menu.codes import FAMILIES
from ivr.menu.faults import CODES, Fault, Faults, Location, Severity, did_you_mean, explain

HERE = Location("menu.yaml", 3, 7)


def test_fault_is_shown_as_place_code_message() -> None:
    fault = Fault("G001", "unknown target `man`", HERE, "did you mean `main`?")
    assert str(fault) == "menu.yaml:3:7 G001 unknown target `man`"
    assert fault.render() == f"{fault}\n  hint: did you mean `main`?"
    assert Fault("G001", "x", HERE).render() == "menu.yaml:3:7 G001 x"
    assert json.loads(json.dumps(fault.to_dict())) == {
        "code": "G001",
        "severity": "error",
        "message": "unknown target `man`",
        "file": "menu.yaml",
        "line": 3,
        "column": 7,
        "hint": "did you mean `main`?",
    }


def test_places_are_ordered_as_they_are_read() -> None:
    assert Location("a", 2, 1) < Location("a", 10, 1) < Location("b", 1, 1) < Location("b", 1, 2)


def test_list_sorts_and_tells_errors_from_warnings() -> None:
    faults = Faults()
    faults.add("B001", "six choices", Location("b", 1, 1))
    assert not faults.has_errors
    faults.add("G001", "second", Location("a", 2, 1))
    faults.add("G001", "first", Location("a", 1, 1))
    faults.add("G001", "first", Location("a", 1, 1))
    assert len(faults) == 3
    assert [fault.message for fault in faults.sorted()] == ["first", "second", "six choices"]
    assert [fault.message for fault in faults.errors] == ["first", "second"]
    assert [fault.message for fault in faults.warnings] == ["six choices"]
    assert faults.has_errors


def test_value_that_yaml_mangles_is_complained_of_once() -> None:
    faults = Faults()
    faults.add("Y013", "no value", HERE)
    faults.add("M003", "not a name", HERE)
    faults.add("G001", "unknown target", HERE)
    assert [fault.code for fault in faults] == ["Y013"]


@pytest.mark.parametrize(
    ("word", "known", "hint"),
    [
        ("promt", ["prompt", "menu"], "did you mean `prompt`?"),
        ("Menu", ["prompt", "menu"], "did you mean `menu`?"),
        ("no-match", ["no_match", "no_input"], "did you mean `no_match`?"),
        ("xyz", ["prompt", "menu"], ""),
        ("menu", ["menu"], ""),
        ("", ["menu"], ""),
        ("menu", [], ""),
    ],
)
def test_did_you_mean(word: str, known: list[str], hint: str) -> None:
    assert did_you_mean(word, known) == hint


@pytest.mark.parametrize("word", ["mеnu", "сard", "gоtо", "bаck"])
def test_did_you_mean_sees_through_cyrillic_twins(word: str) -> None:
    hint = did_you_mean(word, ["menu", "card", "goto", "back"])
    assert "another alphabet" in hint


def test_explanation_has_meaning_and_both_examples() -> None:
    text = explain("y021")
    assert text.startswith("Y021 number that starts with 0 (error)")
    assert '    numbers: {"0505": welcome}' in text
    assert "Wrong:" in text
    assert "Right:" in text


def test_unknown_code_offers_the_nearest() -> None:
    with pytest.raises(KeyError, match="did you mean"):
        explain("Y0021")


def test_catalogue_has_each_code_once_and_explains_it() -> None:
    everything = [code for family in FAMILIES for code in family]
    assert len(everything) == len(CODES)
    for family in FAMILIES:
        assert [code.code for code in family] == sorted(code.code for code in family)
        assert len({code.code[0] for code in family}) == 1
    for code in everything:
        assert len(code.code) == 4
        assert code.title
        assert len(code.explanation.split()) >= 20
        assert (code.code[0] == "B" or code.code in ("T007", "Y017")) == (code.severity is Severity.WARNING)
