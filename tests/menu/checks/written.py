"""Services written as their authors write them, and what the checks say of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent, indent
from typing import Any

from ivr.actions import Registry, action
from ivr.menu.faults import Fault
from ivr.menu.loader import Loaded, load
from ivr.menu.model import Service

HEAD = """
service: clinic
languages: [ru]
numbers: {"0505": main}
defaults: {then: bye}
"""


@dataclass(frozen=True)
class Tariff:
    code: str
    name: str
    price: int


def declared(
    name: str,
    outcomes: Mapping[str, Any] | Iterable[str] = ("done",),
    *,
    takes: Iterable[str] = (),
    needs: int = 0,
    grants: Mapping[str, int] | None = None,
) -> Any:
    """An action that is only declared: nothing runs it here."""
    arguments = ", ".join(["context", *takes])
    scope: dict[str, Any] = {}
    exec(f"def run({arguments}): raise NotImplementedError", scope)
    return action(name, outcomes=outcomes, needs=needs, grants=grants)(scope["run"])


def registry() -> Registry:
    """The actions that the tests' services name."""
    actions = Registry()
    for one in (
        declared("tariff.list", {"listed": list[Tariff], "none": None}),
        declared("tariff.get", {"got": Tariff, "unknown": None}),
        declared("tariff.take", ["taken", "refused"], takes=["code"], needs=2),
        declared("balance.get", {"got": int}),
        declared("ping"),
        declared("password.check", ["right", "wrong"], takes=["password"], grants={"right": 2}),
    ):
        actions.add(one)
    return actions


def written(folder: Path, nodes: str, *, head: str = HEAD, files: Mapping[str, str] | None = None) -> Loaded:
    """Write a service and load it. nodes: what stands under ``nodes``; files: more files by name."""
    for name, text in (files or {}).items():
        (folder / name).write_text(dedent(text).lstrip(), encoding="utf-8")
    included = "".join(f"include: [{', '.join(files)}]\n" if files else "")
    path = folder / "service.yaml"
    body = indent(dedent(nodes).strip("\n"), "  ")
    path.write_text(f"{dedent(head).lstrip()}{included}nodes:\n{body}\n", encoding="utf-8")
    return load(path, actions=registry())


def codes(loaded: Loaded) -> list[str]:
    """The codes of every fault, in the order of reading."""
    return [fault.code for fault in loaded.faults]


def at(fault: Fault) -> str:
    """What stands in the document where a fault is told, to the end of the line."""
    line = Path(fault.at.file).read_text(encoding="utf-8").splitlines()[fault.at.line - 1]
    return line[fault.at.column - 1 :]


def service(loaded: Loaded) -> Service:
    """The service, which must be without an error."""
    assert loaded.service is not None, "\n".join(fault.render() for fault in loaded.faults)
    return loaded.service


def only(loaded: Loaded, code: str) -> Fault:
    """The one fault of a code."""
    found = [fault for fault in loaded.faults if fault.code == code]
    assert len(found) == 1, "\n".join(fault.render() for fault in loaded.faults)
    return found[0]
