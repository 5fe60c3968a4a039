"""The list of actions: what a server has otherwise is told in a line each, and the schemas fit what is sent."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from ivr.actions import Context, Outcome, Registry, action
from ivr.cli import main
from ivr.remote import BadAnswer
from ivr.remote.described import described, differences
from ivr.remote.openapi import openapi
from ivr.remote.schemas import answer_schema, request_schema
from ivr.secret import Secret
from tests.remote.conftest import PASSWORD, Both, registry


def served(own: Registry) -> Any:
    return json.loads(json.dumps(described(own[name] for name in own if not own[name].local)))


def with_one(function: Any) -> Registry:
    own = registry()
    made = Registry()
    made.add(function)
    replaced = function.__ivr_action__.name
    return own.mapped(lambda it: made[replaced] if it.name == replaced else it)


def test_a_server_of_the_same_declarations_lacks_nothing(both: Both):
    assert both.remote.served() == served(registry())
    assert differences(registry(), both.remote.served()) == []


def test_what_is_not_served_is_told():
    theirs = served(registry())
    del theirs["actions"]["bill.pay"]
    theirs["actions"]["bills.all"] = 5
    assert differences(registry(), theirs) == ["bill.pay: is not served", "bills.all: is not served"]


def test_other_declarations_are_told_in_a_line_each():
    @dataclass
    class Other:
        amount: str

    @action("bill.pay", outcomes={"paid": Other, "gone": None}, timeout=9.0, needs=1)
    def pay(context: Context, sum_of: int, amount: str = "") -> Outcome:
        return Outcome("gone")

    assert differences(registry(), served(with_one(pay))) == [
        "bill.pay: the argument amount is declared otherwise",
        "bill.pay: the argument sum_of is needed there, and unknown here",
        "bill.pay: ends gone there, which is not declared here",
        "bill.pay: the value of paid is declared otherwise",
        "bill.pay: never ends nothing there",
        "bill.pay: needs is 1 there and 0 here",
        "bill.pay: changes is False there and True here",
        "bill.pay: timeout is 9.0 there and 2.0 here",
    ]

    @action("pin.check", outcomes={"right": None, "wrong": int}, changes=True)
    def check(context: Context, level: int) -> Outcome:
        return Outcome("right")

    assert differences(registry(), served(with_one(check))) == [
        "pin.check: the argument pin is unknown there",
        "pin.check: the argument level is needed there, and may be left out here",
    ]


@pytest.mark.parametrize("wrong", [None, [], {}, {"ivr": 2, "actions": {}}, {"ivr": 1}, {"ivr": 1, "actions": []}])
def test_what_is_no_list_is_a_fault(wrong: Any):
    with pytest.raises(BadAnswer, match="update the older"):
        differences(registry(), wrong)


@pytest.mark.parametrize(
    "wrong", [{}, {"request": [], "answer": 1}, {"answer": {"oneOf": [1, {"properties": {"outcome": {}}}]}}]
)
def test_a_list_that_is_odd_differs(wrong: Any):
    theirs = served(registry())
    theirs["actions"]["bill.get"] = wrong
    assert "bill.get: never ends ok there" in differences(registry(), theirs)


def test_what_is_sent_fits_the_schemas(both: Both):
    own = registry()
    answers: list[Any] = []
    both.wire.after = lambda response: answers.append(response) or response  # type: ignore[func-returns-value]
    both.ask("bill.get")
    both.ask("bills.all")
    both.ask("bill.pay", amount=1)
    both.ask("pin.check", step=2, pin=Secret(PASSWORD))
    for request, response in zip(both.wire.sent, answers, strict=True):
        asked_for = own[str(request.url).rpartition("/")[2]]
        Draft202012Validator(request_schema(asked_for)).validate(json.loads(request.content))
        body = response.stream._stream.chunks[0]
        Draft202012Validator(answer_schema(asked_for)).validate(json.loads(body))
        with pytest.raises(ValidationError):
            Draft202012Validator(answer_schema(asked_for)).validate(json.loads(body) | {"outcome": "gone"})


def test_the_command_prints_schemas():
    printed = CliRunner().invoke(main, ["actions", "0505", "--schema"], catch_exceptions=False)
    data = json.loads(printed.output)
    assert data["ivr"] == 1 and "balance.get" in data["actions"]
    for each in data["actions"].values():
        Draft202012Validator.check_schema(each["request"])
        Draft202012Validator.check_schema(each["answer"])


def test_the_command_prints_an_openapi_document():
    data = json.loads(CliRunner().invoke(main, ["actions", "0505", "--openapi"]).output)
    assert data["openapi"].startswith("3.1") and data["info"]["title"] == "The actions of 0505"
    operation = data["paths"]["/actions/password.check"]["post"]
    assert operation["operationId"] == "password.check" and operation["x-ivr"]["needs"] == 1
    assert set(operation["responses"]) >= {"200", "403", "409", "422"}
    references = {each["$ref"].rpartition("/")[2] for each in operation["parameters"]}
    assert references == set(data["components"]["parameters"])


def test_two_ways_to_print_do_not_go_together():
    refused = CliRunner().invoke(main, ["actions", "0505", "--schema", "--openapi"])
    assert refused.exit_code == 2 and "do not go together" in refused.output


def test_local_actions_are_nobody_elses_affair():
    own = registry().mapped(lambda it: replace(it, local=True))
    assert differences(own, {"ivr": 1, "actions": {}}) == []
    assert openapi("x", [])["paths"] == {}
