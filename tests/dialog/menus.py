"""Random valid services, as an author might write them, for the property tests.

Nodes stand in a row. Each leads on to the next, so all can be reached; ways back lead to questions only, so nothing
spins; every error loop ends at ``operator``, and that one at ``bye``.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

LANGUAGES = ("ru", "en")
WORDS = ("баланс", "тариф", "бонусы", "услуги", "справка", "оплата", "роуминг", "блокировка", "код", "новости")


def _text(number: int, what: str) -> dict[str, str]:
    word = WORDS[number % len(WORDS)]
    return {"ru": f"{what} {word} {_words(number)}", "en": f"{what} node {_words(number)}"}


def _words(number: int) -> str:
    return "".join("абвгдежзик"[int(digit)] for digit in str(number))


@st.composite
def services(draw: Any) -> dict[str, Any]:
    """A service as plain data: dump it as JSON, which is YAML."""
    count = draw(st.integers(1, 8))
    kinds = [draw(st.sampled_from(KINDS)) for _ in range(count)]
    if not {"menu", "collect", "confirm", "list"} & set(kinds):
        kinds[-1] = "confirm"
    questions = [f"n{number}" for number, kind in enumerate(kinds) if kind in ("menu", "collect", "confirm")]
    nodes: dict[str, Any] = {}
    for number, kind in enumerate(kinds):
        name, following = f"n{number}", f"n{number + 1}" if number + 1 < count else "bye"
        ways = st.sampled_from([*questions, following, "operator"] if questions else [following, "operator"])
        nodes[name] = _node(draw, kind, number, following, ways)
    nodes["operator"] = {"prompt": _text(98, "Соединяю"), "transfer": "0500", "busy": "bye"}
    nodes["bye"] = {"hangup": {"ru": "До свидания!", "en": "Goodbye!"}}
    universals: dict[str, Any] = {
        "repeat": {"key": "#", "say": {"ru": ["повторите"], "en": ["repeat"]}},
        "back": {"key": "*"},
        "operator": {"say": {"ru": ["оператор"], "en": ["operator"]}, "key": "0", "goto": "operator"},
    }
    return {
        "service": "random",
        "languages": list(LANGUAGES),
        "numbers": {"0505": "n0"},
        "include": ["sub.yaml"],
        "defaults": {"tries": draw(st.integers(1, 3)), "then": "operator"},
        "limits": {"depth": 50, "choices": 9},
        "universals": universals,
        "nodes": nodes,
    }


SUB_DIALOG = {
    "dialog": "sub",
    "parameters": ["least"],
    "nodes": {
        "ask": {
            "collect": "secret",
            "length": 4,
            "into": "pin",
            "prompt": {"ru": "Код, от {{ least | count('number') }}.", "en": "Code."},
            "goto": "check",
        },
        "check": {
            "action": "pin.check",
            "with": {"pin": "{{ pin }}"},
            "granted": "done",
            "wrong": "ask",
            "locked": "refused",
            "failed": "refused",
        },
        "done": {"return": "granted", "with": {"sum": 5}},
        "refused": {"return": "refused"},
    },
}

KINDS = ("menu", "menu", "collect", "confirm", "say", "list", "action", "pay", "branch", "call", "language", "must")


def _node(draw: Any, kind: str, number: int, following: str, ways: Any) -> dict[str, Any]:
    match kind:
        case "menu":
            keys = draw(st.lists(st.sampled_from("123456789"), min_size=1, max_size=5, unique=True))
            longer = draw(st.booleans())
            choices = {}
            for place, key in enumerate(keys):
                label = {"ru": f"{WORDS[place]} {_words(number)}", "en": f"item {_words(place)} {_words(number)}"}
                pressed = key + "7" if longer and place == 0 else key
                choices[f"c{place}"] = {"key": pressed, "label": label, "goto": draw(ways) if place else following}
            if longer:
                choices["short"] = {"key": keys[0], "label": _text(number, "Коротко"), "goto": draw(ways)}
            return {"prompt": _text(number, "Меню"), "overlap": longer, "menu": choices}
        case "collect":
            node: dict[str, Any] = {
                "collect": draw(st.sampled_from(["digits", "number", "amount", "phone", "date", "yes_no", "secret"])),
                "into": f"v{number}",
                "prompt": [_text(number, "Введите"), _text(number, "Ещё раз")],
                "goto": following,
            }
            if node["collect"] == "digits":
                node |= draw(st.sampled_from([{"length": 4}, {"length": "2-6", "terminator": "#"}, {}]))
            return node
        case "confirm":
            return {"confirm": _text(number, "Верно"), "yes": following, "no": draw(ways)}
        case "list":
            each = {"ru": "{{ name }}", "en": "{{ name }}"}
            return {
                "list": {"from": "fruit.list", "each": each, "as": f"v{number}", "page": 2, "empty": following},
                "closed": draw(ways),
                "failed": following,
                "goto": following,
            }
        case "action":
            said = {"ru": "На счёте {{ result | money }}.", "en": "You have {{ result | money }}."}
            return {
                "action": "balance.get",
                "filler": _text(number, "Подождите"),
                "ok": {"prompt": said, "goto": following},
                "failed": following,
            }
        case "pay":
            return {
                "action": "pay.take",
                "with": {"amount": 5000},
                "taken": following,
                "already": draw(ways),
                "failed": following,
                "late": following,
            }
        case "branch":
            case = {"hours": "09:00-18:00", "goto": draw(ways)}
            return {"branch": [case, {"when": "level > 0", "goto": following}, {"else": following}]}
        case "call":
            return {"call": "sub", "with": {"least": 3}, "granted": following, "refused": draw(ways)}
        case "language":
            return {"language": draw(st.sampled_from(LANGUAGES)), "goto": following}
        case "must":
            return {"prompt": {**_text(number, "Важно"), "barge_in": False}, "goto": following}
    return {"prompt": _text(number, "Сообщение"), "goto": following}
