"""What docs/menu-language.md tells of its first service, and of formats and entries, is what happens."""

from __future__ import annotations

from pathlib import Path

import pytest

from ivr.menu.loader import load_service
from ivr.testing import Subject
from tests.docs.documents import ROOT, blocks_of

PATH = ROOT / "docs" / "menu-language.md"
FIRST = next(block for block in blocks_of(PATH) if block.language == "yaml")


@pytest.fixture
def subject(tmp_path: Path) -> Subject:
    """The first service of the document, ready to be called."""
    (tmp_path / "service.yaml").write_text(FIRST.text, encoding="utf-8")
    return Subject(load_service(tmp_path))


def test_first_service_is_short_and_comes_first() -> None:
    assert len(FIRST.text.splitlines()) <= 26
    assert FIRST.line < 12


def test_first_service_says_what_the_document_tells(subject: Subject) -> None:
    text = PATH.read_text(encoding="utf-8").split("A caller who dials 600 hears: «", 1)[1].split("»\n", 1)[0]
    told = " ".join(text.split("» They press", 1)[0].split())
    assert subject.caller().dial("600").heard == told


def test_first_service_answers_keys_and_words(subject: Subject) -> None:
    hours = "Мы открыты по будням с девяти до шести. Часы работы"
    subject.caller().dial("600").press("1").hears(hours)
    subject.caller().dial("600").say("когда вы открыты").hears(hours)


def test_silence_ends_the_first_service_after_three_times(subject: Subject) -> None:
    caller = subject.caller().dial("600").silent().silent()
    assert not caller.ended
    caller.silent().hears("До свидания!").is_hung_up()
