"""``ivr ussd`` and ``ivr sms``: pages and replies, pipes, journals, wrong use."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from ivr.cli.fronts import ussd
from ivr.journal import JournalFiles, read_file, replay
from tests.cli.conftest import Run
from tests.fronts.gateway import KIOSK, kiosk
from tests.fronts.test_ussd import MENU
from tests.shop import SHOP


def test_a_code_is_answered(run: Run):
    result = run("ussd", "*105*1#", "--service", KIOSK)
    assert (result.exit_code, result.stdout) == (0, "На счёте 121,05 руб. До свидания!\n")


def test_answers_come_from_a_pipe(run: Run):
    result = run("ussd", "*105#", "--service", KIOSK, input="баланс\n0\nnever asked\n")
    assert result.exit_code == 0
    assert result.stdout == (
        f"{MENU}\n> баланс\nНа счёте 121,05 руб., до 05.03.2026. {MENU}\n"
        "> 0\nПозвоните: 700. Отсюда соединить нельзя.\n"
    )


def test_pages(run: Run):
    wide = run("ussd", "*160#", "--service", KIOSK).stdout
    narrow = run("ussd", "*160#", "--service", KIOSK, "--narrow").stdout
    assert wide.endswith("9 — далее\n") and len(narrow) <= 81 < len(wide)


def test_a_journal_is_written_and_ends(run: Run, tmp_path: Path):
    assert run("ussd", "*105*2#", "--service", KIOSK, "--journal", tmp_path, "--as", "+79220000008").exit_code == 0
    [file] = JournalFiles(tmp_path)
    journal = read_file(file)
    assert (journal.head.caller, journal.head.called) == ("+79220000008", "*105#")
    assert replay(journal, kiosk()).same and replay(journal, kiosk()).ended
    assert run("replay", file).exit_code == 0


def test_messages_are_sent_one_after_another(run: Run):
    result = run("sms", "000105", "2", "7 рублей", "нет", "--service", KIOSK)
    assert result.exit_code == 0
    assert result.stdout == "На какую сумму?\nЗаказать на 7 руб.?\n1 — да\n2 — нет\nНа какую сумму?\n"
    assert run("sms", "000105", "--service", KIOSK).stdout == f"{MENU}\n(2 parts)\n"


def test_what_nothing_answers_is_told(run: Run):
    assert run("ussd", "*999#", "--service", KIOSK).stdout.startswith("Такой код не обслуживается.")
    assert run("sms", "1", "2", "--service", KIOSK).stdout.startswith("Такой запрос не обслуживается.")


def test_a_database_without_subscribers_is_told_with_what_to_do(run: Run, tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'own.sqlite3'}"
    empty = run("ussd", "*100#", "--account-url", url)
    assert (empty.exit_code, empty.stderr.count("\n")) == (0, 1)
    assert "`ivr account seed --account-url …`" in empty.stderr
    assert run("account", "seed", "--account-url", url).exit_code == 0
    assert run("ussd", "*100#", "--account-url", url).stderr == ""


def test_wrong_use_is_told_in_a_line(run: Run):
    result = run("ussd", "*105#", "--service", SHOP)
    assert result.exit_code == 2
    assert "declares no codes: write" in result.stderr
    assert run("ussd", "*105#", "--service", KIOSK, "--as", "nobody").exit_code == 2
    assert run("ussd", "*105#", "--service", KIOSK, "--account-url", "sqlite://").exit_code == 2


def test_codes_are_completed():
    parameter = ussd.params[0]
    context = click.Context(ussd)
    context.params["service"] = KIOSK
    found = [item.value for item in parameter.type.shell_complete(context, parameter, "*105*")]
    assert found == ["*105*1#", "*105*1*9#"]


def test_an_account_system_over_http_is_asked_and_not_opened_as_a_database(run: Run):
    for command in (("ussd", "*105#"), ("sms", "000105", "00")):
        told = run(*command, "--account-url", "http://localhost:1")
        assert told.exit_code == 2
        assert "an account over HTTP needs a key" in told.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ussd", "105"), "'105' is no code: it begins with * and ends in #, and stands in quotes: '*105#'"),
        (("ussd", ""), "'' is no code"),
        (("ussd", "*105"), "'*105' is no code: it begins with * and ends in #"),
        (("ussd", "105#"), "'105#' is no code: it begins with * and ends in #"),
        (("sms", "*105#"), "'*105#' is no number to write to; a code is dialled with `ivr ussd`"),
        (("sms", "", "00"), "'' is no number to write to"),
    ],
)
def test_what_can_only_be_a_slip_is_told(run: Run, arguments: tuple[str, ...], said: str):
    result = run(*arguments)
    assert result.exit_code == 2 and said in result.stderr
