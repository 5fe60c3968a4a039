"""The list of models is read with care, and what is meant is found in it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ivr.sound.models import Catalogue, Entry, ModelError, read_catalogue
from ivr.sound.models.catalogue import BUILT_IN, LIST_LIMIT, parse
from tests.sound.models.site import listed, site

LISTED = Catalogue(
    (
        Entry("vosk-model-small-en-in-0.4", "en-in", 38),
        Entry("vosk-model-small-en-us-0.3", "en-us", 30, obsolete=True),
        Entry("vosk-model-en-us-0.22-lgraph", "en-us", 128),
        Entry("vosk-model-small-en-us-0.15", "en-us", 40),
        Entry("vosk-model-en-us-0.22", "en-us", 1800, grammar=False),
        Entry("vosk-model-ru-0.42", "ru", 1800, grammar=False),
    )
)


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("en", "vosk-model-small-en-us-0.15"),
        ("en-us", "vosk-model-small-en-us-0.15"),
        ("en-in", "vosk-model-small-en-in-0.4"),
        ("vosk-model-en-us-0.22", "vosk-model-en-us-0.22"),
        ("vosk-model-small-en-us-0.3", "vosk-model-small-en-us-0.3"),
    ],
)
def test_a_model_is_picked_by_name_or_language(wanted: str, name: str) -> None:
    assert LISTED.pick(wanted).name == name


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ("vosk-model-small-en-us-0.14", "did you mean vosk-model-small-en-us-0.1"),
        ("klingon", "`ivr models list --all` tells which there are"),
        ("ru", "there is no model 'ru'"),
    ],
)
def test_a_model_that_is_not_there_is_told(wanted: str, text: str) -> None:
    with pytest.raises(ModelError, match=text):
        LISTED.pick(wanted)


def test_the_models_known_without_asking_have_one_for_each_language_of_calls() -> None:
    assert {Catalogue(BUILT_IN).pick(language).name for language in ("ru", "en")} == {
        "vosk-model-small-ru-0.22",
        "vosk-model-small-en-us-0.15",
    }


def test_rows_are_read() -> None:
    rows = [listed(b"12345"), listed(b"1", name="vosk-model-ru-0.42", type="big", obsolete="true", md5="")]

    small, big = parse(json.dumps(rows).encode())

    assert small == Entry("vosk-model-small-ru-0.22", "ru", 5, "827ccb0eea8a706c4c34a16891f84e7b", licence="Apache-2.0")
    assert (big.md5, big.grammar, big.obsolete) == (None, False, True)


@pytest.mark.parametrize(
    "row",
    [
        "vosk-model-small-ru-0.22",
        listed(b"1", name="../vosk-model-small-ru-0.22"),
        listed(b"1", name="vosk-model-small/ru"),
        listed(b"1", name=7),
        listed(b"1", lang=None),
        listed(b"1", size="big"),
        listed(b"1", size=0),
        listed(b"1", name="vosk-model-spk-0.4", type="spk"),
    ],
)
def test_rows_that_are_no_models_are_left_out(row: Any) -> None:
    assert [entry.size for entry in parse(json.dumps([row, listed(b"123")]).encode())] == [3]


@pytest.mark.parametrize("text", [b"<html>", b"{}", b"[]", b"[" * 100_000, b"\xff"])
def test_what_is_no_list_is_refused(text: bytes) -> None:
    with pytest.raises(ModelError, match="the list of models"):
        parse(text)


@pytest.mark.parametrize("text", [b"<html>", b" " * (LIST_LIMIT + 1)])
def test_a_list_that_cannot_be_read_leaves_what_is_known_and_says_why(text: bytes) -> None:
    with site() as made:
        made.files["model-list.json"] = text
        catalogue = read_catalogue(made.base)

    assert catalogue.entries == BUILT_IN
    assert catalogue.trouble


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(ModelError, match="'ftp://models' is no address"):
        read_catalogue("ftp://models")
