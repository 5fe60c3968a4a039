"""Running call scripts: which are found, what they call, what failed and where."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from ivr.testing import Subject, render, run
from tests.testing.clinic import PIN


def write(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(textwrap.dedent(text).lstrip(), encoding="utf-8")
    return file


def test_scripts_are_found_and_call_the_nearest_service_above(folder: Path) -> None:
    write(folder, "calls/hello.call.yaml", "steps: [hear: Здравствуйте, hang up]")
    write(folder, "beside.call.yaml", "calls: {a: {steps: [press: 0, hear: Соединяю]}, b: {steps: [hang up]}}")
    write(folder, "calls/other.yaml", "not: a script")
    report = run([folder])
    assert [result.script.name for result in report.results] == ["beside: a", "beside: b", "hello"]
    assert report.passed
    assert report.exit_code() == 0
    assert len(report.coverages) == 1
    assert "3 calls, 0 failed" in render(report)


def test_a_script_may_name_its_service(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    good = write(elsewhere, "a.call.yaml", f"service: {folder.as_posix()}\nsteps: [hear: Здравствуйте]")
    assert run([good]).passed
    lost = write(elsewhere, "b.call.yaml", "steps: [hear: Здравствуйте]")
    assert [fault.code for fault in run([lost]).faults] == ["S007"]
    astray = write(elsewhere, "c.call.yaml", "service: nowhere.yaml\nsteps: [hear: Здравствуйте]")
    assert [fault.code for fault in run([astray]).faults] == ["S007"]
    assert run([lost], service=folder).passed


def test_every_failure_is_told_with_its_line(folder: Path, subject: Subject) -> None:
    file = write(
        folder,
        "wrong.call.yaml",
        """
        calls:
          words:
            account: {owes: 5}
            steps:
              - press: 1
              - hear: шесть рублей
              - never hear: пять рублей
              - expect: {outcome: owes.nothing}
              - expect: {account: {owes: 6}, node: number}
              - sms: привет
          over:
            steps:
              - hang up
              - press: 1
              - hear: that is not come to
          account:
            account: {ows: 5}
            steps: [hang up]
          good:
            steps: [hear: Главное меню]
        """,
    )
    report = run([file], service=subject)
    assert not report.passed
    assert report.exit_code() == 1
    words, over, account = report.failed
    assert [failure.at.line for failure in words.failures] == [6, 7, 8, 9, 10]
    assert words.failures[0].message.startswith("expected to hear «шесть рублей», heard «К оплате пять рублей")
    assert [failure.at.line for failure in over.failures] == [14]
    assert over.failures[0].message == "the call is over already"
    assert account.failures[0].message == "the account cannot be prepared: a patient has no ows"
    text = render(report)
    assert f"{file}:6: expected to hear" in text
    assert "> presses 1" in text
    assert "4 calls, 3 failed" in text
    assert report.to_dict()["calls"][3] == {
        "name": "wrong: good",
        "file": str(file),
        "line": 19,
        "passed": True,
        "seconds": pytest.approx(report.results[3].seconds, abs=0.001),
        "failures": [],
        "transcript": [],
    }


def test_every_step_does_what_it_says(folder: Path, subject: Subject) -> None:
    file = write(
        folder,
        "all.call.yaml",
        f"""
        calls:
          by keys:
            account: {{owes: 121.05}}
            steps:
              - hear: [здравствуйте, главное меню]
              - press: 1 2
              - hear: Вы записаны
              - never hear: К оплате
              - sms: Вы записаны к врачу
              - expect: {{account: {{visit: tomorrow}}, outcome: book.booked, node: main}}
              - press: 2
              - hear: Вы уже записаны
              - silent
              - expect: {{outcome: main.no_input}}
              - press: "{PIN[0]}"
              - press: 12#
              - expect: {{outcome: number.entered, ended: true}}
          by voice:
            call: {{language: en, to: "0505", from: "+79001112233", at: "2026-01-01 10:00"}}
            simulate: {{visits.book: late}}
            steps:
              - say: {{text: doctor, confidence: 0.5}}
              - press: 1
              - hear: It takes long
              - simulate: {{visits.book: {{outcome: failed, after: 2s}}}}
              - say: doctor
              - hear: [One moment, It did not work]
              - transfer: busy
              - press: 0
              - hear: They are busy
              - expect: {{transfer: "0500", ended: false}}
              - wait: 100ms
              - hang up
          proved:
            steps:
              - press: 3 {PIN}
              - hear: Ваша карта открыта
              - expect: {{outcome: "proof:check.granted"}}
        """,
    )
    report = run([file], service=subject)
    assert render(report, coverage=False).startswith("3 calls, 0 failed"), render(report)


def test_a_pin_is_in_no_report(folder: Path, subject: Subject) -> None:
    file = write(folder, "pin.call.yaml", f"steps:\n  - press: 3 {PIN}\n  - hear: nothing\n  - press: 3 {PIN}x\n")
    assert PIN not in render(run([file], service=subject))
    file = write(folder, "pin.call.yaml", f"steps:\n  - press: 3 {PIN}\n  - hear: nothing\n")
    report = run([file], service=subject)
    assert len(report.failed) == 1
    assert PIN not in render(report)
    assert PIN not in str(report.to_dict())


def test_names_that_the_service_does_not_have_are_faults(folder: Path, subject: Subject) -> None:
    file = write(
        folder,
        "names.call.yaml",
        """
        call: {to: "0999"}
        simulate: {visits.bok: late}
        steps:
          - expect: {node: mian}
          - expect: {outcome: main.ows}
          - simulate: {visits.book: boked}
        """,
    )
    report = run([file], service=subject)
    assert not report.results
    assert [(fault.code, fault.at.line, fault.hint) for fault in report.faults] == [
        ("S006", 1, "there are `0500`, `0505`"),
        ("S006", 1, "did you mean `visits.book`?"),
        ("S006", 4, "did you mean `main`?"),
        ("S006", 5, "did you mean `main.owes`?"),
        ("S006", 6, "did you mean `booked`?"),
    ]
    assert "5 faults in scripts or services" in render(report)


def test_a_service_with_faults_is_told_once(folder: Path) -> None:
    (folder / "service.yaml").write_text("service: x\n", encoding="utf-8")
    write(folder, "a.call.yaml", "calls: {a: {steps: [hang up]}, b: {steps: [hang up]}}")
    report = run([folder])
    assert [fault.code for fault in report.faults].count("S007") == 1
    assert report.exit_code() == 1


def test_only_some_calls_are_played(folder: Path) -> None:
    write(folder, "a.call.yaml", "calls: {one: {steps: [hang up]}, two: {steps: [hang up]}}")
    assert [result.script.name for result in run([folder], only="two").results] == ["a: two"]


def test_what_the_engine_logged_is_told_beside_a_failure_only(
    folder: Path, subject: Subject, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    good = write(folder, "a.call.yaml", "simulate: {owes.get: failed}\nsteps: [press: 1, hear: Счёт узнать не удалось]")
    bad = write(folder, "b.call.yaml", "simulate: {owes.get: failed}\nsteps: [press: 1, hear: ничего]")
    text = render(run([good, bad], service=subject), coverage=False)
    assert "    log: action owes.get failed: SimulatedFailure" in text
    assert text.count("log:") == 1
    assert not caplog.records
    assert not capfd.readouterr().err


def test_folders_whose_name_begins_with_a_dot_are_left_alone(folder: Path) -> None:
    write(folder, ".cache/a.call.yaml", "steps: [hang up]")
    assert not run([folder]).results


def test_nothing_to_run_is_said(tmp_path: Path) -> None:
    assert "no call scripts here" in render(run([tmp_path]))


def test_a_run_is_the_same_every_time(folder: Path, subject: Subject) -> None:
    file = write(folder, "a.call.yaml", "steps: [press: 1, silent, hear: nothing]")
    assert run([file], service=subject).failed[0].render() == run([file], service=subject).failed[0].render()
