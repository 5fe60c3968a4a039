"""Requests: what is asked for, and how it stands."""

from __future__ import annotations

from typing import Any

from tests.service_guide.cases.core import EMPLOYEE

OPEN = {"requests": [{"kind": "complaint"}] * 3}

CASES: list[tuple[str, dict[str, Any], dict[str, Any], str, Any]] = [
    (
        "requests.list",
        {"requests": [{"kind": "bill", "state": "done"}, {"kind": "sim"}]},
        {},
        "ok",
        [{"kind": "замена сим-карты"}, {"kind": "подробный счёт", "state": "выполнено"}],
    ),
    ("requests.list", {}, {}, "none", None),
    ("request.complain", {}, {}, "opened", {}),
    ("request.complain", OPEN, {}, "too_many", {}),
    ("request.reregister", {}, {}, "opened", {}),
    ("request.reregister", EMPLOYEE, {}, "managed", None),
    ("request.reregister", {"requests": [{"kind": "reregistration", "state": "in_work"}]}, {}, "too_many", {}),
]
