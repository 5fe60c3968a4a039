"""The table of formats, the languages, and the room's walls."""

import ast
import inspect
import re
from pathlib import Path

import jinja2
import pytest

import ivr.wording
from ivr.wording import FORMATS, KEYS, LANGUAGES, Format, Language, WordingError, get_language, speak

ROOM = Path(ivr.wording.__file__).parent


def test_exported_names() -> None:
    assert sorted(ivr.wording.__all__) == [
        "FORMATS",
        "Format",
        "KEYS",
        "LANGUAGES",
        "Language",
        "WordingError",
        "get_language",
        "key_name",
        "speak",
    ]
    assert LANGUAGES == ("ru", "en")
    assert len(KEYS) == 16


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("known", FORMATS.values(), ids=lambda known: known.name)
def test_examples_work_as_templates(known: Format, language: str) -> None:
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined)

    def say(value: object, *arguments: object, **options: object) -> str:
        return speak(known.name, value, language, *arguments, **options)

    environment.filters[known.name] = say
    said = environment.from_string(known.example).render()
    assert said
    assert not re.search(r"\d", said)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("known", FORMATS.values(), ids=lambda known: known.name)
def test_samples_can_be_said(known: Format, language: str) -> None:
    arguments = ["minute"] if known.name == "count" else []
    assert speak(known.name, known.sample, language, *arguments)
    assert known.doc.endswith(".")


WITH_CASES = [known for known in FORMATS.values() if "case" in inspect.signature(known.say).parameters]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("known", WITH_CASES, ids=lambda known: known.name)
def test_every_case_in_every_language(known: Format, language: str) -> None:
    arguments = ["minute"] if known.name == "count" else []
    for case in ("nominative", "genitive", "accusative"):
        assert speak(known.name, known.sample, language, *arguments, case=case)


def test_unknown_names_are_answered_with_the_known_ones() -> None:
    with pytest.raises(WordingError, match="known: money, count"):
        speak("monney", 1, "ru")
    with pytest.raises(WordingError, match="known: ru, en"):
        speak("money", 1, "de")
    with pytest.raises(WordingError, match="known: ru, en"):
        get_language("RU")


def test_wording_error_is_a_value_error() -> None:
    assert issubclass(WordingError, ValueError)


def test_languages_keep_the_protocol() -> None:
    members = [name for name in vars(Language) if not name.startswith("_")]
    for code in LANGUAGES:
        language = get_language(code)
        assert language.code == code
        assert all(hasattr(language, name) for name in members)
        assert set(language.keys) == set(KEYS)


def test_too_many_arguments_are_refused_without_quoting_them() -> None:
    with pytest.raises(WordingError) as caught:
        speak("phone", "+79221110505", "ru", "7319")
    assert "7319" not in str(caught.value)


@pytest.mark.parametrize("module", sorted(ROOM.rglob("*.py")), ids=lambda path: str(path.relative_to(ROOM)))
def test_the_room_imports_nothing_from_the_rest_of_the_house(module: Path) -> None:
    forbidden = {"time", "random", "locale", "socket", "os", "asyncio", "threading"}
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        for name in names:
            assert not name.startswith("ivr") or name.startswith("ivr.wording"), name
            assert name.partition(".")[0] not in forbidden, name
