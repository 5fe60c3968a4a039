"""Every screen of 0505 that its call scripts come to, in both languages: what a subscriber reads, not hears."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from ivr.dialog import Program
from ivr.dialog.effects import Effect, HangUp, Listen, Say
from ivr.dialog.events import Event
from ivr.fronts.gsm import parts, septets
from ivr.fronts.paging import PageSize, pages
from ivr.fronts.screen import Screen
from ivr.menu.loader import load_service
from ivr.testing import Subject
from ivr.testing.finding import find_scripts
from ivr.testing.playing import play
from ivr.testing.reading import read_scripts
from ivr.wording.written import WRITTEN, write

MENU: Final = Path(__file__).parents[2] / "menus" / "0505"
PARTS: Final = 3
"""SMS that a reply takes at most, but for lists of the subscriber's own."""

LONG: Final = re.compile(
    r"^\d\d\.\d\d\.\d{4} |^\+7 |№|since|Ваш вопрос|Your question|, \d\d\.\d\d\.\d{4}$", re.MULTILINE
)
"""Screens that may be longer: charges, payments, numbers and requests of the subscriber's own, and long questions."""

SPOKEN: Final = {
    "ru": re.compile(
        r"нажм|решётк|звёздоч|скажите|слыш|джи\b|эс-эм-эс|звонок\b|перезвоните|сим-карт|главном меню: ", re.IGNORECASE
    ),
    "en": re.compile(
        r"\bpress|pound|\bstar\b|hear|call here|calling|say\b|text message|picture message", re.IGNORECASE
    ),
}
"""Words of one who is on the telephone."""

ASKED_BY_NAME: Final = re.compile(r"What shall it say\?|замена сим-карты", re.IGNORECASE)

SLIPS: Final = re.compile(r"[.,:;?!]{2}|[.,:;?!]\s+[.,:;?!—]|\s[.,:;?!]|  |\bNone\b|\{\{|\}\}")
"""Punctuation that two texts made together, and slots that nothing filled."""

ROUBLES: Final = re.compile(r"руб\.(?=[?,])")
"""A full stop that shortens a word, and so stands before others."""

SMALL: Final = re.compile(r"(?:^|\n)(?!\d+ [—-] |[*#] [—-] )[a-zа-яё]")


class Screens:
    """Listens to a call, and keeps what its caller reads."""

    def __init__(self) -> None:
        self.shown: dict[str, str] = {}
        self.call = ""
        self._screen = Screen()

    def begin(self, call: str) -> None:
        """Another call: what the last one's caller no longer read is nothing of this one."""
        self.call = call
        self._screen = Screen()

    def __call__(self, _now: float, _event: Event, effects: Sequence[Effect]) -> None:
        for effect in effects:
            if isinstance(effect, Say):
                self._screen.say(effect)
            elif isinstance(effect, Listen | HangUp):
                if self._screen.text:
                    self.shown.setdefault(self._screen.text, self.call)
                self._screen = Screen()


@pytest.fixture(scope="module", params=["ru", "en"])
def screens(request: pytest.FixtureRequest) -> tuple[str, dict[str, str]]:
    """The language, and by its text each screen with the call that came to it."""
    language = request.param
    subject = Subject(load_service(MENU))
    subject.program = Program(subject.service, WRITTEN)
    seen = Screens()
    subject.coverage = seen  # type: ignore[assignment]
    for file in find_scripts([MENU]):
        scripts, _ = read_scripts(file)
        for script in scripts:
            seen.begin(script.name)
            account = None if script.account is None else {**script.account, "language": language}
            play(replace(script, head=replace(script.head, language=language), account=account), subject)
    return language, {text: call for text, call in seen.shown.items() if _language(text) == language}


def _language(text: str) -> str:
    """The language of a screen: some calls change it. Names of people and of plans are the subscriber's own."""
    return "ru" if sum("а" <= letter.lower() <= "я" for letter in text) > len(text) / 3 else "en"


def _with_calls(screens: dict[str, str], texts: list[str]) -> list[str]:
    return [f"[{screens[text]}] {text}" for text in texts]


def test_there_are_screens_of_all_of_the_menu(screens):
    _, shown = screens
    assert len(shown) > 250


def test_nothing_on_a_screen_is_said_to_an_ear(screens):
    language, shown = screens
    found = [text for text in shown if SPOKEN[language].search(ASKED_BY_NAME.sub("", text))]
    assert _with_calls(shown, found) == []


def test_numbers_are_figures(screens):
    language, shown = screens
    found = [text for text in shown if write("figures", text, language) != text]
    assert _with_calls(shown, found) == []


def test_texts_begin_large_and_end_once(screens):
    _, shown = screens
    found = [text for text in shown if SLIPS.search(ROUBLES.sub("руб", text)) or SMALL.search(text)]
    assert _with_calls(shown, found) == []


def test_a_screen_is_one_page(screens):
    _, shown = screens
    found = [text for text in shown if len(pages(text, PageSize(), "9 — далее")) > 1 and not LONG.search(text)]
    assert _with_calls(shown, found) == []


def test_a_reply_is_few_messages(screens):
    _, shown = screens
    assert _with_calls(shown, [text for text in shown if parts(text) > PARTS and not LONG.search(text)]) == []


def test_english_fits_the_alphabet_of_all_telephones(screens):
    """Names of people and shops are as they are."""
    language, shown = screens
    if language == "en":
        found = [text for text in shown if septets(re.sub("[А-Яа-яё]", "", text)) is None]
        assert _with_calls(shown, found) == []
