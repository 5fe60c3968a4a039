"""A company's numbers."""

from __future__ import annotations

from typing import Any

OTHER = "+79229990001"
MANAGER: dict[str, Any] = {
    "kind": "corporate",
    "manages": True,
    "employee": "Ольга",
    "others": {OTHER: {"account_of": "+79221234567", "employee": "Павел"}},
}
LIMITED = MANAGER | {
    "others": {OTHER: {"account_of": "+79221234567", "spending_limit": 500, "charges": [{"amount": 90}]}}
}
ACTS = MANAGER | {"before": [("company.act", {"number": OTHER})]}
DOCUMENTS = MANAGER | {"requests": [{"kind": "documents", "state": "in_work"}]}
SIM = MANAGER | {"requests": [{"kind": "sim"}]}
OF: dict[str, Any] = {"number": OTHER}
OWN: dict[str, Any] = {"number": "+79221234567"}

CASES: list[tuple[str, dict[str, Any], dict[str, Any], str, Any]] = [
    (
        "company.numbers",
        MANAGER,
        {},
        "ok",
        [{"number": OWN["number"], "employee": "Ольга", "own": True}, {"number": OTHER, "own": False}],
    ),
    ("company.act", MANAGER, OF, "acting", {"number": OWN["number"], "acting": OTHER}),
    ("company.act", ACTS, OWN, "own", {"acting": ""}),
    ("company.act_own", ACTS, {}, "own", {"acting": ""}),
    ("limit.get", LIMITED, OF, "set", {"limit": 500_00, "spent": 90_00, "left": 410_00}),
    ("limit.get", MANAGER, OF, "none", {"limit": 0, "spent": 0, "left": 0}),
    ("limit.set", LIMITED, OF | {"amount": 60_000_00}, "set", {"limit": 60_000_00, "spent": 90_00}),
    ("limit.set", LIMITED, OF | {"amount": 0}, "set", {"limit": 0}),
    ("limit.set", LIMITED, OF | {"amount": 99_00}, "out_of_bounds", None),
    ("employee.unbind", MANAGER, OF, "unbound", None),
    ("employee.unbind", LIMITED, OF, "nobody", None),
    ("request.documents", MANAGER, {}, "opened", {}),
    ("request.documents", DOCUMENTS, {}, "too_many", {}),
    ("request.sim", MANAGER, OF, "opened", {}),
    ("request.sim", SIM, OWN, "too_many", {}),
]
