"""Menu coverage: what calls have reached and what never."""

from __future__ import annotations

from ivr.testing import Subject, run
from ivr.testing.coverage import ASKING, CHOICES, NODES, OUTCOMES, UNIVERSALS, Coverage, render
from ivr.testing.running import Report


def test_nothing_is_covered_before_the_first_call(subject: Subject) -> None:
    coverage = subject.coverage
    assert coverage.percent == 0
    assert coverage.share(NODES) == (0, 12)
    assert coverage.share(CHOICES) == (0, 4)
    assert coverage.share(UNIVERSALS) == (0, 2)
    assert coverage.share(OUTCOMES)[0] == 0


def test_a_call_covers_what_it_reaches(subject: Subject) -> None:
    subject.caller().dial().press("1").press("#").silent().hangs_up()
    coverage = subject.coverage
    counts = coverage.counts()
    assert counts["main"] == 2
    assert counts["main.owes"] == 1
    assert counts["owes.nothing"] == 1
    assert counts["universal repeat"] == 1
    assert counts["main.no_input"] == 1
    assert coverage.share(NODES) == (3, 12)
    assert coverage.share(ASKING)[0] == 1
    missed = {item.name for item in coverage.missed()}
    assert {"operator", "main.visit", "owes.owes", "owes.failed", "universal operator", "proof:check.wrong"} <= missed
    assert "main.no_match" not in missed


def test_an_outcome_without_a_way_of_its_own_counts_where_it_leads(subject: Subject) -> None:
    subject.caller().simulates("owes.get", "late").dial().press("1").hears("Счёт узнать не удалось")
    assert subject.coverage.counts()["owes.failed"] == 1


def test_what_was_missed_is_told_with_its_place(subject: Subject) -> None:
    subject.caller().dial().press("1").hangs_up()
    text = render(subject.coverage)
    assert text.startswith("menu coverage of clinic: ")
    assert "nodes 3/12, choices 1/4" in text
    place = next(item.at for item in subject.coverage.missed() if item.name == "main.visit")
    assert f"{place.file}:{place.line}: choice main.visit" in text
    assert ": universal operator" in text
    data = subject.coverage.to_dict()
    assert data["kinds"]["nodes"] == {"reached": 3, "of": 12}
    assert {"kind": "choices", "name": "main.visit", "file": place.file, "line": place.line} in data["missed"]


def test_a_bound_fails_a_run_that_covers_too_little(subject: Subject) -> None:
    subject.caller().dial().press("1").hangs_up()
    report = Report(subjects=[subject])
    assert report.exit_code() == 0
    assert report.exit_code(min_coverage=1) == 0
    assert report.exit_code(min_coverage=100) == 1
    assert run([], service=subject).exit_code(min_coverage=100) == 1


def test_counts_of_several_processes_add_up(subject: Subject) -> None:
    subject.caller().dial().press("1").hangs_up()
    whole = Coverage(subject.service)
    for _ in range(2):
        whole.add_counts(subject.coverage.to_counts())
    assert whole.counts()["main"] == 2 * subject.coverage.counts()["main"]
    assert whole.share() == subject.coverage.share()
