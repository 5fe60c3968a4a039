"""What is installed: built from a copy of the checkout, as `pip install .` does it, and looked into."""

from __future__ import annotations

import configparser
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PYTHONS = ("3.11", "3.12", "3.13")
SYSTEMS = {"linux": "Linux", "darwin": "Darwin", "win32": "Windows"}


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The wheel, and what setuptools said while it was built."""
    copy = tmp_path_factory.mktemp("checkout")
    ignored = shutil.ignore_patterns("__pycache__")
    for folder in ("ivr", "menus"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=ignored)
    for name in ("setup.cfg", "setup.py", "pyproject.toml", "LICENSE", "README.md"):
        if (ROOT / name).is_file():
            shutil.copy(ROOT / name, copy)
    script = "import sys; from setuptools.build_meta import build_wheel; build_wheel(sys.argv[1])"
    out = tmp_path_factory.mktemp("wheel")
    run = subprocess.run(
        [sys.executable, "-W", "always", "-c", script, str(out)],
        cwd=copy,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return next(out.glob("*.whl")), run.stderr


@pytest.fixture(scope="session")
def wheel(built: tuple[Path, str]) -> Path:
    return built[0]


@pytest.fixture(scope="session")
def names(wheel: Path) -> set[str]:
    """Every file in the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def _config() -> configparser.ConfigParser:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    return config


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip() and not line.strip().startswith("#")]


def test_every_module_is_in_the_wheel(names: set[str]) -> None:
    modules = {file.relative_to(ROOT).as_posix() for file in (ROOT / "ivr").rglob("*.py")}

    assert modules <= names
    assert "ivr/py.typed" in names


def test_every_menu_is_in_the_wheel(names: set[str]) -> None:
    menus = {f"ivr/bundled/{file.relative_to(ROOT / 'menus').as_posix()}" for file in (ROOT / "menus").rglob("*.yaml")}

    assert "ivr/bundled/0505/service.yaml" in menus
    assert menus <= names


def test_nothing_else_is_in_the_wheel(names: set[str]) -> None:
    assert {name.split("/")[0] for name in names} == {"ivr", "ivr-0.1.0.dist-info"}
    assert not [name for name in names if "__pycache__" in name]


def test_the_build_tool_complains_of_nothing_that_will_stop_working(built: tuple[Path, str]) -> None:
    assert "Deprecat" not in built[1]


def test_the_wheel_calls_0505_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    """Unpacked anywhere, the package finds its own menus: those of the wheel, not those of the checkout."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    script = (
        "from ivr.services import find; from ivr.menu.loader import load_service; print(find()); load_service(find())"
    )
    run = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site"), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )

    assert run.returncode == 0, run.stderr
    assert Path(run.stdout.strip()).resolve() == (tmp_path / "site" / "ivr" / "bundled" / "0505").resolve()


def test_the_wheel_says_what_the_project_is(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        metadata = Parser().parsestr(archive.read("ivr-0.1.0.dist-info/METADATA").decode())
        points = archive.read("ivr-0.1.0.dist-info/entry_points.txt").decode()

    assert metadata["Requires-Python"] == ">=3.11"
    assert metadata["License-Expression"] or metadata["License"] == "Apache-2.0"
    assert set(metadata.get_all("Provides-Extra", [])) == {"postgres", "serve", "smpp", "draw", "piper", "echo", "dev"}
    assert "ivr = ivr.cli:main" in points


@pytest.mark.parametrize("extra", ["draw", "echo"])
def test_whoever_works_on_the_code_has_every_optional_part(extra: str) -> None:
    extras = _config()["options.extras_require"]

    assert set(_lines(extras[extra])) <= set(_lines(extras["dev"]))


def _pins(name: str, python: str, platform: str) -> dict[str, Requirement]:
    """What a lock file installs on one system."""
    system = {
        "python_version": python,
        "python_full_version": f"{python}.0",
        "sys_platform": platform,
        "platform_system": SYSTEMS[platform],
    }
    lines = _lines((ROOT / "requirements" / name).read_text(encoding="utf-8"))
    pins = [Requirement(line) for line in lines]
    here = [pin for pin in pins if pin.marker is None or pin.marker.evaluate(system)]
    assert len({canonicalize_name(pin.name) for pin in here}) == len(here)
    return {canonicalize_name(pin.name): pin for pin in here}


def _version(pin: Requirement) -> str:
    only = list(pin.specifier)
    assert len(only) == 1 and only[0].operator == "=="
    return only[0].version


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("platform", SYSTEMS)
@pytest.mark.parametrize(("lock", "extra"), [("base.txt", None), ("dev.txt", "dev")])
def test_the_pins_are_what_setup_cfg_allows(lock: str, extra: str | None, platform: str, python: str) -> None:
    """Someone changed setup.cfg and forgot `make lock`, if this fails."""
    config = _config()
    wanted = _lines(config["options"]["install_requires"])
    wanted += _lines(config["options.extras_require"][extra]) if extra else []
    pins = _pins(lock, python, platform)
    for requirement in map(Requirement, wanted):
        if requirement.marker is None or requirement.marker.evaluate(
            {"platform_system": SYSTEMS[platform], "sys_platform": platform, "python_version": python}
        ):
            assert requirement.specifier.contains(_version(pins[canonicalize_name(requirement.name)]))


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("platform", SYSTEMS)
def test_working_on_the_code_changes_nothing_of_what_calls(platform: str, python: str) -> None:
    base, dev = (_pins(name, python, platform) for name in ("base.txt", "dev.txt"))

    assert {name: _version(pin) for name, pin in base.items()}.items() <= {
        name: _version(pin) for name, pin in dev.items()
    }.items()


@pytest.mark.parametrize("name", ["base.txt", "dev.txt"])
def test_the_lock_files_name_no_place_and_say_how_they_are_made(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")

    assert not re.search(r"://|--index|--find-links|--trusted", text)
    assert "make lock" in text.splitlines()[1]


def test_what_builds_the_package_is_pinned_and_is_what_pyproject_asks_for() -> None:
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]

    assert _lines((ROOT / "requirements" / "build.in").read_text(encoding="utf-8")) == asked
    assert "setuptools" in _pins("base.txt", "3.11", "linux")


def test_make_help_names_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = {*re.findall(r"^([a-z]+):", makefile, re.MULTILINE)} - {"help", "base", "dev"}

    assert targets == set(re.findall(r"echo 'make ([a-z]+) ", makefile))


@pytest.mark.skipif(not shutil.which("make"), reason="make is for people with a POSIX shell")
def test_make_alone_helps_and_sets_up_nothing() -> None:
    run = subprocess.run(["make", "-C", str(ROOT), "--dry-run"], capture_output=True, text=True, check=True)

    assert "set-up.sh" not in run.stdout
    assert "make call" in run.stdout
