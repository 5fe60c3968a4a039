"""Finding services by name and by path."""

from __future__ import annotations

from pathlib import Path

import pytest

from ivr.services import ServiceNotFound, bundled, find

MENUS = Path(__file__).parents[1] / "menus"


def test_0505_is_bundled() -> None:
    assert "0505" in bundled()


def test_every_service_of_menus_is_bundled() -> None:
    assert bundled() == sorted(head.parent.name for head in MENUS.glob("*/service.yaml"))


@pytest.mark.parametrize("name", [None, "0505"])
def test_0505_is_found_from_anywhere(name: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert (find(name) / "service.yaml").is_file()


def test_a_folder_and_a_file_are_found_by_their_paths(tmp_path: Path) -> None:
    own = tmp_path / "my menu.yaml"
    own.write_text("service: clinic\n", encoding="utf-8")

    assert find(str(own)) == own
    assert find(str(tmp_path)) == tmp_path


def test_a_path_from_the_home_folder_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    (tmp_path / "clinic").mkdir()

    assert find("~/clinic") == tmp_path / "clinic"


def test_a_name_means_the_bundled_service_wherever_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "0505").mkdir()
    monkeypatch.chdir(tmp_path)

    assert find("0505").resolve() != (tmp_path / "0505").resolve()
    assert find("./0505").resolve() == (tmp_path / "0505").resolve()


def test_what_is_not_there_is_named_with_what_is() -> None:
    with pytest.raises(ServiceNotFound) as told:
        find("O505")

    assert "`O505`" in str(told.value)
    assert "bundled: 0505" in str(told.value)
    assert "did you mean `0505`?" in str(told.value)


@pytest.mark.parametrize("name", ["", "  ", "x" * 5000, "a\0b", "~nobody-of-this-name/menu", "../0505/nowhere"])
def test_a_name_that_cannot_be_a_path_is_not_found(name: str) -> None:
    with pytest.raises(ServiceNotFound):
        find(name)
