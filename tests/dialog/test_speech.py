"""Speech: accepted, read back or refused by confidence; answers told apart; keys come first."""

from __future__ import annotations

from textwrap import dedent

import pytest

from tests.dialog.conftest import HEAD
from tests.dialog.line import SPEAKING, Line, values

MENU = """
main:
  menu:
    balance: {key: 1, label: {ru: баланс, en: balance}, say: {ru: [сколько денег, остаток], en: [money]}}
    points: {key: 2, label: {ru: баланс бонусов, en: points}, say: {ru: [баллы, остаток баллов], en: [bonus]}}
    tariff: {key: 3, label: {ru: тариф, en: tariff}, say: {ru: [сменить тариф], en: [plan]}}
balance: {prompt: {ru: Баланс., en: Balance.}, goto: main}
points: {prompt: {ru: Баллы., en: Points.}, goto: main}
tariff: {prompt: {ru: Тариф., en: Tariff.}, goto: main}
"""


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("баланс", "balance"),
        ("Баланс!", "balance"),
        ("сколько денег", "balance"),
        ("скажите сколько денег на счету", "balance"),
        ("мне бы баланс бонусов узнать", "points"),
        ("баллы", "points"),
        ("три", "tariff"),
        ("оператор", "operator"),
        ("позовите оператор пожалуйста", "operator"),
        ("позовите оператора", "operator"),
        ("соедините с оператором", "operator"),
        ("какие тарифы", "tariff"),
        ("смените тариф", "tariff"),
        ("сколько баллов", "points"),
        ("балланс", "balance"),
    ],
)
def test_phrases_labels_and_spoken_keys_are_understood(program, words, outcome):
    assert Line(program(MENU)).dial().say(words).took()[0] == ("main", outcome)


@pytest.mark.parametrize("words", ["погода", "", "балансировка", "семь"])
def test_other_words_are_no_match(program, words):
    assert Line(program(MENU)).dial().say(words).took() == [("main", "no_match")]


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("не тариф", "no_match"),
        ("нет не надо тариф", "no_match"),
        ("не нужны мне тарифы", "no_match"),
        ("не надо никакого оператора", "no_match"),
        ("не тариф а баланс", "balance"),
        ("нет тариф", "tariff"),
        ("не помню свой тариф", "tariff"),
        ("не понял повторите", "repeat"),
    ],
)
def test_what_is_turned_down_is_not_taken(program, words, outcome):
    assert Line(program(MENU)).dial().say(words).took()[0] == ("main", outcome)


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("сто два", "police"),
        ("наберите сто два пожалуйста", "police"),
        ("сто два рубля", "no_match"),
        ("сняли тысяча сто два", "no_match"),
        ("сто два пятьдесят", "no_match"),
        ("скорую", "doctor"),
        ("скорее", "no_match"),
        ("я скоро перезвоню", "no_match"),
    ],
)
def test_a_sum_is_no_number_to_be_dialled_and_haste_no_ambulance(program, words, outcome):
    menu = """
    main:
      menu:
        police: {key: 1, label: {ru: полиция, en: police}, say: {ru: [сто два], en: [one oh two]}}
        doctor: {key: 2, label: {ru: скорая, en: doctor}}
    police: {prompt: {ru: Полиция., en: Police.}, goto: main}
    doctor: {prompt: {ru: Врач., en: Doctor.}, goto: main}
    """
    assert Line(program(dedent(menu))).dial().say(words).took()[0] == ("main", outcome)


def test_words_themselves_count_more_than_others_with_their_stems(program):
    menu = """
    main:
      menu:
        one: {key: 1, label: {ru: тариф, en: plan}}
        all: {key: 2, label: {ru: тарифы, en: plans}}
    one: {prompt: {ru: Один., en: One.}, goto: main}
    all: {prompt: {ru: Все., en: All.}, goto: main}
    """
    made = program(dedent(menu))
    assert Line(made).dial().say("покажите тарифы").took()[0] == ("main", "all")
    assert Line(made).dial().say("мой тариф").took()[0] == ("main", "one")
    line = Line(made).dial().say("нет тарифа")
    assert line.took() == []
    assert line.last.startswith("Вы имели в виду")


def test_nothing_understood_is_no_match(program):
    assert Line(program(MENU)).dial().say().took() == [("main", "no_match")]


def test_confidence_decides_between_taking_confirming_and_refusing(program):
    made = program(MENU)
    assert Line(made).dial().say("тариф", confidence=0.6).took() == [("main", "tariff")]
    assert Line(made).dial().say("тариф", confidence=0.29).took() == [("main", "no_match")]
    line = Line(made).dial().say("тариф", confidence=0.5)
    assert line.took() == []
    assert line.last == "Вы сказали: тариф? Да — один, нет — два."
    assert line.listening.kind == "yes_no"


def test_a_read_back_is_answered_by_word_or_key(program):
    made = program(MENU)
    assert Line(made).dial().say("тариф", confidence=0.5).say("да").took() == [("main", "tariff")]
    assert Line(made).dial().say("тариф", confidence=0.5).press("1").took() == [("main", "tariff")]
    line = Line(made).dial().say("тариф", confidence=0.5).say("нет")
    assert line.took() == [("main", "no_match")]
    line = Line(made).dial().say("тариф", confidence=0.5).press("2")
    assert line.took() == [("main", "no_match")]
    line = Line(made).dial().say("тариф", confidence=0.5).press("3")
    assert line.took() == [("main", "tariff")], "another key is the menu's"


def test_silence_at_a_read_back_asks_it_again(program):
    line = Line(program(MENU)).dial().say("тариф", confidence=0.5).wait(SPEAKING + 5)
    assert line.took() == [("main", "no_input")]
    assert line.last.endswith("Вы сказали: тариф? Да — один, нет — два.")


def test_two_that_cannot_be_told_apart_are_asked_for(program):
    line = Line(program(MENU)).dial().say("баланс или тариф")
    assert line.last == "Вы имели в виду баланс или тариф?"
    assert line.say("тариф").took() == [("main", "tariff")]


def test_close_hypotheses_are_told_apart_too(program):
    from ivr.dialog.events import Heard, Hypothesis

    line = Line(program(MENU)).dial()
    line.send(Heard((Hypothesis("баланс", 0.8), Hypothesis("баллы", 0.75))))
    assert line.last == "Вы имели в виду баланс или баланс бонусов?"
    assert line.press("2").took() == [("main", "points")]


def test_still_unclear_is_no_match_and_never_asked_a_third_time(program):
    line = Line(program(MENU)).dial().say("баланс или тариф").say("баланс или тариф")
    assert line.took() == [("main", "no_match")]


def test_speech_stops_the_prompt_when_it_begins(program):
    line = Line(program(MENU)).dial().wait(0.5).start_speaking()
    assert line.queue == []
    assert line.say("тариф").took() == [("main", "tariff")]


def test_speech_that_never_ends_is_no_match(program):
    line = Line(program(MENU)).dial().start_speaking().wait(15)
    assert line.took() == [("main", "no_match")]
    assert line.say("тариф").ignored == ["Heard"]


def test_keys_come_first(program):
    line = Line(program(MENU)).dial().start_speaking().press("1").say("тариф")
    assert line.took() == [("main", "balance")]
    assert line.ignored == ["Heard"]
    assert line.say("тариф").took()[-1] == ("main", "tariff"), "what is said to the next question counts"


def test_speech_is_ignored_while_digits_are_being_typed(program):
    nodes = """
    code: {collect: digits, length: 4, into: code, prompt: {ru: Код., en: Code.}, goto: bye}
    """
    line = Line(program(nodes)).dial().press("12").say("пять")
    assert line.ignored == ["Heard"]
    assert line.press("34").took()[0] == ("code", "entered")


@pytest.mark.parametrize(
    ("kind", "words", "value"),
    [
        ("digits", "один два три четыре", "1234"),
        ("number", "двадцать пять", 25),
        ("amount", "сто рублей пятьдесят копеек", 10050),
        ("phone", "девятьсот двадцать два сто двадцать три сорок пять шестьдесят семь", "+79221234567"),
        ("date", "пятое марта", "2026-03-05"),
        ("yes_no", "да", True),
        ("yes_no", "нет", False),
    ],
)
def test_values_are_understood(program, kind, words, value):
    nodes = f"""
    ask: {{collect: {kind}, into: answer, prompt: {{ru: Скажите., en: Say.}}, goto: told}}
    told: {{prompt: {{ru: Спасибо., en: Thanks.}}, goto: bye}}
    """
    line = Line(program(nodes)).dial().say(words)
    assert values(line)["answer"] == value


@pytest.mark.parametrize(
    "words", ["один два три четыре пять шесть семь восемь девять ноль", "десять нулей", "0000000000"]
)
def test_a_number_that_keys_would_not_take_is_not_taken_by_words(program, words):
    nodes = """
    ask: {collect: phone, into: answer, prompt: {ru: Скажите., en: Say.}, goto: told}
    told: {prompt: {ru: Спасибо., en: Thanks.}, goto: bye}
    """
    assert Line(program(nodes)).dial().say(words).took() == [("ask", "no_match")]


def test_a_doubtful_value_is_read_back(program):
    nodes = """
    sum: {collect: amount, into: sum, prompt: {ru: Сумма., en: Amount.}, goto: told}
    told: {prompt: {ru: Спасибо., en: Thanks.}, goto: bye}
    """
    line = Line(program(nodes)).dial().say("сто рублей", confidence=0.4)
    assert line.last == "Вы сказали: сто рублей? Да — один, нет — два."
    assert values(line.say("да"))["sum"] == 10000


def test_a_yes_no_question_takes_words(program):
    nodes = """
    sure: {confirm: {ru: Подключить?, en: Connect?}, yes: done, no: bye}
    done: {prompt: {ru: Подключено., en: Connected.}, goto: bye}
    """
    assert Line(program(nodes)).dial().say("да конечно").took()[0] == ("sure", "yes")
    assert Line(program(nodes)).dial().say("не надо").took()[0] == ("sure", "no")


CONNECT = """
sure: {confirm: {ru: Подключить?, en: Connect?}, yes: done, no: bye}
done: {prompt: {ru: Подключено., en: Connected.}, goto: bye}
"""
SUM = """
sum: {collect: amount, into: sum, prompt: {ru: Сумма., en: Amount.}, goto: told}
told: {prompt: {ru: Спасибо., en: Thanks.}, goto: bye}
"""


@pytest.mark.parametrize(
    ("words", "confidence", "outcome"),
    [
        ("да", 0.6, "yes"),
        ("да", 0.59, "no_match"),
        ("один", 0.59, "no_match"),
        ("один", 0.9, "yes"),
        ("нет", 0.3, "no"),
        ("два", 0.3, "no"),
        ("нет", 0.29, "no_match"),
    ],
)
def test_what_an_author_asks_is_not_agreed_to_by_a_doubtful_yes(program, words, confidence, outcome):
    assert Line(program(CONNECT)).dial().say(words, confidence=confidence).took()[0] == ("sure", outcome)
    asked = CONNECT.replace("confirm:", "collect: yes_no, into: agreed, prompt:").replace(
        "yes: done, no: bye", "goto: done"
    )
    taken = "no_match" if outcome == "no_match" else "entered"
    assert Line(program(asked)).dial().say(words, confidence=confidence).took()[0] == ("sure", taken)


@pytest.mark.parametrize(
    ("words", "outcome"),
    [("да соедините с оператором", "operator"), ("хорошо повторите", "repeat"), ("нет, оператора не надо", "no")],
)
def test_a_way_out_is_not_taken_for_a_yes_said_beside_it(program, words, outcome):
    assert Line(program(CONNECT)).dial().say(words).took()[0] == ("sure", outcome)


def test_a_read_back_is_answered_by_the_names_of_its_keys(program):
    made = program(MENU)
    assert Line(made).dial().say("тариф", confidence=0.5).say("один").took() == [("main", "tariff")]
    assert Line(made).dial().say("тариф", confidence=0.5).say("два").took() == [("main", "no_match")]
    line = Line(program(SUM)).dial().say("сто рублей", confidence=0.5).say("один")
    assert values(line)["sum"] == 10000


def test_a_read_back_is_not_answered_by_noise(program):
    line = Line(program(MENU)).dial().say("тариф", confidence=0.5).say("да", confidence=0.1)
    assert line.took() == [("main", "no_match")]
    line = Line(program(SUM)).dial().say("сто рублей", confidence=0.5).say("да", confidence=0.1)
    assert line.took() == [("sum", "no_match")]


def test_english_is_understood_in_english(program):
    line = Line(program(MENU), language="en").dial().say("my plan please")
    assert line.took() == [("main", "tariff")]
    assert line.last.startswith("Tariff.")


def test_a_universal_is_read_back_as_its_author_wrote_it(program):
    head = HEAD.replace("{ru: [повторите], en: [repeat]}", "{ru: [Ещё раз, повторите], en: [repeat]}")
    line = Line(program(MENU, head=head)).dial().say("еще раз", confidence=0.5)
    assert line.last == "Вы сказали: Ещё раз? Да — один, нет — два."
