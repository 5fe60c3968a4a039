"""check, graph, diff, actions."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run, data


def test_a_good_service_gives_its_functions_and_zero(run: Run, made: Path) -> None:
    result = run("check", made)
    assert result.exit_code == 0
    assert "0 errors, 0 warnings" in result.stdout
    rows = [line.split() for line in result.stdout.splitlines()]
    assert ["100", "1", "4.6", "hours"] in rows
    assert ["100", "2", "<number>", "10.2", "order"] in rows


def test_many_numbers_are_counted(run: Run, made: Path, tmp_path: Path) -> None:
    service = shutil.copytree(made, tmp_path / "bakery") / "service.yaml"
    text = service.read_text(encoding="utf-8")
    more = "".join(f'"20{number}": welcome, ' for number in range(5))
    service.write_text(text.replace("numbers: {", f"numbers: {{{more}"), encoding="utf-8")
    first = run("check", service.parent).stdout.splitlines()[1]
    assert "on 200, 201, 202, 203 and 2 more numbers:" in first


def test_a_fault_is_told_with_its_place_code_and_hint(run: Run, faulty: Path) -> None:
    result = run("check", faulty)
    assert result.exit_code == 1
    assert f"{faulty / 'service.yaml'}:6:33 G001 " in result.stdout
    assert "  hint: did you mean `bye`?" in result.stdout
    assert "error" in result.stdout.splitlines()[-1]


def test_faults_for_programs(run: Run, faulty: Path, made: Path) -> None:
    result = run("check", faulty, made, "--json")
    assert result.exit_code == 1
    report = data(result)
    assert report["ok"] is False
    bad, good = report["services"]
    assert bad["service"] is None
    wanted = {"code": "G001", "severity": "error", "line": 6}
    assert any(wanted.items() <= fault.items() for fault in bad["faults"])
    assert good["service"]["functions"][0]["keys"] == "1"
    assert good["ok"] is True


def test_a_folder_of_services_is_checked_whole(run: Run, tmp_path: Path, made: Path, faulty: Path) -> None:
    shutil.copytree(made, tmp_path / "all" / "made")
    shutil.copytree(faulty, tmp_path / "all" / "deep" / "faulty")
    result = run("check", tmp_path / "all", "--json")
    assert [Path(each["path"]).name for each in data(result)["services"]] == ["faulty", "made"]


def test_a_warning_fails_only_when_strict(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "warned"
    assert run("new", folder).exit_code == 0
    file = folder / "service.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "limits: {menu_seconds: 3s}\n", encoding="utf-8")
    relaxed = run("check", folder)
    assert "(warning)" in relaxed.stdout
    assert relaxed.exit_code == 0
    assert run("check", folder, "--strict").exit_code == 1


@pytest.mark.parametrize("path", ["nowhere", "no/such.yaml"])
def test_a_path_that_does_not_exist_is_wrong_use(run: Run, path: str) -> None:
    result = run("check", path)
    assert result.exit_code == 2
    assert "0505" in result.stderr


def test_a_folder_without_services_is_wrong_use(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = run("check", tmp_path / "empty")
    assert result.exit_code == 2
    assert "service.yaml" in result.stderr


def test_check_without_a_path_is_wrong_use(run: Run) -> None:
    assert run("check").exit_code == 2


def test_a_service_is_drawn_as_mermaid_through_a_pipe(run: Run, made: Path) -> None:
    result = run("graph", made)
    assert result.exit_code == 0
    assert "flowchart" in result.stdout
    assert "opening hours" in run("graph", made, "--lang", "en").stdout


@pytest.mark.parametrize(
    ("name", "begin"), [("a.svg", b"<svg"), ("a.dot", b"digraph"), ("a.gv", b"digraph"), ("a.mmd", b"---")]
)
def test_the_name_of_the_file_tells_the_format(run: Run, made: Path, tmp_path: Path, name: str, begin: bytes) -> None:
    result = run("graph", made, "-o", tmp_path / name)
    assert result.exit_code == 0
    assert begin in (tmp_path / name).read_bytes()[:200]


def test_an_ending_that_tells_no_format_is_wrong_use(run: Run, made: Path, tmp_path: Path) -> None:
    for name in ("a.jpg", "a"):
        result = run("graph", made, "-o", tmp_path / name)
        assert result.exit_code == 2
        assert f"{name} does not tell a form" in result.stderr and ".svg, .png" in result.stderr
        assert not (tmp_path / name).exists()
    assert run("graph", made, "-o", tmp_path / "a.txt", "--format", "dot").exit_code == 0


def test_a_service_with_faults_is_drawn_too(run: Run, faulty: Path) -> None:
    result = run("graph", faulty, "--format", "dot")
    assert result.exit_code == 0
    assert "До свидания" in result.stdout


def test_a_language_that_the_service_does_not_speak_is_wrong_use(run: Run, made: Path) -> None:
    for command in (("graph", made), ("diff", made, made)):
        assert run(*command, "--lang", "fr").exit_code == 2


def test_a_file_that_cannot_be_written_is_a_failure(run: Run, made: Path, tmp_path: Path) -> None:
    result = run("graph", made, "-o", tmp_path / "no" / "folder.svg")
    assert result.exit_code == 1
    assert "cannot write" in result.stderr


def test_a_change_is_told_in_the_callers_terms(run: Run, made: Path, tmp_path: Path) -> None:
    changed = tmp_path / "changed"
    shutil.copytree(made, changed)
    file = changed / "service.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("key: 2\n", "key: 4\n"), encoding="utf-8")
    result = run("diff", made, changed)
    assert result.exit_code == 0
    assert "is now reached by 4 <number> (was: 2 <number>)" in result.stdout
    changes = data(run("diff", made, changed, "--json"))
    assert any("узнать о заказе" in change["text"].lower() for change in changes)


def test_a_new_service_with_errors_is_not_compared(run: Run, made: Path, faulty: Path) -> None:
    result = run("diff", made, faulty)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "service.yaml:6" in result.stderr and "G001" in result.stderr
    assert run("diff", faulty, made).exit_code == 0


def test_no_change_is_said(run: Run, made: Path) -> None:
    assert run("diff", made, made).stdout == "callers notice no change\n"
    assert data(run("diff", made, made, "--json")) == []


def test_actions_are_listed_with_what_they_take_and_give(run: Run, made: Path) -> None:
    result = run("actions", made)
    assert result.stdout.startswith("orders.find(number)\n  Look an order up.")
    assert "-> ready: number, price" in result.stdout
    [action] = data(run("actions", made, "--json"))
    assert action["arguments"] == {"number": True}
    assert action["outcomes"]["ready"] == {"type": "Order", "fields": ["number", "price"], "proves": None}
    assert action["timeout"] == 3.0


def test_a_service_without_actions_says_so(run: Run, faulty: Path) -> None:
    assert "has no actions" in run("actions", faulty).stdout
