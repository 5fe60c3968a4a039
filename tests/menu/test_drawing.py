"""Pictures of services: what they show, that they are well formed, and that they are the same every time."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from ivr.menu.drawing import FORMATS, DrawingError, dot, draw, mermaid, picture, png, svg
from ivr.menu.drawing.dot import quote
from ivr.menu.drawing.layout import BOX_WIDTH, layout
from ivr.menu.drawing.lettering import fit, lines, shorten, width
from ivr.menu.drawing.mermaid import MOST_ARROWS, escape
from ivr.menu.drawing.picture import Arrow, Box, Entry, Picture
from ivr.menu.drawing.words import ENGLISH, LOOKS, RUSSIAN
from ivr.menu.model import ROOT, ActionNode, Service
from tests.menu.checks.written import written

HEAD = """
service: small
title: {ru: Малая служба, en: Small service}
languages: [ru, en]
numbers: {"0505": main, "0501": ask}
defaults: {then: bye}
access: {levels: [view, manage], authenticate: prove}
universals:
  repeat: {key: "#", say: {ru: [повторите], en: [repeat]}}
  main: {key: "9", say: {ru: [главное меню], en: [main menu]}, goto: main}
"""
NODES = """
main:
  prompt: {ru: Здравствуйте!, en: Hello!}
  menu:
    balance: {key: 1, label: {ru: баланс, en: balance}, goto: ask}
    tariff: {key: 2, label: {ru: тариф, en: tariff}, needs: manage, goto: tariff}
ask: {action: balance.get, got: tell, failed: bye}
tell: {prompt: {ru: "На счёте {{ result | money }}.", en: "You have {{ result | money }}."}, goto: main}
open:
  branch:
    - {hours: "09:00-18:00", days: mon-fri, goto: main}
    - else: bye
tariff: {prompt: {ru: Ваш тариф., en: Your tariff.}, goto: open}
bye: {hangup: {ru: До свидания!, en: Goodbye!}}
"""
PROVE = """
dialog: prove
parameters: [level]
nodes:
  password: {collect: secret, length: 4, into: password, prompt: {ru: Пароль?, en: Password?}, goto: check}
  check: {action: password.check, with: {password: "{{ password }}"}, right: granted, wrong: denied, failed: denied}
  granted: {return: granted}
  denied: {return: denied}
"""
MERMAID_RU = """\
---
title: "Малая служба"
---
flowchart LR
  e_0505(("☎ 0505")):::entry
  e_0501(("☎ 0501")):::entry
  n_main{{"<small>меню</small><br><b>Главное меню</b><br><i>Здравствуйте!</i>"}}:::k_menu
  n_ask["<small>действие</small><br><b>Баланс</b><br><code>balance.get</code>"]:::k_action
  n_tell("<small>сообщение</small><br><b>Tell</b><br><i>На счёте ‹result›.</i>"):::k_say
  n_open{"<small>условие</small><br><b>Open</b>"}:::k_branch
  n_tariff("<small>сообщение</small><br><b>Тариф</b><br><i>Ваш тариф.</i>"):::k_say
  n_bye(["<small>конец звонка</small><br><b>Bye</b><br><i>До свидания!</i>"]):::k_hangup
  subgraph c1["поддиалог prove"]
    n_prove__password[/"<small>ввод</small><br><b>Password</b><br><code>secret 4</code><br><i>Пароль?</i>"/]:::k_collect
    n_prove__check["<small>действие</small><br><b>Check</b><br><code>password.check</code>"]:::k_action
    n_prove__granted(["<small>возврат</small><br><b>Granted</b><br><code>granted</code>"]):::k_return
    n_prove__denied(["<small>возврат</small><br><b>Denied</b><br><code>denied</code>"]):::k_return
  end
  everywhere["<b>Везде</b><br><kbd>#35;</kbd> повторите<br><kbd>9</kbd> главное меню"]:::legend
  e_0505 ==> n_main
  e_0501 ==> n_ask
  n_main -->|"<kbd>1</kbd> баланс"| n_ask
  n_main -->|"<kbd>2</kbd> тариф 🔒 manage"| n_tariff
  n_ask -->|"got"| n_tell
  n_ask -->|"сбой, не успело"| n_bye
  n_tell --> n_main
  n_open -->|"пн–пт, 09:00–18:00"| n_main
  n_open -->|"иначе"| n_bye
  n_tariff --> n_open
  n_prove__password -->|"введено"| n_prove__check
  n_prove__check -->|"right"| n_prove__granted
  n_prove__check -->|"wrong, сбой, не успело"| n_prove__denied
"""


def small(folder: Path) -> Service:
    loaded = written(folder, NODES, head=HEAD, files={"prove.yaml": PROVE})
    assert loaded.service is not None, loaded.errors
    return loaded.service


def pictured(title: str, arrows: int = 0) -> Picture:
    """A picture of one box with a hard text, and arrows from it to itself."""
    box = Box("n_a", "a", title, "menu", does=title, says=title, level=title)
    ways = tuple(Arrow("n_a", "n_a", "choice", key="#", label=title) for _ in range(arrows))
    return Picture(title, "en", (box,), ways, (), (Entry("+7*1#", "n_a"),), ())


def chain(count: int) -> Picture:
    """A picture with a deep chain of boxes."""
    boxes = tuple(Box(f"n_{number}", f"{number}", f"Node {number}", "say") for number in range(count))
    ways = tuple(Arrow(f"n_{number - 1}", f"n_{number}", "flow", first=True) for number in range(1, count))
    return Picture("chain", "en", boxes, ways, (), (Entry("1", "n_0"),), ())


def test_mermaid_in_the_first_language(tmp_path: Path) -> None:
    text = mermaid(picture(small(tmp_path)))
    drawn, _, styles = text.partition("  classDef")
    assert drawn == MERMAID_RU
    assert styles.count("classDef") == len({"menu", "action", "say", "branch", "hangup", "collect", "return"}) + 1


def test_another_language_names_everything_in_it(tmp_path: Path) -> None:
    text = mermaid(picture(small(tmp_path), "en"))
    assert '  n_main -->|"<kbd>2</kbd> tariff 🔒 manage"| n_tariff' in text
    assert '  n_open -->|"mon–fri, 09:00–18:00"| n_main' in text
    assert '  n_main{{"<small>menu</small><br><b>Main menu</b><br><i>Hello!</i>"}}:::k_menu' in text
    assert not re.search("[а-яё]", text, re.IGNORECASE)


def test_dot_has_caps_clusters_and_light_ways_back(tmp_path: Path) -> None:
    text = dot(picture(small(tmp_path), "en"))
    assert text.startswith('digraph "Small service" {') and text.endswith("}\n")
    assert 'label="sub-dialog prove"' in text
    assert "<b>1</b></td><td>balance</td>" in text
    assert 'n_tell -> n_main [constraint=false, color="#cbd5e1"];' in text
    assert text.count("{") == text.count("}")


def test_svg_is_well_formed_and_has_every_node_once(tmp_path: Path) -> None:
    service = small(tmp_path)
    root = ElementTree.fromstring(svg(picture(service)))
    space = "{http://www.w3.org/2000/svg}"
    ids = [group.get("id") for group in root.iter(f"{space}g")]
    assert sorted(filter(None, ids)) == sorted(box.id for box in picture(service).boxes)
    links = {link.get("href") for link in root.iter(f"{space}a")}
    assert links <= {f"#{one}" for one in ids} and "#n_main" in links
    words = {text.text for text in root.iter(f"{space}text")}
    assert {"Малая служба", "Главное меню", "баланс", "0505", "0501", "manage"} <= words


def test_remedies_are_folded_unless_asked_for(tmp_path: Path) -> None:
    service = small(tmp_path)
    assert not [arrow for arrow in picture(service).arrows if arrow.kind == "remedy"]
    shown = [arrow for arrow in picture(service, "en", remedies=True).arrows if arrow.kind == "remedy"]
    assert {arrow.source for arrow in shown} == {"n_main", "n_prove__password"}
    assert all(arrow.target == "n_bye" for arrow in shown)
    assert "no input" in shown[0].label


def test_first_ways_make_a_forest(tmp_path: Path) -> None:
    shown = picture(small(tmp_path))
    targets = [arrow.target for arrow in shown.arrows if arrow.first]
    assert len(targets) == len(set(targets))
    assert {"n_main", "n_prove__password"}.isdisjoint(targets)
    # 0501 leads to `ask` by itself, and still it stands where callers of the main menu come to it.
    assert "n_ask" in targets


def test_included_files_are_clusters(tmp_path: Path) -> None:
    more = {"more.yaml": "nodes:\n  more: {prompt: {ru: Ещё., en: More.}, goto: main}\n", "prove.yaml": PROVE}
    nodes = NODES.replace("goto: tariff}", "goto: more}")
    loaded = written(tmp_path, nodes, head=HEAD, files=more)
    assert loaded.draft is not None
    shown = picture(loaded.draft)
    assert [(cluster.title, cluster.kind) for cluster in shown.clusters] == [("more.yaml", "file"), ("prove", "dialog")]
    assert shown.box["n_more"].cluster == "c1"


def test_no_files_frame_holds_a_box_of_another_file(tmp_path: Path) -> None:
    """A node of the head file to which only another file leads stands by itself."""
    more = {"more.yaml": "nodes:\n  more: {prompt: {ru: Ещё., en: More.}, goto: alone}\n", "prove.yaml": PROVE}
    nodes = NODES.replace("goto: tariff}", "goto: more}") + "alone: {prompt: {ru: Один., en: Alone.}, goto: main}\n"
    loaded = written(tmp_path, nodes, head=HEAD, files=more)
    assert loaded.draft is not None
    shown = picture(loaded.draft, "en")
    assert [(arrow.target, arrow.first) for arrow in shown.arrows if arrow.source == "n_more"] == [("n_alone", False)]
    plan = layout(shown, 0, 0)
    (frame,) = [frame for frame in plan.frames if frame.cluster == shown.box["n_more"].cluster]
    alone = plan.placed["n_alone"]
    assert not (frame.x <= alone.x < frame.x + frame.width and frame.y <= alone.y < frame.y + frame.height)


def test_an_actions_own_outcome_is_not_called_a_failed_answer(tmp_path: Path) -> None:
    service = small(tmp_path)
    node = service.root.nodes["ask"]
    assert isinstance(node, ActionNode)
    nodes = {**service.root.nodes, "ask": replace(node, outcomes={"too_long": node.outcomes["got"]})}
    dialogs = {**service.dialogs, ROOT: replace(service.root, nodes=nodes)}
    shown = picture(replace(service, dialogs=dialogs), "ru")
    assert "too long" in [arrow.label for arrow in shown.arrows if arrow.source == "n_ask"]


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "png"])
def test_same_service_gives_same_bytes(tmp_path: Path, form: str) -> None:
    service = small(tmp_path)
    assert draw(service, form) == draw(replace(service), form)


def test_pictures_do_not_depend_on_the_hash_seed(tmp_path: Path) -> None:
    small(tmp_path)
    code = (
        "import sys, hashlib\n"
        "from ivr.menu.drawing import draw\nfrom ivr.menu.loader import load\n"
        "from tests.menu.checks.written import registry\n"
        f"service = load({str(tmp_path)!r}, actions=registry()).draft\n"
        "print([hashlib.sha256(draw(service, form)).hexdigest() for form in ('mermaid', 'dot', 'svg')])"
    )
    root = Path(__file__).parents[2]
    printed = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(root), "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(printed) == 1 and printed.pop().startswith("[")


def test_unknown_format_and_language_are_told(tmp_path: Path) -> None:
    service = small(tmp_path)
    with pytest.raises(ValueError, match="unknown format 'gif'; there are mermaid, dot, svg, png"):
        draw(service, "gif")
    with pytest.raises(ValueError, match="the service speaks ru, en, not 'de'"):
        draw(service, "svg", "de")


def test_ways_to_nowhere_are_left_out(tmp_path: Path) -> None:
    draft = written(
        tmp_path, 'main: {prompt: {ru: "А", en: "A"}, goto: nowhere}', head=HEAD.replace("ask", "main")
    ).draft
    assert draft is not None
    shown = picture(draft)
    assert [box.id for box in shown.boxes] == ["n_main"]
    assert shown.arrows == ()
    assert "n_main" in svg(shown)


HARD = [
    'He said "yes" [and] (no) {maybe} | <b>bold</b> & co; #quot; `code` \\ end',
    "две\nстроки\tи «кавычки» — тире",
    "длинная " * 62 + "конец",
    "x" * 500,
    "\x00\x07 control",
    "]]>--> end subgraph %% comment",
]


@pytest.mark.parametrize("text", HARD)
def test_mermaid_labels_hold_nothing_of_its_own(text: str) -> None:
    for line in mermaid(pictured(text, 1)).splitlines()[3:]:
        for label in re.findall(r'"([^"]*)"', line):
            bare = re.sub(r"</?(?:b|i|small|code|kbd|br)>", "", label)
            assert not re.search(r"[\"<>{}\[\]|`&\\]", bare), bare
        assert line.count('"') % 2 == 0


def test_mermaid_escapes_by_code() -> None:
    assert escape('a "b" #1 <i>') == "a #34;b#34; #35;1 #60;i#62;"


@pytest.mark.parametrize("text", HARD)
def test_dot_strings_end_where_they_should(text: str) -> None:
    quoted = quote(text)
    assert re.fullmatch(r'"(?:[^"\\\x00-\x1f]|\\.)*"', quoted)
    assert "\n" not in quoted
    for label in re.findall(r"label=<(.*)>, color", dot(pictured(text))):
        assert ElementTree.fromstring(f"<all>{label}</all>") is not None


@pytest.mark.parametrize("text", HARD)
def test_svg_takes_any_text(text: str) -> None:
    root = ElementTree.fromstring(svg(pictured(text, 2)))
    assert root.tag.endswith("svg")


def test_text_is_cut_between_words() -> None:
    assert shorten("один два три четыре", 12) == "один два…"
    assert shorten("коротко", 12) == "коротко"
    assert len(shorten("x" * 500, 60)) == 60
    room = 100.0
    for line in lines("длинная подпись, которой не хватает места, и ещё слова", 12, room, 2):
        assert width(line, 12) <= room
    assert lines("", 12, room, 2) == []
    assert fit("коротко", 12, room) == "коротко"


def test_no_two_boxes_overlap(tmp_path: Path) -> None:
    plan = layout(picture(small(tmp_path), remedies=True), 0, 0)
    places = list(plan.placed.values())
    for number, one in enumerate(places):
        for other in places[number + 1 :]:
            beside = one.x + BOX_WIDTH <= other.x or other.x + BOX_WIDTH <= one.x
            assert beside or one.y + one.height <= other.y or other.y + other.height <= one.y


def test_large_pictures_are_drawn_and_mermaid_says_when_too_large() -> None:
    deep = chain(1000)
    text = mermaid(deep)
    assert text.startswith("%% 1000 arrows,") and f"at most {MOST_ARROWS} arrows" in text
    assert dot(deep).count("->") == 1000
    assert len(ElementTree.fromstring(svg(deep))) > 2000
    assert not mermaid(chain(20)).startswith("%%")


def test_a_service_of_a_thousand_nodes(tmp_path: Path) -> None:
    nodes = ["bye: {hangup: true}"]
    for number in range(999):
        ways = [one for one in range(4 * number + 1, 4 * number + 5) if one < 999]
        choices = [f"    c{one}: {{key: {one - 4 * number}, label: Пункт {one}, goto: n{one}}}" for one in ways]
        say = f"n{number}: {{prompt: Текст {number}., goto: n0}}"
        nodes.append("\n".join((f"n{number}:\n  menu:", *choices)) if choices else say)
    head = 'service: big\nlanguages: [ru]\nnumbers: {"1": n0}\ndefaults: {then: bye}\n'
    draft = written(tmp_path, "\n".join(nodes), head=head).draft
    assert draft is not None
    shown = picture(draft)
    assert len(shown.boxes) == 1000
    assert mermaid(shown).count("<kbd>") == dot(shown).count("<b>1</b></td>") * 4 - 2 == 998


def test_every_kind_has_a_look_and_a_word_in_both_languages() -> None:
    assert set(LOOKS) <= set(ENGLISH) and set(LOOKS) <= set(RUSSIAN)


def test_png_has_letters_of_the_menus_language(tmp_path: Path) -> None:
    pytest.importorskip("resvg_py")
    pytest.importorskip("fontpkg_pt_sans")
    service = small(tmp_path)
    image = draw(service, "png")
    assert image.startswith(b"\x89PNG\r\n")
    shown = picture(service)
    wordless = replace(shown, boxes=tuple(replace(box, title="\u00a0") for box in shown.boxes))
    assert png(wordless) != image


def test_png_without_its_packages_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(DrawingError, match=r"pip install 'ivr\[draw\]', or draw SVG"):
        png(chain(2))


def test_png_too_large_for_pixels_is_refused() -> None:
    pytest.importorskip("resvg_py")
    pytest.importorskip("fontpkg")
    boxes = tuple(Box(f"n_{number}", "x", "x", "say") for number in range(6000))
    with pytest.raises(DrawingError, match="too large for PNG; draw SVG"):
        png(Picture("wide", "en", boxes, (), (), (), ()))
