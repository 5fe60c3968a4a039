"""The service that fragments of documents are put into: what they name stands in it, and nothing else.

A fragment is a piece of a menu as a document shows it: keys of a service's head, nodes, the keys of one node, or
choices. `load_fragment` makes a whole service of it.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from textwrap import indent
from typing import Final

from ivr.actions import Context, Outcome, Registry, action, add_module
from ivr.menu import language, source
from ivr.menu.faults import Faults
from ivr.menu.loader import Loaded, load


@dataclass(frozen=True)
class Balance:
    """Money in kopecks."""

    balance: int
    available: int


@dataclass(frozen=True)
class Tariff:
    """A tariff plan."""

    code: str
    name: str
    price: int


@dataclass(frozen=True)
class Doctor:
    """A doctor with a free hour."""

    id: str
    name: str
    day: str


@dataclass(frozen=True)
class Profile:
    """Who calls."""

    blocked: bool


@action("balance.get", outcomes={"ok": Balance})
def balance(context: Context) -> Outcome:
    """The caller's money."""
    return Outcome("ok", Balance(12105, 12105))


@action("money.get", outcomes={"ok": int})
def money(context: Context) -> Outcome:
    """The same as one number of kopecks."""
    return Outcome("ok", 12105)


@action("profile.get", outcomes={"ok": Profile})
def profile(context: Context) -> Outcome:
    """Who calls."""
    return Outcome("ok", Profile(False))


@action("tariff.get", outcomes={"ok": Tariff})
def tariff(context: Context) -> Outcome:
    """The caller's tariff plan."""
    return Outcome("ok", Tariff("base", "Базовый", 30000))


@action("tariff.list", outcomes={"listed": list[Tariff]})
def tariffs(context: Context) -> Outcome:
    """All tariff plans."""
    return Outcome("listed", [])


@action("rewards.list", outcomes={"listed": list[Tariff]})
def rewards(context: Context) -> Outcome:
    """What points can be exchanged for."""
    return Outcome("listed", [])


@action("doctors.free", outcomes={"found": list[Doctor]})
def doctors(context: Context, doctor: str = "") -> Outcome:
    """Doctors with a free hour."""
    return Outcome("found", [])


@action("doctors.first", outcomes={"found": Doctor})
def doctor(context: Context) -> Outcome:
    """The first of them."""
    return Outcome("found", Doctor("1", "Иванова", "2026-11-30"))


@action("visits.book", outcomes=("booked", "taken"), changes=True)
def book(context: Context, doctor: str = "") -> Outcome:
    """Book a visit."""
    return Outcome("booked")


@action("card.check", outcomes=("known", "unknown"))
def card(context: Context, card: str) -> Outcome:
    """Whether a card is known."""
    return Outcome("known")


@action("promised_payment.take", outcomes=("taken", "refused"), changes=True)
def promised_payment(context: Context, amount: int = 0) -> Outcome:
    """Take a promised payment."""
    return Outcome("taken")


@action("number.block", outcomes=("blocked",), needs=2, changes=True)
def block(context: Context) -> Outcome:
    """Block the caller's number."""
    return Outcome("blocked")


@action("password.check", outcomes=("right", "wrong"), grants={"right": 2})
def password(context: Context, password: object) -> Outcome:
    """Whether a password is right."""
    return Outcome("right", level=2)


STUBS: Final = (
    "balance", "book", "booked", "bye", "closed", "connect", "debt", "desk", "doctor", "done", "late_sorry", "later",
    "main", "money", "news", "no_options", "no_tariffs", "open_hours", "operator", "payment", "proof", "results",
    "settings", "sorry", "tariff", "tell", "archive", "open", "refused_sorry", "a", "welcome", "no_answer_sorry",
)  # fmt: skip
"""Nodes that fragments lead to and that nobody needs to see."""

VARIABLES: Final = {
    "balance": ("balance.get", "ok"),
    "money": ("money.get", "ok"),
    "tariff": ("tariff.get", "ok"),
    "doctor": ("doctors.first", "found"),
    "rewards": ("rewards.list", "listed"),
    "profile": ("profile.get", "ok"),
}
"""Variables that are there when a fragment begins, with the action that gives each and its outcome."""

AUTHENTICATION: Final = """\
dialog: authentication
parameters: [level]
nodes:
  ask: {collect: secret, length: 4, into: password, prompt: SAY, goto: check}
  check: {action: password.check, with: {password: "{{ password }}"}, right: proved, wrong: ask, failed: refused}
  proved: {return: granted}
  refused: {return: denied}
"""
"""The sub-dialog that proves an access level."""

NODE_KEYS: Final = frozenset(key for kind in language.KINDS.values() for key in kind.block.names)
HEAD_KEYS: Final = frozenset(language.SERVICE.names)
KIND_MARKS: Final = frozenset({*language.KINDS, "prompt"}) - {"say"}


def registry() -> Registry:
    """The actions that documents name."""
    found = Registry()
    add_module(found, sys.modules[__name__])
    return found


FILE_MARK: Final = re.compile(r"^# ([\w/]+\.yaml)$", re.MULTILINE)
"""A comment line that says in which file the lines after it stand."""


def files_of(text: str) -> dict[str, str]:
    """The files of a text: what follows each line ``# name.yaml``, and under an empty name what precedes the first."""
    first, *rest = FILE_MARK.split(text)
    found = {"": first} if first.strip() else {}
    return found | dict(zip(rest[::2], (part.removeprefix("\n") for part in rest[1::2]), strict=True))


def kind_of(text: str) -> str:
    """Where a fragment belongs: ``service`` (a whole one), ``head``, ``node`` (its keys), ``choices`` or ``nodes``."""
    root = source.read_text(text, "fragment", Faults())
    if not isinstance(root, source.Mapping):
        return "nodes"
    keys = {entry.key.text for entry in root.entries}
    if {"service", "numbers"} <= keys:
        return "service"
    if keys & HEAD_KEYS:
        return "head"
    if keys & KIND_MARKS and keys & NODE_KEYS:
        return "node"
    inner = [entry.value for entry in root.entries]
    if all(isinstance(one, source.Mapping) and one.get("key") and not one.get("menu") for one in inner):
        return "choices"
    return "nodes"


def load_fragment(folder: Path, text: str, kind: str = "") -> Loaded:
    """Make a whole service of a fragment, or of the files that it shows, and load it."""
    more = files_of(text)
    own = more.pop("", "") or more.pop("service.yaml", "")
    kind = kind or kind_of(own)
    if kind == "service":
        return _write_and_load(folder, {**more, "service.yaml": own}, english=True)
    head: dict[str, str] = {}
    nodes = own
    if kind == "head":
        head = _sections(own)
        nodes = _dedented(head.pop("nodes", "nodes:\n  main: {hangup: SAY}\n"))
    elif kind == "node":
        nodes = f"main:\n{indent(own.strip(chr(10)), '  ')}\n{_rest_of_node(own)}"
    elif kind == "choices":
        nodes = f"main:\n  menu:\n{indent(own.strip(chr(10)), '    ')}\n"
    return _load(folder, nodes, head, text, more)


def _load(folder: Path, nodes: str, head: dict[str, str], text: str, more: dict[str, str]) -> Loaded:
    """The world around nodes: an entry that gives variables, the ends that fragments lead to, and sub-dialogs."""
    everything = nodes + "".join(head.values()) + "".join(more.values())
    words = set(re.findall(r"\w+", everything))
    parts = [nodes.strip("\n")] if nodes.strip() else []
    own = re.findall(r"^([A-Za-z_][\w-]*):", nodes, re.MULTILINE)
    start = "main" if "main" in own else "hub"
    if start == "hub":
        parts.append(_hub("hub", own))
    guarded = words & {"needs", "authenticate", "authentication", "block"}
    if guarded and "authentication.yaml" not in more and "authentication" in head.get("access", "authentication"):
        more = {**more, "authentication.yaml": AUTHENTICATION}
        if "access" not in head:
            head = {**head, "access": "access: {levels: [view, manage, account], authenticate: authentication}\n"}
    if "without" in words and "universals" not in head:
        head = {**head, "universals": "universals: {main: {key: 9, say: WORDS, goto: stop}}\n"}
    given = [name for name in VARIABLES if _uses(name, everything)]
    parts += _givers(given, start)
    others = _others(own, more)
    elsewhere = re.findall(r"^(?:nodes: \{|  )(\w+):", "".join(more.values()), re.MULTILINE)
    stubs = [name for name in STUBS if name in words and name not in (*own, *elsewhere)]
    parts += [f"{name}: {{hangup: SAY}}" for name in stubs]
    parts += [f"call_{name}: {node}" for name, node in others.items()]
    parts += [_hub("stubs", [*stubs, *(f"call_{name}" for name in others)]), "stop: {hangup: true}"]
    first = f"give_{given[0]}" if given else start
    english = re.search(r"\ben: |\[ru, en\]|language: en", text) is not None
    sections = {
        "service": "service: document\n",
        "languages": f"languages: [{'ru, en' if english else 'ru'}]\n",
        "defaults": "defaults: {then: stop}\n",
        **head,
        "numbers": _numbers(head.get("numbers", ""), {"77": first, "99": "stubs"}),
    }
    included = [name for name, content in more.items() if re.search(r"^(nodes|dialog):", content, re.MULTILINE)]
    prompts = [name for name in more if name not in included]
    if included and "include" not in sections:
        sections["include"] = f"include: [{', '.join(included)}]\n"
    if prompts and "prompts" not in sections:
        sections["prompts"] = f"prompts: [{', '.join(prompts)}]\n"
    body = "".join(sections.values()) + "nodes:\n" + indent("\n".join(parts), "  ") + "\n"
    return _write_and_load(folder, {**more, "service.yaml": body}, english=english)


def _write_and_load(folder: Path, files: dict[str, str], *, english: bool) -> Loaded:
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        said = "{ru: Текст., en: A text.}" if english else "Текст."
        words = "{ru: [слово], en: [word]}" if english else "[слово]"
        file.write_text(content.replace("SAY", said).replace("WORDS", words), encoding="utf-8")
    return load(folder / "service.yaml", actions=registry())


def _uses(name: str, text: str) -> bool:
    """Whether a text uses a variable that nothing in it sets. `money` may be a format, and begin an action's name."""
    read = rf"(?<!\| )\b{name}\b(?!\.(get|list)\b)"
    return bool(re.search(read, text)) and not re.search(rf"\b(into|as): {name}\b", text)


def _givers(given: list[str], start: str) -> list[str]:
    """Nodes that give variables, one after another, and then lead to the start."""
    following = [*(f"give_{name}" for name in given[1:]), start]
    return [
        f"give_{name}: {{action: {VARIABLES[name][0]}, into: {name}, {VARIABLES[name][1]}: {goto}, failed: stop}}"
        for name, goto in zip(given, following, strict=False)
    ]


def _others(own: list[str], more: dict[str, str]) -> dict[str, str]:
    """For everything in other files that nothing else leads to, a node that does."""
    found = {}
    for name, content in more.items():
        if dialog := re.search(r"^dialog: (\w+)", content, re.MULTILINE):
            gives = ", ".join(f"{one}: 2" for one in re.findall(r"\w+", _list_of(content, "parameters")))
            ways = ", ".join(f"{outcome}: stop" for outcome in sorted(set(re.findall(r"return: (\w+)", content))))
            found[dialog[1]] = f"{{call: {dialog[1]}, {f'with: {{{gives}}}, ' if gives else ''}{ways}}}"
        elif match := re.search(r"^nodes:\s*\{?\s*(\w+):", content, re.MULTILINE):
            found[Path(name).stem] = f"{{prompt: SAY, goto: {match[1]}}}"
    return found


def _list_of(content: str, key: str) -> str:
    match = re.search(rf"^{key}: \[(.*)\]", content, re.MULTILINE)
    return match[1] if match else ""


def _numbers(written: str, more: dict[str, str]) -> str:
    """The dialled numbers of a fragment, and those that lead into the world around it."""
    pairs = ", ".join(f'"{number}": {goto}' for number, goto in more.items())
    if not written:
        return f"numbers: {{{pairs}}}\n"
    if written.strip().endswith("}"):
        return f"{written.strip()[:-1]}, {pairs}}}\n"
    return written + "".join(f'  "{number}": {goto}\n' for number, goto in more.items())


def _hub(name: str, targets: list[str]) -> str:
    cases = "".join(f"    - {{when: called == '{target}', goto: {target}}}\n" for target in targets)
    return f"{name}:\n  branch:\n{cases}    - else: stop" if targets else f"{name}: {{prompt: SAY, goto: stop}}"


def _rest_of_node(written: str) -> str:
    """What the node still needs so that the call goes on: fragments show only the keys they speak of."""
    keys = set(re.findall(r"^(\w+):", written, re.MULTILINE))
    mark = next((name for name in language.KINDS if name in keys), "say")
    needed = {key.name for key in language.KINDS[mark].block.keys if key.default == language.REQUIRED}
    more = "  goto: stop\n" if "goto" in needed - keys else ""
    if mark == "list" and "from:" in written and "failed" not in keys:
        more += "  failed: stop\n"
    return more


def _sections(written: str) -> dict[str, str]:
    """The top keys of a head, each with its text."""
    found: dict[str, str] = {}
    name = ""
    for line in written.strip("\n").splitlines():
        match = re.match(r"([A-Za-z_]\w*):", line)
        name = match[1] if match else name
        found[name] = f"{found.get(name, '')}{line}\n"
    return found


def _dedented(nodes: str) -> str:
    """What stands under ``nodes``, as nodes at the left edge."""
    first, _, rest = nodes.partition("\n")
    inline = first.removeprefix("nodes:").strip()
    if inline:
        return inline[1:-1].strip()
    return "".join(line.removeprefix("  ") for line in rest.splitlines(keepends=True))
