"""replay and report, over journals that ``ivr call`` wrote."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run, data


@pytest.fixture
def journal(run: Run, made: Path, tmp_path: Path) -> Path:
    """A folder with the journals of two calls to the made service."""
    folder = tmp_path / "journal"
    assert run("call", made, "--keys", "1 2 1111", "--journal", folder).exit_code == 0
    assert run("call", made, "--keys", "7 0", "--journal", folder, "--transfer", "busy").exit_code == 0
    return folder


def files(folder: Path) -> list[Path]:
    """The journals in a folder."""
    return sorted(folder.rglob("*.jsonl"))


def test_a_call_goes_the_same_way_again(run: Run, made: Path, journal: Path) -> None:
    result = run("replay", *files(journal), "--service", made)
    assert result.exit_code == 0
    assert [line.split(": ")[1].split(" (")[0] for line in result.stdout.splitlines()[:2]] == ["the same", "the same"]
    assert [each["same"] for each in data(run("replay", journal, "--service", made, "--json"))] == [True, True]


def test_a_replay_can_show_what_was_said(run: Run, made: Path, journal: Path) -> None:
    result = run("replay", journal, "--service", made, "--transcript")
    assert "> presses 1" in result.stdout
    assert "Мы открыты каждый день" in result.stdout


def test_the_transcripts_of_several_calls_stand_apart(run: Run, journal: Path) -> None:
    first, second = files(journal)
    told = run("replay", journal, "--transcript").stdout
    assert told.startswith(f"{first}\n    0.0 > dials")
    assert f"\n\n{second}\n    0.0 > dials" in told


def test_another_version_is_refused_unless_it_is_asked_for(run: Run, made: Path, journal: Path, tmp_path: Path) -> None:
    changed = tmp_path / "changed"
    shutil.copytree(made, changed)
    file = changed / "service.yaml"
    text = file.read_text(encoding="utf-8").replace("bakery_actions", "changed_actions")
    file.write_text(text.replace("с восьми до двадцати", "с девяти до девятнадцати"), encoding="utf-8")
    (changed / "bakery_actions.py").rename(changed / "changed_actions.py")
    refused = run("replay", journal, "--service", changed)
    assert refused.exit_code == 1
    assert "--other-version" in refused.stderr
    result = run("replay", journal, "--service", changed, "--other-version")
    assert result.exit_code == 1
    assert "differs" in result.stdout
    assert "now  says «Мы открыты каждый день с девяти до девятнадцати." in result.stdout


def without_path(file: Path) -> None:
    """Make a journal as one of old: its head does not say where the service stood."""
    head, rest = file.read_text(encoding="utf-8").split("\n", 1)
    old = json.loads(head)
    assert Path(old.pop("path")).is_dir()
    file.write_text(json.dumps(old) + "\n" + rest, encoding="utf-8")


def test_a_service_of_ones_own_is_found_where_it_stood(run: Run, journal: Path) -> None:
    result = run("replay", journal)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == "2 calls: 2 the same"


def test_a_call_whose_service_is_not_found_is_left_out_and_the_others_go_on(
    run: Run, made: Path, journal: Path
) -> None:
    lost, _ = files(journal)
    without_path(lost)
    assert run("call", "0505", "--keys", "1", "--journal", journal).exit_code == 0
    result = run("replay", journal)
    assert result.exit_code == 1
    assert f"{lost}: left out: its service bakery is not one that comes with this package" in result.stderr
    assert "--service" in result.stderr
    assert result.stdout.splitlines()[-1] == "3 calls: 2 the same, 1 left out"
    told = data(run("replay", journal, "--json"))
    assert sorted(str(each["same"]) for each in told) == ["None", "True", "True"]
    assert run("replay", lost, "--service", made).exit_code == 0


def test_a_call_whose_service_has_moved_is_left_out(run: Run, made: Path, tmp_path: Path) -> None:
    there = tmp_path / "there"
    shutil.copytree(made, there)
    file = there / "service.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("bakery_actions", "moved_actions"), encoding="utf-8")
    (there / "bakery_actions.py").rename(there / "moved_actions.py")
    assert run("call", there, "--keys", "1", "--journal", tmp_path / "journal").exit_code == 0
    there.rename(tmp_path / "elsewhere")
    result = run("replay", tmp_path / "journal")
    assert result.exit_code == 1
    assert f"is not at {there} any more" in result.stderr


def test_a_service_that_has_errors_by_now_is_told_once(run: Run, faulty: Path, journal: Path) -> None:
    result = run("replay", journal, "--service", faulty)
    assert result.exit_code == 1
    assert result.stderr.count("service.yaml:6") == 1
    assert result.stdout == "2 calls: 2 left out\n"


def test_a_file_that_is_no_journal_is_a_failure(run: Run, made: Path, tmp_path: Path) -> None:
    file = tmp_path / "no.jsonl"
    file.write_text("[]\n", encoding="utf-8")
    result = run("replay", file, "--service", made)
    assert result.exit_code == 1
    assert "no journal" in result.stderr


def test_the_report_counts_where_callers_went(run: Run, journal: Path) -> None:
    result = run("report", journal)
    assert result.exit_code == 0
    assert result.stdout.startswith("bakery: 2 calls")
    assert any(line.split()[:2] == ["main", "4"] for line in result.stdout.splitlines())
    counted = data(run("report", journal, "--json"))
    assert counted["calls"] == 2
    assert counted["services"]["bakery"]["nodes"]["main"]["failures"] == 1


def test_each_service_has_a_report_of_its_own(run: Run, journal: Path) -> None:
    assert run("call", "0505", "--keys", "1", "--journal", journal).exit_code == 0
    both = run("report", journal).stdout
    bakery, line = both.split("0505: 1 call,")
    assert bakery.startswith("bakery: 2 calls,")
    assert any(row.split()[:2] == ["main", "4"] for row in bakery.splitlines())
    assert any(row.split()[:2] == ["main", "1"] for row in line.splitlines())
    assert run("report", journal, "--service", "bakery").stdout == bakery
    assert list(data(run("report", journal, "--service", "0505", "--json"))["services"]) == ["0505"]
    nobody = run("report", journal, "--service", "clinic")
    assert nobody.exit_code == 1
    assert "only to bakery, 0505" in nobody.stderr


def test_a_broken_journal_is_left_out_of_the_report(run: Run, journal: Path) -> None:
    (journal / "broken.jsonl").write_text("nothing\nat all\n", encoding="utf-8")
    result = run("report", journal)
    assert result.stdout.startswith("bakery: 2 calls")
    assert "left out" in result.stderr


def test_no_journals_are_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "no journals" in run("report", tmp_path / "empty").stdout
    assert run("report", tmp_path / "nowhere").exit_code == 2


def test_the_users_own_journal_is_the_default(run: Run) -> None:
    result = run("report")
    assert result.exit_code == 0
    assert "no journals" in result.stdout


def test_each_line_of_a_journal_is_json(journal: Path) -> None:
    for file in files(journal):
        for line in file.read_text(encoding="utf-8").splitlines():
            assert isinstance(json.loads(line), dict)


def test_journals_in_a_database_are_counted_and_replayed(run: Run, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'calls.sqlite3'}"
    assert run("call", "0505", "--keys", "1 1", "--journal-url", url).exit_code == 0
    counted = run("report", "--journal-url", url, "--json")
    assert counted.exit_code == 0
    assert json.loads(counted.stdout)["calls"] == 1
    from ivr.journal.store import JournalStore

    [call] = JournalStore.open(url).calls()
    replayed = run("replay", "--journal-url", url, call)
    assert replayed.exit_code == 0
    assert "the same" in replayed.stdout
    assert run("replay", "--journal-url", url, "nobody").exit_code == 1
    assert run("replay", "nobody.jsonl").exit_code == 2
    assert run("report", "--journal-url", "nonsense").exit_code == 2


def test_a_journal_that_cannot_be_kept_is_told_and_the_call_is_not_lost(run: Run) -> None:
    result = run("call", "0505", "--keys", "1", "--journal-url", "nonsense")
    assert result.exit_code == 0
    assert "the journal is not whole" in result.stderr
    assert "сто двадцать один рубль" in result.stdout
