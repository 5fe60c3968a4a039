"""The written manner: the same menu, to be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ivr.dialog import Program
from ivr.dialog.effects import Say, Utterance
from ivr.dialog.events import ActionDone, KeyPressed
from ivr.fronts.screen import Screen
from ivr.menu.announcement import choice_line
from ivr.menu.in_writing import in_writing, number_to_call
from ivr.menu.loader import load_service
from ivr.menu.model import HangupNode, TransferNode
from ivr.menu.template import MANNER, RenderError, template
from ivr.wording.written import WRITTEN
from tests.dialog.line import Line
from tests.fronts.gateway import kiosk


def said(line: Line) -> list[str]:
    return [utterance.text for effect in line.log if isinstance(effect, Say) for utterance in effect.utterances]


def service(tmp_path: Path, **nodes: object):
    """A service of these nodes and an end."""
    everything = {
        "service": "s",
        "languages": ["ru"],
        "numbers": {"*1#": "start", "0505": "start"},
        "defaults": {"then": "bye"},
        "nodes": {**nodes, "bye": {"hangup": "Пока."}},
    }
    file = tmp_path / "service.yaml"
    file.write_text(json.dumps(everything, ensure_ascii=False), encoding="utf-8")
    return load_service(file)


def test_a_text_is_rendered_in_both_manners():
    text = template("{{ sum | money }} до {{ day | date }}", "ru")
    values = {"sum": 12105, "day": "2026-03-05"}
    assert text.render(values) == "сто двадцать один рубль пять копеек до пятого марта"
    assert text.render({**values, MANNER: WRITTEN}) == "121,05 руб. до 05.03.2026"
    with pytest.raises(RenderError, match="money"):
        text.render({**values, "sum": "much", MANNER: WRITTEN})


def test_a_choice_is_a_line():
    assert choice_line("баланс", "1", "ru", WRITTEN) == "1 — баланс"
    assert choice_line("balance", "10", "en", WRITTEN) == "10 - balance"
    assert choice_line("balance", None, "en", WRITTEN) == "- balance"


def test_a_program_has_one_of_two_manners():
    assert Program(kiosk()).manner == "spoken"
    with pytest.raises(ValueError, match="spoken, written"):
        Program(kiosk(), "sung")


def test_a_value_is_read_back_as_it_is_written(tmp_path: Path):
    made = service(tmp_path, start={"collect": "amount", "prompt": "Сумма?", "into": "sum", "goto": "bye"})
    spoken, written = (Line(Program(made, manner)) for manner in ("spoken", "written"))
    for line in (spoken, written):
        line.dial()
        line.say("сто пять рублей", confidence=0.4)
    assert said(spoken)[-1].startswith("Вы сказали: сто пять рублей?")
    assert said(written)[-1] == "105 руб. — верно?\n1 — да\n2 — нет"


def test_whoever_reads_waits_for_one_answer():
    line = Line(Program(kiosk(), "written"), called="*105#")
    line.dial()
    line.send(KeyPressed("3"))
    line.wait(2)
    assert "Минутку." not in said(line)
    spoken = Line(Program(kiosk()), called="*105#")
    spoken.dial()
    spoken.send(KeyPressed("3"))
    spoken.wait(2)
    assert "Минутку." in said(spoken)
    line.send(ActionDone(line.session.state.acting, "ok"))
    assert "Дождались." in said(line)


def test_a_transfer_becomes_a_number_to_call(tmp_path: Path):
    made = service(tmp_path, start={"prompt": "Соединяю.", "transfer": "88001234567", "busy": "bye"})
    written = in_writing(made)
    assert written.version == made.version
    assert isinstance(written.root.nodes["start"], HangupNode)
    assert isinstance(made.root.nodes["start"], TransferNode)
    line = Line(Program(made, "written"))
    line.dial()
    assert said(line) == ["Позвоните: 8 800 123-45-67. Отсюда соединить нельзя."]


def test_a_transfer_by_name_gives_the_services_own_number(tmp_path: Path):
    made = service(tmp_path, start={"transfer": "desk", "busy": "bye"})
    node = made.root.nodes["start"]
    assert isinstance(node, TransferNode)
    assert number_to_call(made, node) == "0505"


def test_a_screen_begins_with_a_capital_letter():
    screen = Screen()
    screen.say(Say(1, (Utterance("звонки — 12 руб.\nтариф — 300 руб.", "ru"), Utterance("1 — дальше", "ru"))))
    screen.say(Say(2, (Utterance("бонусы — верно?", "ru"),)))
    assert screen.text == "Звонки — 12 руб.\nТариф — 300 руб.\n1 — дальше\nБонусы — верно?"
