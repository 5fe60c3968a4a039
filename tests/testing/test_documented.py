"""`docs/call-scripts.md` against the tables and the reader."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ivr.testing.reading import read_scripts
from ivr.testing.script import BARE_STEPS, EXPECT, FILE, HEAD, SIMULATED, STEP

PAGE = (Path(__file__).parents[2] / "docs" / "call-scripts.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "word", [*FILE.names, *HEAD.names, *STEP.names, *BARE_STEPS, *EXPECT.names, "outcome", "level", "after", "value"]
)
def test_every_word_of_scripts_is_documented(word: str) -> None:
    assert re.search(rf"`{word}[`:]|[{{ ]{word}: ", PAGE), word


def test_the_words_of_simulated_actions_are_all_looked_for() -> None:
    assert set(SIMULATED.names) == {"outcome", "level", "after", "value"}


@pytest.mark.parametrize("example", re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL))
def test_every_example_is_a_script(tmp_path: Path, example: str) -> None:
    file = tmp_path / "a.call.yaml"
    file.write_text(example, encoding="utf-8")
    scripts, faults = read_scripts(file)
    assert scripts
    assert not faults
