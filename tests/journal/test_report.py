"""Where callers go, where they fail and where they leave."""

from __future__ import annotations

from ivr.journal import Journal, report
from tests.dialog.line import SPEAKING
from tests.journal.conftest import Recorded


def test_a_report_counts_ways_failures_and_ends(guarded):
    lines = [Recorded(guarded) for _ in range(5)]
    lines[0].dial().press("3").listen()
    lines[1].dial().press("9").press("1").hang_up()
    lines[2].dial().say("оператор").listen().transfer("connected")
    lines[3].dial().wait(SPEAKING + 5)
    lines[4].dial().press("1").press("9876").answer("granted", level=2).hang_up()
    result = report(Journal.of(line.kept.records) for line in lines)
    assert result.calls == 5
    assert result.ends == {"completed": 1, "caller hung up": 2, "transferred": 1, "unfinished": 1}
    main = result.nodes["main"]
    assert main.entered == 5
    assert main.failures == 2
    assert main.outcomes == {"bye": 1, "no_match": 1, "settings": 2, "operator": 1, "no_input": 1}
    assert result.nodes["authentication:ask"].left == 1
    assert result.nodes["inside"].left == 1
    assert result.how == {"keys": 5, "speech": 1}
    assert result.paths["bye"] == 1
    assert result.to_dict()["nodes"]["main"]["entered"] == 5


def test_an_action_that_connects_something_is_no_transfer(guarded):
    line = Recorded(guarded).dial().press("1").press("9876").answer("granted", level=2).hang_up()
    records = [
        {
            **record,
            "effects": [
                *record.get("effects", []),
                {"Took": {"dialog": "", "node": "option", "outcome": "connected", "how": "action", "keys": ""}},
            ],
        }
        if number == 3
        else record
        for number, record in enumerate(line.kept.records)
    ]
    assert report([Journal.of(records)]).ends == {"caller hung up": 1}


def test_a_report_of_nothing(guarded):
    assert report([]).to_dict()["calls"] == 0
    assert report([]).median_seconds == 0


def test_seconds_are_of_finished_calls(guarded):
    line = Recorded(guarded)
    line.dial().wait(7).hang_up()
    assert report([Journal.of(line.kept.records)]).median_seconds == 7
