"""Who imports whom, beyond the contracts in setup.cfg: optional and slow parts, and circles."""

from __future__ import annotations

import ast
import configparser
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / "ivr").rglob("*.py"))

OPTIONAL = {"vosk", "sounddevice", "pyttsx3", "resvg_py", "fontpkg", "numpy", "pytest"}
"""Parts that an installed `ivr` may be without, or that take long to import. pytest imports the plugin itself, numpy is
what sound is made of."""
WITH = {
    "numpy": ("ivr/sound/", "ivr/channels/voice/", "ivr/channels/microphone.py"),
    "pytest": ("ivr/testing/plugin.py",),
}


def _when_imported(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements that run when a module is imported."""
    for statement in body:
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef) or _for_type_checkers(statement):
            continue
        yield statement
        for block in ("body", "orelse", "finalbody"):
            yield from _when_imported(getattr(statement, block, []))
        for handler in getattr(statement, "handlers", []):
            yield from _when_imported(handler.body)


def _for_type_checkers(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.If) and ast.unparse(statement.test) == "TYPE_CHECKING"


def _imported(file: Path) -> set[str]:
    """The top-level packages that a module imports when it is imported."""
    found: set[str] = set()
    for statement in _when_imported(ast.parse(file.read_text(encoding="utf-8")).body):
        if isinstance(statement, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in statement.names}
        elif isinstance(statement, ast.ImportFrom) and statement.module and not statement.level:
            found.add(statement.module.partition(".")[0])
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_optional_parts_are_imported_where_they_are_used(file: Path) -> None:
    place = file.relative_to(ROOT).as_posix()
    allowed = {name for name, homes in WITH.items() if place.startswith(homes)}

    assert _imported(file) & OPTIONAL <= allowed


def test_the_watch_for_optional_parts_sees_them(tmp_path: Path) -> None:
    hidden = tmp_path / "hidden.py"
    hidden.write_text("try:\n    import numpy.fft\nexcept ImportError:\n    from vosk import Model\n")

    assert _imported(hidden) == {"numpy", "vosk"}


def test_no_module_imports_itself_in_a_circle() -> None:
    graph = grimp.build_graph("ivr", exclude_type_checking_imports=True, cache_dir=None)
    circles = {
        module
        for module in graph.modules
        for imported in graph.find_modules_directly_imported_by(module)
        if graph.chain_exists(importer=imported, imported=module)
    }

    assert circles == set()


def test_the_command_line_starts_without_the_slow_parts() -> None:
    """Help and version come at once: what talks SQL, draws or makes sound is imported by the command that needs it."""
    slow = ["sqlalchemy", "alembic", "numpy", "prompt_toolkit", "jinja2", "rich", "pytest"]
    script = f"import sys, ivr.cli; print([name for name in {slow} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert run.stdout.strip() == "[]"


def test_the_contracts_name_modules_that_exist() -> None:
    """A contract on a room that moved would watch nothing."""
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    named = {
        line.strip()
        for section in config.sections()
        if section.startswith("importlinter:contract:")
        for key in ("source_modules", "forbidden_modules", "ancestors")
        for line in config.get(section, key, fallback="").splitlines()
        if line.strip().startswith("ivr")
    }
    modules = grimp.build_graph("ivr", cache_dir=None).modules

    assert named
    assert named <= set(modules)
