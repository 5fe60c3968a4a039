"""``ivr call``: by keys, by a script, without a terminal; its transcript, its journal, its errors."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ivr.journal import JournalFiles, read_file, replay
from tests.cli.conftest import Run, data
from tests.shop import SHOP, shop

SCRIPT = """
service: {service}
call: {{from: "+79221234567", to: "100"}}
steps:
  - hear: Это лавка
  - press: 1
  - hear: {words}
  - hang up
"""


def test_keys_make_a_call_at_once_and_its_transcript(run: Run):
    result = run("call", SHOP, "--keys", "1 #")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].endswith("> dials 100 from +79221234567")
    assert any("Хлеба двадцать один." in line for line in lines)
    assert lines[-1].endswith("> hangs up")


def test_without_a_terminal_a_scripted_call_is_held_and_said_to_be_one(run: Run):
    result = run("call", SHOP)
    assert result.exit_code == 0
    assert result.stdout.startswith("No terminal here, so this is a scripted call: the keys are 1.\n")
    assert "Хлеба двадцать один." in result.stdout


def test_keys_are_read_from_a_pipe_a_line_after_each_prompt(run: Run):
    piped = run("call", SHOP, input="1\n\n# 1\n")
    assert piped.exit_code == 0
    assert piped.stdout == run("call", SHOP, "--keys", ",1,# 1").stdout
    assert "presses #" in piped.stdout


def test_words_in_a_pipe_are_no_keys(run: Run):
    piped = run("call", SHOP, input="хлеб\n")
    assert piped.exit_code == 2
    assert "the keys in the pipe: 'х' at place 2 is no key" in piped.stderr


def test_a_pipe_that_nobody_writes_into_is_not_waited_for(tmp_path: Path):
    """A build server's standard input: open, and empty for ever."""
    reading, writing = os.pipe()
    try:
        held = subprocess.run(
            [sys.executable, "-m", "ivr", "call", str(SHOP)],
            stdin=reading,
            env={**os.environ, "HOME": str(tmp_path)},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=True,
        )
    finally:
        os.close(writing)
        os.close(reading)
    assert held.stdout.startswith("No terminal here, so this is a scripted call")


def test_a_record_is_a_wav_file(run: Run, tmp_path: Path):
    refused = run("call", SHOP, "--keys", "1", "--record", tmp_path / "call.mp3")
    assert refused.exit_code == 2
    assert f"a call is recorded as WAV, not as .mp3: write {tmp_path / 'call.wav'}" in refused.stderr
    assert not list(tmp_path.glob("call.*"))


def test_who_calls_what_in_which_language(run: Run):
    result = run("call", SHOP, "--from", "+79220000001", "--to", "100", "--lang", "en", "--keys", "1")
    assert "dials 100 from +79220000001" in result.stdout
    assert "twenty-one loaves." in result.stdout


def test_json_for_programs(run: Run):
    found = data(run("call", SHOP, "--keys", "1", "--json"))
    assert (found["service"], found["menu"]) == ("shop", shop().service.version)
    dials, greets, presses, *_ = found["transcript"]
    assert dials == {"at": 0.0, "who": "caller", "kind": "dials", "text": "100 from +79221234567"}
    assert (greets["who"], greets["kind"]) == ("service", "says")
    assert "Это лавка" in greets["text"]
    assert (presses["who"], presses["kind"], presses["keys"]) == ("caller", "presses", "1")
    assert found["transcript"][-1]["kind"] == "hangs up"


def test_a_secret_is_in_neither_transcript_nor_journal(run: Run, tmp_path: Path):
    result = run("call", SHOP, "--keys", "4 4321", "--journal", tmp_path, "--transcript", tmp_path / "call.txt")
    assert "Верно." in result.stdout
    [journal] = JournalFiles(tmp_path)
    for text in (result.stdout, journal.read_text("utf-8"), (tmp_path / "call.txt").read_text("utf-8")):
        assert "•" in text and "4321" not in text


def test_the_journal_can_be_replayed(run: Run, tmp_path: Path):
    run("call", SHOP, "--keys", "1 3 0", "--transfer", "busy", "--journal", tmp_path)
    [journal] = JournalFiles(tmp_path)
    replayed = replay(read_file(journal), shop().service)
    assert replayed.same and replayed.ended


def test_keys_that_came_too_late_are_told(run: Run):
    result = run("call", SHOP, "--keys", "0 1 2")
    assert result.exit_code == 0
    assert "before these keys: 1 2" in result.stderr


def test_the_calls_of_a_script(run: Run, tmp_path: Path):
    script = tmp_path / "bread.call.yaml"
    script.write_text(SCRIPT.format(service=SHOP / "service.yaml", words="двадцать один"), encoding="utf-8")
    result = run("call", SHOP, "--steps", script, "--transcript", tmp_path / "call.txt")
    assert result.exit_code == 0, result.output
    assert "Хлеба двадцать один." in result.stdout
    assert (tmp_path / "call.txt").read_text("utf-8") == result.stdout


def test_a_script_that_goes_otherwise_fails_with_its_line(run: Run, tmp_path: Path):
    script = tmp_path / "bread.call.yaml"
    script.write_text(SCRIPT.format(service=SHOP / "service.yaml", words="двадцать два"), encoding="utf-8")
    result = run("call", SHOP, "--steps", script)
    assert result.exit_code == 1
    assert f"{script}:7" in result.stderr and "Traceback" not in result.output


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--keys", "1x"], "'x' at place 2"),
        (["--to", "101"], "nobody answers 101"),
        (["--lang", "fr"], "not 'fr'"),
        (["--from", "abc"], "'abc' is not the number of a caller: write digits, with + in front or without"),
        (["--from", "8 922"], 'write "8922"'),
        (["--keys", "1", "--steps", str(SHOP / "service.yaml")], "do not go together"),
        (["--account-url", "sqlite://"], "no account system"),
        (["--transfer", "maybe"], "maybe"),
    ],
)
def test_wrong_use_is_told_in_a_line(run: Run, arguments: list[str], told: str):
    result = run("call", SHOP, *arguments)
    assert result.exit_code == 2
    assert told in result.stderr and "Traceback" not in result.output


def test_a_service_with_faults_is_not_called(run: Run, faulty: Path):
    result = run("call", faulty)
    assert result.exit_code == 1
    assert "service.yaml:6" in result.stderr and "Traceback" not in result.output


def test_an_unknown_service_is_told_with_what_there_is(run: Run):
    result = run("call", "0506")
    assert result.exit_code == 2
    assert "0505" in result.stderr


def test_accounts_that_cannot_be_opened_are_told_without_their_password(run: Run):
    result = run("call", "0505", "--keys", "1", "--account-url", "nosuch://user:hunter2@host/db")
    assert result.exit_code == 2
    assert "accounts cannot be opened" in result.stderr
    assert "hunter2" not in result.output and "Traceback" not in result.output


def test_a_transcript_that_cannot_be_written_is_told(run: Run, tmp_path: Path):
    result = run("call", SHOP, "--keys", "1", "--transcript", tmp_path / "none" / "call.txt")
    assert result.exit_code == 1
    assert "cannot write" in result.stderr


def test_0505_knows_its_demonstration_subscriber_from_the_first_call_on(run: Run):
    result = run("call", "--keys", "1 1")
    assert result.exit_code == 0
    assert "сто двадцать один рубль пять копеек" in result.stdout


def test_a_call_without_a_terminal_prints_the_same_each_time_and_changes_nothing(run: Run, tmp_path: Path):
    first = run("call", "--keys", "4 2")
    assert first.exit_code == 0
    assert run("call", "--keys", "4 2").stdout == first.stdout
    assert run("call").stdout == run("call").stdout
    assert not list(tmp_path.rglob("*.sqlite3"))
    assert not list(tmp_path.rglob("*.jsonl"))


def test_0505_tells_balance_and_packages_to_whoever_has_no_terminal(run: Run):
    result = run("call")
    assert result.stdout.startswith("No terminal here, so this is a scripted call: the keys are 1 # 1.\n")
    assert result.stdout.count("сто двадцать один рубль пять копеек") == 2
    assert "У вас сто сорок две минуты" in result.stdout
    assert [line.split()[-1] for line in result.stdout.splitlines() if "presses" in line] == ["1", "#", "1"]


def test_a_named_database_is_worked_on(run: Run, tmp_path: Path):
    url = f"sqlite:///{(tmp_path / 'accounts.sqlite3').as_posix()}"
    assert run("account", "seed", "--account-url", url).exit_code == 0
    assert run("call", "--from", "+79220000002", "--keys", "5 1", "--account-url", url).exit_code == 0
    assert data(run("account", "show", "+79220000002", "--json", "--account-url", url))["blocked"] == 30


def test_a_script_is_played_on_a_named_database(run: Run, tmp_path: Path):
    url = f"sqlite:///{(tmp_path / 'accounts.sqlite3').as_posix()}"
    script = tmp_path / "balance.call.yaml"
    script.write_text(
        'call: {from: "+79221234567", to: "0505"}\naccount: {balance: 77.5}\n'
        "steps: [press: 1, hear: семьдесят семь рублей, expect: {account: {balance: 77.5}}, hang up]\n",
        encoding="utf-8",
    )
    result = run("call", "--steps", script, "--account-url", url)
    assert result.exit_code == 0, result.output
    assert data(run("account", "show", "+79221234567", "--json", "--account-url", url))["balance"] == 77.5


def test_journal_and_no_journal_do_not_go_together(run: Run, tmp_path: Path):
    assert run("call", SHOP, "--keys", "1", "--journal", tmp_path, "--no-journal").exit_code == 2


@pytest.mark.parametrize("arguments", [["--keys", "1"], ["--json"]])
def test_a_journal_that_cannot_be_written_is_told_before_the_call(run: Run, tmp_path: Path, arguments: list[str]):
    file = tmp_path / "file"
    file.touch()
    result = run("call", SHOP, *arguments, "--journal", file / "journal")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith(f"Error: cannot write the journal {file / 'journal'}")
    assert result.stderr.count("\n") == 1


def test_a_key_that_no_question_took_is_shown_where_no_secret_was_asked(run: Run):
    strangers = run("call", "--from", "120", "--keys", "12")  # 1 is the operator's
    assert "presses 2" in strangers.stdout and "•" not in strangers.stdout
    assert run("call", "--from", "120", "--keys", "12345").stdout.count("presses •") >= 3


def test_the_calls_of_a_script_stand_apart_below_their_names(run: Run, tmp_path: Path):
    script = tmp_path / "two.call.yaml"
    script.write_text(
        f"service: {SHOP / 'service.yaml'}\n"
        'call: {from: "+79221234567", to: "100"}\n'
        "calls:\n  bread: {steps: [press: 1, hang up]}\n  bye: {steps: [press: 0]}\n",
        encoding="utf-8",
    )
    result = run("call", SHOP, "--steps", script, "--transcript", tmp_path / "calls.txt")
    assert result.exit_code == 0, result.output
    first, second = result.stdout.split("\n\n")
    assert first.splitlines()[0] == "two: bread"
    assert second.splitlines()[0] == "two: bye"
    assert (tmp_path / "calls.txt").read_text("utf-8") == result.stdout
    told = data(run("call", SHOP, "--steps", script, "--json"))
    assert [each["transcript"][0]["kind"] for each in told] == ["dials", "dials"]
