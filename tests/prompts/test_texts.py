"""Every phrase of a service: what the conversation says, and no other texts."""

from pathlib import Path

import pytest

from ivr.dialog.effects import Utterance
from ivr.dialog.turn import Turn
from ivr.menu.loader import load_service
from ivr.menu.model import Service
from ivr.menu.template import template
from ivr.prompts import ServicePhrase, phrases
from ivr.prompts.texts import shown
from ivr.testing import run
from ivr.wording.phrases import phrase
from tests.prompts.small import small

MENU = Path(__file__).parents[2] / "menus" / "0505"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    return small(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def said(service: Service) -> dict[tuple[str, str], ServicePhrase]:
    """Phrases by language and text."""
    return {(one.language, one.text): one for one in phrases(service)}


def test_all_that_0505_says_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every call script is held, and what is said without a value in it is looked for among the phrases.

    "Did you mean A or B?" has two labels for values: pairs are too many to be made ahead.
    """
    heard: set[tuple[str, str]] = set()
    with_values: set[str] = set()
    say, utterance = Turn.say, Turn.utterance

    def listening(self: Turn, utterances: tuple[Utterance, ...], barge_in: bool = True) -> None:
        heard.update((one.language, one.text) for one in utterances)
        say(self, utterances, barge_in)

    def noting(self: Turn, one, **more):  # type: ignore[no-untyped-def]
        found = utterance(self, one, **more)
        if found is not None and one.texts[self.state.language].static is None:
            with_values.add(found.text.rstrip(".").casefold())
        return found

    monkeypatch.setattr(Turn, "say", listening)
    monkeypatch.setattr(Turn, "utterance", noting)
    report = run([MENU])
    assert len(report.results) > 150
    either = {language: phrase("ambiguous", language, a="", b="").split()[:2] for language in ("ru", "en")}
    known = {(one.language, one.text) for one in phrases(load_service(MENU)) if one.fixed}
    fixed = {(language, text) for language, text in heard if not any(value in text.casefold() for value in with_values)}
    assert len(fixed) > 120
    assert {(language, text) for language, text in fixed - known if text.split()[:2] != either[language]} == set()


@pytest.mark.parametrize(
    "text",
    [
        "Здравствуйте!",
        "Выберите, что вам нужно.",
        "Выберите.",
        "Заказ — нажмите один.",
        "Английский язык — нажмите восемь.",
        "Сколько штук?",
        "Да — нажмите один.",
        "Нет — нажмите два.",
        "Не слышу вас. Повторите, пожалуйста.",
        "Вы сказали: заказ? Да — один, нет — два.",
        "Вы сказали: еще раз? Да — один, нет — два.",
        "Извините, у нас сбой. Позвоните позже.",
    ],
)
def test_texts_without_values_are_fixed(said: dict[tuple[str, str], ServicePhrase], text: str) -> None:
    assert said["ru", text].fixed


@pytest.mark.parametrize(
    "text",
    ["{number|count('minute')}?", "Вы имели в виду {label} или {label}?"],
)
def test_texts_with_values_show_them(said: dict[tuple[str, str], ServicePhrase], text: str) -> None:
    assert not said["ru", text].fixed


def test_what_is_hidden_is_not_announced(said: dict[tuple[str, str], ServicePhrase]) -> None:
    assert ("ru", "Тайна — нажмите девять.") not in said


def test_a_switch_of_language_speaks_the_new_one_alone(said: dict[tuple[str, str], ServicePhrase]) -> None:
    assert ("en", "We speak English.") in said
    assert ("ru", "Мы говорим по-английски.") not in said


def test_a_menu_is_never_too_long(said: dict[tuple[str, str], ServicePhrase]) -> None:
    places = said["ru", "Слишком много цифр. Введите ещё раз."].places
    assert [str(place) for place in places] == ["count.too_long"]


def test_a_level_that_nothing_needs_is_not_refused(said: dict[tuple[str, str], ServicePhrase]) -> None:
    assert ("ru", "Извините, этот раздел закрыт.") not in said


def test_a_phrase_tells_where_it_stands(said: dict[tuple[str, str], ServicePhrase], service: Service) -> None:
    [place] = said["ru", "Заказ — нажмите один."].places
    assert (str(place), place.at.file, place.at.line) == ("main.order", service.at.file, 14)


def test_a_phrase_that_stands_twice_is_one(said: dict[tuple[str, str], ServicePhrase]) -> None:
    assert [str(place) for place in said["ru", "Да — нажмите один."].places] == ["count.yes", "sure.yes"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Здравствуйте!", "welcome"),
        ("Английский язык — нажмите восемь.", "language"),
        ("Выберите.", "vyberite-77dc07"),
    ],
)
def test_its_file_is_named_by_the_menu_or_by_its_words(
    said: dict[tuple[str, str], ServicePhrase], text: str, name: str
) -> None:
    assert said["ru", text].name == name


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("На счёте {{ balance.available | money }}.", "На счёте {balance.available|money}."),
        ("{{ n | count('minute',  case='genitive') }}", "{n|count('minute', case='genitive')}"),
        ("{% if a %}Да{%- else -%}Нет{% endif %}.", "{if a}Да{else}Нет{endif}."),
        ("Раз {# нет #} два {{ a }}.", "Раз два {a}."),
    ],
)
def test_values_are_shown_for_people(source: str, text: str) -> None:
    assert shown(template(source, "ru")) == text


def test_an_estimate_tells_how_long_it_lasts(said: dict[tuple[str, str], ServicePhrase]) -> None:
    assert 0.5 < said["ru", "Здравствуйте!"].seconds < 2
