"""Services of any size, written in YAML as an author would, to be measured."""

from __future__ import annotations

from pathlib import Path

HEAD = """service: bench
languages: [ru, en]
numbers: {"0505": n0}
defaults: {first_key: 5s, between_keys: 3s, tries: 3, then: operator}
limits: {depth: 100000, choices: 9}
universals:
  repeat: {key: "#", say: {ru: [повторите], en: [repeat]}}
  back: {key: "*", say: {ru: [назад], en: [back]}}
  operator: {key: "0", say: {ru: [оператор], en: [operator]}, goto: operator}
nodes:
  operator: {prompt: {ru: Соединяю., en: Connecting.}, transfer: "0500", busy: bye}
  bye: {hangup: {ru: До свидания!, en: Goodbye!}}
"""
LETTERS = "абвгдежзик"
FANOUT = 3


def service(nodes: int) -> str:
    """A service of that many nodes: a tree of menus, three choices in each, whose leaves lead back to the top."""
    lines = [HEAD]
    menus = nodes - 2
    for number in range(menus):
        name = "".join(LETTERS[int(digit)] for digit in str(number))
        lines.append(f"  n{number}:")
        lines.append(f"    prompt: {{ru: Раздел {name}., en: Section {name}.}}")
        lines.append("    menu:")
        for place in range(FANOUT):
            child = number * FANOUT + place + 1
            target = f"n{child}" if child < menus else "n0"
            label = f"{{ru: пункт {LETTERS[place]} {name}, en: item {LETTERS[place]} {name}}}"
            lines.append(f"      c{place}: {{key: {place + 1}, label: {label}, goto: {target}}}")
    return "\n".join(lines) + "\n"


def write(folder: Path, nodes: int) -> Path:
    """Write such a service into a folder; its file."""
    file = folder / f"service_{nodes}.yaml"
    file.write_text(service(nodes), encoding="utf-8")
    return file
