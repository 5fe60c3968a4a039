"""``ivr test``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run, data


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
