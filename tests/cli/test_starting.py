"""``ivr new``: what it makes is right, tested and covered."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run, data


def test_what_it_makes_passes_check_strictly_and_its_scripts_reach_all_of_it(run: Run, made: Path) -> None:
    assert run("check", made, "--strict").exit_code == 0
    result = run("test", made, "--min-coverage", "100")
    assert result.exit_code == 0, result.stdout
    assert "0 failed" in result.stdout


def test_it_tells_what_to_do_next(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "new line"
    result = run("new", folder)
    assert result.exit_code == 0
    assert f'ivr check "{folder}"' in result.stdout
    assert "ivr call" in result.stdout
    assert (folder / "new_line_actions.py").is_file()
    assert run("check", folder).exit_code == 0


@pytest.mark.parametrize("name", ["Клиника", "24h", "a-b"])
def test_any_name_of_a_folder_gives_a_service(run: Run, tmp_path: Path, name: str) -> None:
    assert run("new", tmp_path / name).exit_code == 0
    checked = data(run("check", tmp_path / name, "--json"))
    assert checked["ok"], checked


def test_its_files_name_the_schemas_beside_them(made: Path) -> None:
    for file in made.rglob("*.yaml"):
        first = file.read_text(encoding="utf-8").splitlines()[0]
        _, _, schema = first.partition("$schema=")
        assert (file.parent / schema).is_file()


def test_a_folder_with_files_is_left_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    result = run("new", tmp_path)
    assert result.exit_code == 2
    assert "is not empty" in result.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


def test_a_file_in_the_place_of_the_folder_is_wrong_use(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert run("new", tmp_path / "file").exit_code == 2
