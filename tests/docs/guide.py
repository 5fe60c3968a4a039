"""The table of docs/service-guide.md: each function of 0505, the ways to it, and a call that holds it.

`FUNCTIONS` is what the service is to do, by hand; all else is found in the menus and by playing the call scripts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from ivr.menu.loader import load_service
from ivr.menu.model import ROOT, MenuNode, Service
from ivr.menu.paths import keys_to
from ivr.testing.finding import find_scripts
from ivr.testing.playing import play
from ivr.testing.reading import read_scripts
from ivr.testing.subject import Subject
from tests.docs import documents

MENU: Final = documents.ROOT / "menus" / "0505"


GENERAL: Final = ("access", "codes", "english", "shortcuts", "welcome")
"""Call scripts of no one subject: others show a function better."""

UNIVERSAL: Final = "0*#"
"""Keys that are no way of the main menu's own."""

HEADING: Final = "| what | keys | say | codes and messages | held by the call |"


@dataclass(frozen=True, slots=True)
class Function:
    """One thing that callers can do. node: where it begins in the main dialog. codes: USSD codes and text messages
    (``number*text``) that are promised for it, whether by the table of codes or as keys."""

    subject: str
    what: str
    node: str
    codes: tuple[str, ...] = ()


def _of(subject: str, *rows: tuple[str, str, str]) -> Iterator[Function]:
    for what, node, codes in rows:
        yield Function(subject, what, node, tuple(codes.split()))


FUNCTIONS: Final = (
    *_of(
        "Money",
        ("balance", "money", "*100#"),
        ("detailed balance: available, limit, current", "detailed", "*550#"),
        ("what is left of packages", "packages", "*558#"),
        ("last five charges", "charges", "*105*1*3*1#"),
        ("last five charges by message", "charges_sent", "*512#"),
        ("spending this month by kind", "month", "*922#"),
        ("last payments", "payments", "*105*1*4#"),
        ("detailed bill by e-mail", "bill_open", "*105*2300#"),
        ("promised payment", "promised_payment", "*106#"),
        ("credit of trust", "trust_credit", "*550*1#"),
        ("top up by an express card", "card", ""),
        ("top up by a bank card, on the page whose link comes by message", "bank_card", ""),
        ("call me back", "call_me", "*144# *144*9221112233#"),
        ("pay for me", "pay_for_me", "*143# *143*9221112233#"),
    ),
    *_of(
        "Tariff plans and services",
        ("current tariff plan", "tariff", "*105*1*2# *105*37# *105*3#"),
        ("what a plan includes", "tariff_conditions", ""),
        ("change the plan", "tariffs", ""),
        ("services and discounts that are on, and off with them", "connected", "*105*503# *583#"),
        ("switch a service on", "available", ""),
        ("change services", "options", "*105*2#"),
        ("discounts on calls, internet, MMS, SMS", "discounts", ""),
        ("extra traffic", "traffic", "*370#"),
        ("black list", "black_list", ""),
        ("favourite numbers", "favourites", ""),
        ("send a message", "message_number", ""),
    ),
    *_of(
        "The number",
        ("block and unblock, up to 90 days", "block", "*105*2041#"),
        ("new password, which unlocks", "password", "*105*00# 000110 000110*00 000105*00"),
        ("the password once more", "password_again", "*105*01#"),
        ("recovery by the control question", "recover", ""),
        ("a lost phone: coming in from another one", "login_number", ""),
        ("set the control question", "control_question", ""),
        ("state of requests", "requests", ""),
        ("complaint", "complain_confirm", ""),
        ("re-registration", "reregister_confirm", ""),
    ),
    *_of(
        "Settings",
        ("phone settings by message", "phone_settings", "*105*6*1#"),
        ("settings menu", "settings", "*105*6#"),
        ("4G of phone and SIM card", "four_g", "*507#"),
        ("link to the application", "app_link", "*105*55#"),
        ("language of messages, Latin or Russian, from 08:00", "message_language", ""),
        ("language of messages by code", "message_languages", "*160# *160*1# *160*2#"),
        ("language of the menu", "other_language", ""),
    ),
    *_of(
        "Information",
        ("information menu", "information", "*225#"),
        ("own number", "own_number", "*205#"),
        ("operator of a number", "operator_number", "*629#"),
        ("nearest shop", "shop", "*123#"),
        ("common questions by topic", "questions", ""),
        ("emergency numbers", "emergency", ""),
    ),
    *_of(
        "Bonus programme",
        ("points and standing", "bonus", "*115# *105*5# 5010 5010*0"),
        ("join", "bonus_joining", "5010*5010"),
        ("exchange for rewards", "rewards_open", ""),
        ("transfer to another participant", "transfer_open", ""),
        ("rules", "bonus_rules", ""),
        ("go on after a suspension", "bonus_resuming", ""),
    ),
    *_of(
        "Companies",
        ("act for a number of the account", "act_choose", ""),
        ("limits of numbers", "limit_choose", ""),
        ("employees of numbers", "employees", ""),
        ("documents for accounting", "documents_confirm", ""),
        ("replacement of a SIM card", "sim_choose", ""),
    ),
    *_of(
        "Lines",
        ("main menu", "main", "*105# 000105 000100"),
        ("price of a call from abroad", "roaming_price", "+79221110505"),
        ("balance at once", "balance_at_once", "0501"),
        ("help line", "help_line", "0500"),
        ("a person", "operator", ""),
    ),
)
"""Whatever the service guide is to do, in the order of the table."""


@cache
def service() -> Service:
    """0505."""
    return load_service(MENU)


@cache
def calls() -> Mapping[str, str]:
    """By node: the written call that shows it best: one in which nothing is simulated, of the file that is called like
    the menu's own, before others."""
    subject = Subject.load(MENU)
    found: dict[str, tuple[bool, bool, bool, int, str]] = {}
    home = {node.name: Path(node.at.file).stem for _, node in service().nodes()}
    before = subject.coverage.counts()
    for file in find_scripts([MENU]):
        scripts, _ = read_scripts(file)
        for script in scripts:
            play(script, subject)
            after = subject.coverage.counts()
            for name in after - before:
                stem = file.name.split(".")[0]
                rank = (bool(script.simulate), stem != home.get(name), stem in GENERAL, len(found), script.name)
                found[name] = min(found.get(name, rank), rank)
            before = after
    return {name: rank[-1] for name, rank in found.items()}


@cache
def ways() -> Mapping[str, tuple[str, str]]:
    """By node: the number and the keys, as they are told."""
    found = {
        node: (number, " ".join(keys))
        for (dialog, node), (number, keys) in keys_to(service()).items()
        if dialog == ROOT
    }
    universal = {one.goto: ("0505", one.key) for one in service().universals if one.goto and one.key}
    return found | universal


@cache
def phrases() -> Mapping[str, tuple[str, ...]]:
    """By node: what a caller may say for the choices and universals that lead there, in Russian and English."""
    found: dict[str, tuple[str, ...]] = {}
    for universal in service().universals:
        if universal.goto:
            found[universal.goto] = tuple(universal.names[language] for language in service().languages)
    for dialog, node in service().nodes():
        if dialog.name == ROOT and isinstance(node, MenuNode):
            for choice in node.choices:
                texts = choice.label.texts if choice.label is not None else {}
                label = tuple(text.static for text in texts.values() if text.static is not None)
                found.setdefault(choice.route.goto, label)
    return found


@cache
def spoken(function: Function) -> tuple[tuple[str, ...], ...]:
    """What a caller says at the main menu to come to a function, by language: one phrase, or that of the menu between
    and then its own. Found by calling; empty where nothing does."""
    return tuple(_spoken(function, place) for place in range(len(service().languages)))


def _spoken(function: Function, place: int) -> tuple[str, ...]:
    number, keys = ways().get(function.node, ("", ""))
    entries = {way: node for node, way in ways().items()}
    pressed = keys.split()
    between = [entries.get((number, " ".join(pressed[:count]))) for count in range(1, len(pressed))]
    chain = [said[place] for node in (*between, function.node) if node and (said := phrases().get(node))]
    for first in range(len(chain) - 1, -1, -1):
        if _leads(chain[first:], function, place):
            return tuple(chain[first:])
    return ()


def _leads(said: list[str], function: Function, place: int) -> bool:
    subject = Subject.load(MENU)
    company = {"kind": "corporate", "manages": True} if function.subject == "Companies" else {"bonus": {"points": 70}}
    caller = subject.caller().account(balance=20, password="4321", **company)
    caller.dial("0505", language=service().languages[place])
    for phrase in said:
        if caller.ended:
            return False
        caller.say(phrase)
        if "из сообщения" in caller.heard or "from the message" in caller.heard:
            caller.press("4321#")
    return subject.coverage.counts()[function.node] > 0


def table() -> str:
    """The table as it stands in the document."""
    lines = []
    for subject in dict.fromkeys(function.subject for function in FUNCTIONS):
        lines += [
            f"\n### {subject}\n",
            "| what | keys | say | codes and messages | held by the call |",
            "|---|---|---|---|---|",
        ]
        lines += [_row(function) for function in FUNCTIONS if function.subject == subject]
    return "\n".join(lines).strip() + "\n"


def _row(function: Function) -> str:
    number, keys = ways().get(function.node, ("", ""))
    dialled = f"`{number}`" if number and not number.startswith("*") else "—"  # a code is told beside it
    way = f"`{keys}`" if number == "0505" and keys else dialled
    said = ", ".join(" → ".join(one) for one in spoken(function) if one) or "—"
    codes = ", ".join(f"`{_told(code)}`" for code in function.codes) or _own_code(number, keys)
    return f"| {function.what} | {way} | {said} | {codes} | {calls()[function.node]} |"


def _told(code: str) -> str:
    """A code as people know it: a text message is its text and its number."""
    if code.startswith("*") or "*" not in code:
        return code
    number, text = code.split("*", 1)
    return f"{text} → {number}"


def _own_code(number: str, keys: str) -> str:
    """The keys as a code, where they lead from the main menu and nothing is entered on the way."""
    return (
        "—" if not keys or number != "0505" or "<" in keys or keys in UNIVERSAL else f"`*105*{keys.replace(' ', '*')}#`"
    )
