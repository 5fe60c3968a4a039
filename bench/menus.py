"""Services of any size, written in YAML as an author would, to be measured.

They are made of blocks of five nodes, about as menus mix them: a menu of four choices in two languages, an action, a
message, a confirmation and an entry.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ivr.actions import Context, Outcome, Registry, action

BLOCK: Final = 5
LETTERS: Final = "абвгдежзик"

HEAD: Final = """service: bench
languages: [ru, en]
numbers: {"0505": m0}
defaults: {first_key: 5s, between_keys: 3s, tries: 3, then: operator}
limits: {depth: 100000}
universals:
  repeat: {key: "#", say: {ru: [повторите], en: [repeat]}}
  back: {key: "*", say: {ru: [назад], en: [back]}}
  operator: {key: "0", say: {ru: [оператор], en: [operator]}, goto: operator}
nodes:
  operator: {prompt: {ru: Соединяю., en: Connecting.}, transfer: "0500", busy: bye}
  bye: {hangup: {ru: До свидания!, en: Goodbye!}}
"""

NODES: Final = """
  m{n}:
    prompt: {{ru: Раздел {w}., en: Section {w}.}}
    menu:
      balance: {{key: 1, label: {{ru: баланс {w}, en: balance {w}}}, goto: a{n}}}
      pay: {{key: 2, label: {{ru: оплата {w}, en: payment {w}}}, goto: c{n}}}
      left: {{key: 3, label: {{ru: дальше {w}, en: further {w}}}, goto: m{left}}}
      right: {{key: 4, label: {{ru: другое {w}, en: other {w}}}, goto: m{right}}}
  a{n}:
    action: bench.balance
    ok: s{n}
    failed: m{n}
  s{n}: {{prompt: {{ru: "На счёте {{{{ result | money }}}}.", en: "You have {{{{ result | money }}}}."}}, goto: m{n}}}
  c{n}: {{confirm: {{ru: Оплатить {w}?, en: Pay {w}?}}, yes: d{n}, no: m{n}}}
  d{n}: {{collect: amount, into: sum, prompt: {{ru: Сумма и решётка., en: Amount and pound.}}, goto: m{n}}}
"""


@action("bench.balance", outcomes={"ok": int})
def balance(context: Context) -> Outcome:
    """A balance in kopecks."""
    return Outcome("ok", context.step)


def registry() -> Registry:
    """The actions of these services."""
    made = Registry()
    made.add(balance)
    return made


def service(nodes: int) -> str:
    """A service of about that many nodes: a tree of menus whose leaves lead back to the top."""
    blocks = max(1, (nodes - 2) // BLOCK)
    parts = [HEAD]
    for number in range(blocks):
        left, right = (child if child < blocks else 0 for child in (2 * number + 1, 2 * number + 2))
        word = "".join(LETTERS[int(digit)] for digit in str(number))
        parts.append(NODES.format(n=number, w=word, left=left, right=right))
    return "".join(parts)


def write(folder: Path, nodes: int) -> Path:
    """Write such a service into a folder; its file."""
    file = folder / f"service_{nodes}.yaml"
    file.write_text(service(nodes), encoding="utf-8")
    return file
