"""Reading call scripts: strictly, with every fault of a file in one run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from ivr.menu import source
from ivr.menu.faults import Fault, Faults, Location, did_you_mean
from ivr.menu.language import REQUIRED, Block, Key
from ivr.menu.reader import values as single
from ivr.menu.reader.finding import Wrong
from ivr.menu.reader.texts import kind
from ivr.menu.schema import plain_data
from ivr.testing.script import (
    BARE_STEPS,
    CALL,
    EXPECT,
    FILE,
    HEAD,
    NOBODY,
    SAID,
    SILENT,
    SIMULATED,
    STEP,
    SUFFIX,
    Expect,
    HangUpStep,
    Head,
    Hear,
    Press,
    Script,
    Silent,
    Simulate,
    Simulation,
    Sms,
    Speak,
    Step,
    TransferEnds,
    Wait,
)
from ivr.testing.values import SCALARS, words

UNKNOWN_KEY: Final = "S001"
UNKNOWN_STEP: Final = "S002"
MISSING: Final = "S003"
BAD_VALUE: Final = "S004"
NOT_TOGETHER: Final = "S005"

_ALL_STEPS: Final = (*STEP.names, *BARE_STEPS)


def read_scripts(path: Path) -> tuple[tuple[Script, ...], tuple[Fault, ...]]:
    """The calls of a file, and its faults. A file with a fault gives no calls. Never raises for what it holds."""
    faults = Faults()
    root = source.read_file(path, faults)
    scripts = _Reading(str(path), faults).file(root) if root is not None else ()
    return (() if faults.has_errors else scripts), tuple(faults.sorted())


class _Reading:
    """One file being read."""

    def __init__(self, file: str, faults: Faults) -> None:
        self._faults = faults
        self._name = Path(file).name.removesuffix(SUFFIX)
        self._parsers: Mapping[str, Callable[[source.Node], Any]] = MappingProxyType(
            {
                **{name: self._scalar(parse) for name, parse in SCALARS.items()},
                "texts": self._texts,
                "head": self._head,
                "said": self._said,
                "data": plain_data,
                "facts": self._facts,
                "account": self._account,
                "others": self._others,
                "simulate": self._simulate,
                "steps": self._steps,
                "expect": self._expect,
                "calls": lambda node: node,
            }
        )

    def file(self, root: source.Node) -> tuple[Script, ...]:
        found = self._fields(root, FILE)
        if found is None:
            return ()
        service = found.get("service")
        calls = found.get("calls")
        if calls is None:
            if "calls" not in found and "steps" not in found:
                self._fault(MISSING, "the script has no `steps`", root.at, "add `steps:` and under it `- hear: …`")
            return (self._script(self._name, root.at, found, {}, service),)
        if "steps" in found:
            hint = "put the steps into one of the calls"
            self._fault(NOT_TOGETHER, "`steps` stands beside `calls`", root.at, hint)
        if not isinstance(calls, source.Mapping):
            hint = "write each call under its name: `balance: {steps: […]}`"
            self._fault(BAD_VALUE, f"calls have names, this is a {kind(calls)}", calls.at, hint)
            return ()
        scripts = []
        for entry in calls.entries:
            own = self._fields(entry.value, CALL)
            if own is not None and "steps" not in own:
                self._fault(MISSING, f"`{entry.key.text}` has no `steps`", entry.key.at, "add `steps:`")
            name = f"{self._name}: {entry.key.text}"
            scripts.append(self._script(name, entry.key.at, own or {}, found, service))
        return tuple(scripts)

    def _script(
        self, name: str, at: Location, own: Mapping[str, Any], shared: Mapping[str, Any], service: str | None
    ) -> Script:
        """A script of what its call says, and of what the file says for all calls."""
        heads = {**(shared.get("call") or {}), **(own.get("call") or {})}
        return Script(
            name=name,
            at=at,
            steps=own.get("steps") or (),
            head=Head(heads.get("from"), heads.get("to"), heads.get("language"), heads.get("at")),
            account=_account(shared.get("account"), own.get("account")),
            others={**(shared.get("others") or {}), **(own.get("others") or {})},
            simulate={**(shared.get("simulate") or {}), **(own.get("simulate") or {})},
            service=service,
        )

    # blocks

    def _fields(self, node: source.Node, block: Block) -> dict[str, Any] | None:
        """A mapping by its table: the values of the keys written in it (None for one that is wrong)."""
        if not isinstance(node, source.Mapping):
            what = block.title.lower()
            self._fault(BAD_VALUE, f"a {kind(node)} stands where {what} is meant", node.at, _example(block))
            return None
        found: dict[str, Any] = {}
        for entry in node.entries:
            name = entry.key.text
            key = block.names.get(name)
            if key is None:
                hint = did_you_mean(name, block.names) or _keys(block)
                self._fault(UNKNOWN_KEY, f"unknown key `{name}` in {block.title.lower()}", entry.key.at, hint)
            else:
                found[name] = self._parsers[key.type](entry.value)
        for key in block.keys:
            if key.default == REQUIRED and key.name not in found:
                message = f"`{key.name}` is missing in {block.title.lower()}"
                self._fault(MISSING, message, node.at, f"add `{key.example or key.name}`")
        return found

    def _head(self, node: source.Node) -> dict[str, Any] | None:
        found = self._fields(node, HEAD)
        return {name: value for name, value in found.items() if value is not None} if found is not None else None

    def _facts(self, node: source.Node) -> dict[str, Any] | None:
        if not isinstance(node, source.Mapping):
            hint = "write `{balance: 121.05}`"
            self._fault(BAD_VALUE, f"an account has names and values, this is a {kind(node)}", node.at, hint)
            return None
        facts: dict[str, Any] = plain_data(node)
        return facts

    def _account(self, node: source.Node) -> dict[str, Any] | str | None:
        if isinstance(node, source.Scalar) and node.text == NOBODY:
            return NOBODY
        return self._facts(node)

    def _others(self, node: source.Node) -> dict[str, dict[str, Any]] | None:
        if not isinstance(node, source.Mapping):
            hint = 'write `{"+79001112233": {balance: 5}}`'
            self._fault(BAD_VALUE, f"numbers have accounts, this is a {kind(node)}", node.at, hint)
            return None
        found = {self._scalar(single.dialled)(each.key): self._facts(each.value) for each in node.entries}
        return {number: facts for number, facts in found.items() if number and facts is not None}

    def _simulate(self, node: source.Node) -> dict[str, Simulation] | None:
        if not isinstance(node, source.Mapping):
            hint = "write `{balance.get: late}`"
            self._fault(BAD_VALUE, f"actions lead to outcomes, this is a {kind(node)}", node.at, hint)
            return None
        found = {}
        for entry in node.entries:
            action = self._scalar(single.dotted)(entry.key)
            if isinstance(entry.value, source.Scalar):
                outcome = self._scalar(single.name)(entry.value)
                values = {"outcome": outcome} if outcome else {}
            else:
                values = self._fields(entry.value, SIMULATED) or {}
            if action:
                found[action] = Simulation(
                    values.get("outcome"), values.get("value"), values.get("level"), values.get("after") or 0.0
                )
        return found

    # steps

    def _steps(self, node: source.Node) -> tuple[Step, ...] | None:
        if not isinstance(node, source.Sequence):
            hint = "begin each step with `-`: `- hear: Здравствуйте`"
            self._fault(BAD_VALUE, f"steps are a list, not a {kind(node)}", node.at, hint)
            return None
        return tuple(step for item in node.items if (step := self._step(item)) is not None)

    def _step(self, node: source.Node) -> Step | None:
        if isinstance(node, source.Scalar):
            if node.text in BARE_STEPS:
                return Silent(node.at) if node.text == SILENT else HangUpStep(node.at)
            known = STEP.names.get(node.text)
            hint = f"write `- {known.example}`" if known else did_you_mean(node.text, _ALL_STEPS) or _keys(STEP)
            message = f"`{node.text}` needs a value" if known else f"unknown step `{node.text}`"
            self._fault(UNKNOWN_STEP, message, node.at, hint)
            return None
        if isinstance(node, source.Sequence) or len(node.entries) != 1:
            message = "one step is meant here" if isinstance(node, source.Sequence) else "several steps stand in one"
            if isinstance(node, source.Mapping) and not node.entries:
                message = "the step is empty"
            self._fault(UNKNOWN_STEP, message, node.at, "begin each step with `-`, and give it one word")
            return None
        key, value = node.entries[0].key, node.entries[0].value
        known = STEP.names.get(key.text)
        if known is None:
            if key.text in BARE_STEPS:
                message, hint = f"`{key.text}` takes no value", f"write `- {key.text}`"
            else:
                message, hint = f"unknown step `{key.text}`", did_you_mean(key.text, _ALL_STEPS) or _keys(STEP)
            self._fault(UNKNOWN_STEP, message, key.at, hint)
            return None
        parsed = self._parsers[known.type](value)
        return None if parsed is None else _STEPS[known.name](parsed, key.at)

    def _said(self, node: source.Node) -> Mapping[str, Any] | None:
        if isinstance(node, source.Scalar):
            text = self._scalar(single.text)(node)
            return None if text is None else {"text": text}
        found = self._fields(node, SAID)
        return found if found and found.get("text") else None

    def _expect(self, node: source.Node) -> dict[str, Any] | None:
        found = self._fields(node, EXPECT)
        if found is None or not isinstance(node, source.Mapping):
            return None
        if not node.entries:
            self._fault(MISSING, "nothing is expected", node.at, "write `{outcome: main.balance}`")
        outcome = found.get("outcome")
        if outcome is not None and "." not in outcome:
            place = next(entry.value.at for entry in node.entries if entry.key.text == "outcome")
            self._fault(BAD_VALUE, f"`{outcome}` names no node", place, "write `node.outcome`: `main.balance`")
        return {**found, "places": {entry.key.text: entry.key.at for entry in node.entries}}

    # values

    def _texts(self, node: source.Node) -> tuple[str, ...] | None:
        items = node.items if isinstance(node, source.Sequence) else (node,)
        texts = [self._scalar(words)(item) for item in items]
        if not texts:
            self._fault(BAD_VALUE, "the list is empty", node.at, "write the words to be heard")
        return tuple(texts) if texts and all(texts) else None

    def _scalar(self, parse: Callable[[str], Any]) -> Callable[[source.Node], Any]:
        def parsed(node: source.Node) -> Any:
            if not isinstance(node, source.Scalar):
                self._fault(BAD_VALUE, f"one value is meant here, not a {kind(node)}", node.at)
                return None
            try:
                return parse(node.text)
            except Wrong as error:
                self._fault(BAD_VALUE, str(error), node.at, error.hint)
                return None

        return parsed

    def _fault(self, code: str, message: str, at: Location, hint: str = "") -> None:
        if any(fault.at == at and fault.code.startswith("Y") for fault in self._faults):
            return  # YAML itself mangled the value, and that has been said
        self._faults.add(code, message, at, hint)


_STEPS: Final[Mapping[str, Callable[[Any, Location], Step]]] = {
    "hear": Hear,
    "never hear": lambda value, at: Hear(value, at, never=True),
    "press": Press,
    "say": lambda value, at: Speak(value["text"], at, 1.0 if value.get("confidence") is None else value["confidence"]),
    "wait": Wait,
    "expect": lambda value, at: Expect(at, **value),
    "sms": Sms,
    "transfer": TransferEnds,
    "simulate": Simulate,
}


def _account(shared: Any, own: Any) -> dict[str, Any] | None:
    """What a call says of the account, with what the file says for all; the word `nobody` stands alone."""
    if own == NOBODY or (own is None and shared == NOBODY):
        return None
    return {**(shared if isinstance(shared, dict) else {}), **(own or {})}


def _keys(block: Block) -> str:
    return "one of " + ", ".join(f"`{name}`" for name in (_ALL_STEPS if block is STEP else block.names))


def _example(block: Block) -> str:
    first: Key = block.keys[0]
    return f"write `{{{first.example or first.name + ': …'}}}`"
