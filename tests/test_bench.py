"""The benchmark of the account runs: on a few subscribers, what it measures is asked as it is asked in earnest."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest

from bench import account


def test_the_account_is_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"SUBSCRIBERS": 40, "CALLS": 3, "CHANGES": {1: 2, 4: 2}}.items():
        monkeypatch.setattr(account, name, value)
    rows = account._on("SQLite", nullcontext(f"sqlite:///{tmp_path / 'account.sqlite3'}"))
    assert [row.what for row in rows if "changes a second" in row.what] == [
        "SQLite: changes a second, one caller",
        "SQLite: changes a second, 4 callers at once",
    ]
    assert sum("p50 / p95" in row.what for row in rows) == len(account.READS) + 1 + 2
