"""Every example of the fault catalogue: what is shown as wrong has the fault, what is shown as right has none."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ivr.menu.codes import CODES, Code
from ivr.menu.faults import Fault
from ivr.menu.loader import load
from ivr.testing import run
from tests.docs.test_blocks import SERVICE_LESS, faults_of
from tests.docs.world import load_fragment

ONE_DOCUMENT = [code for code in CODES.values() if code.wrong and code.code not in SERVICE_LESS]

SERVICE = """\
service: clinic
languages: [ru]
numbers: {"0505": main}
defaults: {then: bye}
nodes:
  main:
    menu:
      balance: {key: 1, label: баланс, goto: bye}
  bye: {hangup: true}
"""


def told(faults: Iterator[Fault] | tuple[Fault, ...] | list[Fault]) -> str:
    """Faults, as a failure shows them."""
    return "\n".join(fault.render() for fault in faults)


@pytest.mark.parametrize("code", [pytest.param(code, id=code.code) for code in ONE_DOCUMENT])
def test_wrong_example_has_the_fault(code: Code, tmp_path: Path) -> None:
    faults = faults_of(code.wrong + "\n", tmp_path, code.code)
    assert code.code in {fault.code for fault in faults}, told(faults)


@pytest.mark.parametrize("code", [pytest.param(code, id=code.code) for code in ONE_DOCUMENT if code.right])
def test_right_example_has_no_fault(code: Code, tmp_path: Path) -> None:
    faults = faults_of(code.right + "\n", tmp_path)
    assert not faults, told(faults)


def test_every_code_is_shown_mended_or_cannot_be() -> None:
    """What a menu's text cannot show: unreadable files, invisible characters, sizes, other faults of YAML."""
    without = {code.code for code in CODES.values() if not (code.wrong and code.right)}
    assert without == {"Y001", "Y002", "Y003", "Y004", "Y005", "Y019", "Y020", "Y040", "B003", "B004"}


def test_file_outside_the_folder(tmp_path: Path) -> None:
    code = CODES["Y027"]
    assert code.code in {fault.code for fault in load_fragment(tmp_path / "wrong", code.wrong + "\n").faults}
    right = load_fragment(tmp_path / "right", code.right + "\n").faults
    assert not right, told(right)


def test_module_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = CODES["A002"]
    for module in ("clinic", "clinic.actions"):
        monkeypatch.delitem(sys.modules, module, raising=False)
    (tmp_path / "clinic").mkdir()
    (tmp_path / "clinic" / "__init__.py").write_text("")
    (tmp_path / "clinic" / "actions.py").write_text("")
    file = tmp_path / "service.yaml"
    file.write_text(code.wrong + "\n" + SERVICE, encoding="utf-8")
    assert [fault.code for fault in load(file).faults] == [code.code]
    file.write_text(code.right + "\n" + SERVICE, encoding="utf-8")
    right = load(file).faults
    for module in ("clinic", "clinic.actions"):
        sys.modules.pop(module, None)
    assert not right, told(right)


@pytest.mark.parametrize("name", ["S006", "S007"])
def test_script_that_does_not_fit_its_service(name: str, tmp_path: Path) -> None:
    code = CODES[name]
    (tmp_path / "service.yaml").write_text(SERVICE, encoding="utf-8")
    (tmp_path / "calls").mkdir()
    script = tmp_path / "calls" / "shown.call.yaml"
    script.write_text(code.wrong + "\n", encoding="utf-8")
    assert code.code in {fault.code for fault in run([script]).faults}
    script.write_text(code.right + "\n", encoding="utf-8")
    right = run([script]).faults
    assert not right, told(right)
