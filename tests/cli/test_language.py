"""explain, schema."""

from __future__ import annotations

import json

from ivr.menu.codes import CODES
from tests.cli.conftest import Run, data


def test_a_code_is_explained_whatever_its_case(run: Run) -> None:
    result = run("explain", "g001")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"G001 {CODES['G001'].title}")
    assert result.stdout == run("explain", "G001").stdout


def test_a_code_for_programs(run: Run) -> None:
    assert data(run("explain", "Y001", "--json"))["title"] == CODES["Y001"].title


def test_an_unknown_code_is_wrong_use_with_a_hint(run: Run) -> None:
    result = run("explain", "G0001")
    assert result.exit_code == 2
    assert result.stderr == "Error: there is no code G0001; did you mean `G001`? `ivr explain` lists all codes.\n"
    unlike = run("explain", "hello").stderr
    assert unlike == "Error: there is no code hello. `ivr explain` lists all codes.\n"


def test_without_a_code_all_are_listed(run: Run) -> None:
    result = run("explain")
    assert [line.split()[0] for line in result.stdout.splitlines() if line][1:] == list(CODES)
    assert [each["code"] for each in data(run("explain", "--json"))] == list(CODES)


def test_the_schemas_are_json(run: Run) -> None:
    assert json.loads(run("schema").stdout)["title"] == "A voice menu"
    assert "steps" in run("schema", "--calls").stdout
    assert json.loads(run("schema", "--calls").stdout)["$schema"] == json.loads(run("schema").stdout)["$schema"]


def test_the_reference_is_markdown(run: Run) -> None:
    assert "| " in run("schema", "--reference").stdout
    assert run("schema", "--reference", "--calls").exit_code == 2
