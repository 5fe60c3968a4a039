"""``ivr test``."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from tests.cli.conftest import Run, data

SMALL = """
service: small
languages: [en]
numbers: {"1": hello}
defaults: {then: bye}
nodes:
  hello: {prompt: Hello., menu: {bye: {key: 1, label: goodbye, say: [goodbye]}}}
  bye: {hangup: Goodbye.}
"""


@pytest.fixture
def script(made: Path, tmp_path: Path) -> Path:
    """A script whose second call does not go as written."""
    file = tmp_path / "two.call.yaml"
    file.write_text(
        f"service: {made.as_posix()}\n"
        "calls:\n"
        "  good: {steps: [press: 1, hear: каждый день, hang up]}\n"
        "  bad: {steps: [press: 1, hear: по пятницам, hang up]}\n",
        encoding="utf-8",
    )
    return file


def test_a_failed_call_is_shown_with_its_place_and_transcript(run: Run, script: Path) -> None:
    result = run("test", script)
    assert result.exit_code == 1
    assert f"{script}:4: expected to hear «по пятницам»" in result.stdout
    assert "> presses 1" in result.stdout
    assert "2 calls, 1 failed" in result.stdout


def test_one_call_of_a_file_is_chosen_by_its_name(run: Run, script: Path) -> None:
    assert run("test", script, "-k", "good").exit_code == 0


def test_the_report_for_programs(run: Run, script: Path) -> None:
    report = data(run("test", script, "--json"))
    assert [call["passed"] for call in report["calls"]] == [True, False]


def test_too_little_coverage_fails(run: Run, script: Path) -> None:
    result = run("test", script, "-k", "good", "--min-coverage", "90")
    assert result.exit_code == 1
    assert "below 90 %" in result.stdout
    assert "never reached" not in run("test", script, "--no-coverage").stdout


def test_faults_of_scripts_are_told(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "x.call.yaml"
    file.write_text("steps: [pres: 1]\n", encoding="utf-8")
    result = run("test", file)
    assert result.exit_code == 1
    assert f"{file}:1:" in result.stdout


def test_a_path_that_does_not_exist_is_wrong_use(run: Run, tmp_path: Path) -> None:
    assert run("test", tmp_path / "no").exit_code == 2
    assert run("test").exit_code == 2


def test_a_folder_without_scripts_fails_and_tells_how_to_write_one(run: Run, made: Path, tmp_path: Path) -> None:
    service = tmp_path / "service.yaml"
    service.write_text(SMALL, encoding="utf-8")
    result = run("test", tmp_path)
    assert result.exit_code == 5
    assert "there are no call scripts" in result.stderr
    assert f"{tmp_path / 'calls' / 'first.call.yaml'}:\n\n  steps:\n" in result.stderr
    as_data = run("test", tmp_path, "--json")
    assert (as_data.exit_code, data(as_data)["calls"]) == (5, [])
    nobody = run("test", made, "-k", "nothing of the kind")
    assert nobody.exit_code == 5
    assert "no call in" in nobody.stderr


def test_the_example_of_a_script_is_one(run: Run, tmp_path: Path) -> None:
    (tmp_path / "service.yaml").write_text(SMALL, encoding="utf-8")
    _, _, example = run("test", tmp_path).stderr.partition("first.call.yaml:\n\n")
    (tmp_path / "first.call.yaml").write_text(textwrap.dedent(example), encoding="utf-8")
    assert run("test", tmp_path).exit_code == 0


def test_a_service_with_errors_and_no_scripts_has_its_errors_told(run: Run, faulty: Path) -> None:
    result = run("test", faulty)
    assert result.exit_code == 1
    assert "service.yaml:6" in result.stderr and "G001" in result.stderr


def test_a_service_in_the_place_of_a_script_is_told(run: Run, made: Path) -> None:
    result = run("test", made / "service.yaml")
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert f"is a service, not a call script: `ivr check {made / 'service.yaml'}`" in result.stderr


def test_a_script_in_the_place_of_a_service_is_told(run: Run, script: Path) -> None:
    for command in ("check", "graph", "call"):
        result = run(command, script)
        assert result.exit_code == 2
        assert result.stderr == f"Error: {script} is a call script, not a service: `ivr test {script}` runs it\n"


def test_ways_of_failing_are_listed_only_when_asked_for(run: Run, script: Path) -> None:
    brief, full = (run("test", script, "-k", "good", *more).stdout for more in ((), ("-v",)))
    assert "ways in which a question can fail" in brief and "-v lists the others" in brief
    assert ".no_match" not in brief
    assert ": main.no_match" in full
    assert "universal universal" not in full
