"""The strict YAML reader: what it reports, where, and the text it offers instead."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.menu import source
from ivr.menu.faults import CODES, Faults, Severity
from ivr.menu.source import Entry, Mapping, Node, Scalar, Sequence, read_file, read_text
from ivr.menu.yaml_events import LIBYAML, Parse, fast_events, pure_events
from ivr.menu.yaml_text import MAX_BYTES

MENUS = Path(__file__).parents[2] / "menus"

PARSERS = [pytest.param(pure_events, id="pure")]
if LIBYAML:
    PARSERS.append(pytest.param(fast_events, id="libyaml"))


def read(text: str | bytes, parse: Parse = source.events) -> tuple[Node | None, Faults]:
    faults = Faults()
    return read_text(text, "menu.yaml", faults, parse=parse), faults


def places(faults: Faults) -> list[str]:
    return [f"{fault.code} {fault.at.line}:{fault.at.column}" for fault in faults.sorted()]


TRAPS = [
    # unquoted values that YAML reads as something else
    ("a: 0505", ["Y021 1:4"], '`"0505"`'),
    ("a: 08", ["Y021 1:4"], '`"08"`'),
    ("a: 0o17", ["Y026 1:4"], '`"0o17"`'),
    ("a: 0x1F", ["Y026 1:4"], '`"0x1F"`, or `31`'),
    ("a: 1_000", ["Y026 1:4"], "`1000`"),
    ("a: +79221234567", ["Y026 1:4"], '`"+79221234567"`'),
    ("a: 22:00", ["Y022 1:4"], '`"22:00"`'),
    ("a: 09:00", ["Y022 1:4"], '`"09:00"`'),
    ("a: 1:30:00", ["Y022 1:4"], '`"1:30:00"`'),
    *((f"a: {word}", ["Y023 1:4"], f'`"{word}"`') for word in ("on", "off", "yes", "no", "y", "n", "On", "NO", "True")),
    ("a: ~", ["Y024 1:4"], '`"~"`'),
    ("a: null", ["Y024 1:4"], '`"null"`'),
    ("a: 2026-01-01", ["Y025 1:4"], '`"2026-01-01"`'),
    ("a: 1e3", ["Y026 1:4"], "`1000`"),
    ("a: .inf", ["Y026 1:4"], '`".inf"`'),
    ("a: 1.10", ["Y026 1:4"], '`"1.10"`'),
    ("a: [x, no, 0505]", ["Y023 1:8", "Y021 1:12"], '"0505"'),
    ("- 22:00", ["Y022 1:3"], '`"22:00"`'),
    # keys
    ("0505: a", ["Y021 1:1"], '`"0505"`'),
    ("22:00: a", ["Y022 1:1"], '`"22:00"`'),
    ("on: a", ["Y023 1:1"], '`"on"`'),
    ("1: a\n'1': b", ["Y011 2:1"], "keep one"),
    ("a:\n  b: 1\n  c: 2\n  b: 3", ["Y011 4:3"], "keep one"),
    ("<<: {a: b}", ["Y010 1:1"], "defaults"),
    ("[a, b]: c", ["Y012 1:1"], "in quotes"),
    (": c", ["Y012 1:1"], "write the key"),
    # nothing, comments and stars
    ("goto:", ["Y013 1:6"], "after `goto:`"),
    ("-", ["Y013 1:2"], "after `-`"),
    ("a: # key", ["Y013 1:3"], '`a: "# key"`'),
    ("a: #", ["Y013 1:3"], '`a: "#"`'),
    ("- #", ["Y013 1:2"], '`- "#"`'),
    ("a: b\n#: back", ["Y015 2:1"], '`"#": back`'),
    ("#: x", ["Y006 1:1"], '`"#": x`'),
    ("", ["Y006 1:1"], "service:"),
    ("a: *", ["Y014 1:4"], '`a: "*"`'),
    ("{a: *, b: c}", ["Y014 1:5"], '`"*"`'),
    ("*: back", ["Y014 1:1"], '`"*": back`'),
    ("a: *back", ["Y014 1:4"], '`"*back"`'),
    ("a: *1*2#", ["Y014 1:4"], '`a: "*1*2#"`'),
    ("a: Нажмите # для выхода", ["Y017 1:4"], '`"Нажмите # для выхода"`'),
    # texts that need quotes
    ("a: Внимание: слово", ["Y035 1:4"], '`a: "Внимание: слово"`'),
    ("a: %x", ["Y036 1:4"], '`a: "%x"`'),
    ("a: @x", ["Y036 1:4"], '`a: "@x"`'),
    ("a: `x", ["Y036 1:4"], '`a: "`x"`'),
    ("a: >x", ["Y036 1:4"], '`a: ">x"`'),
    ("a: - x", ["Y036 1:4"], '`a: "- x"`'),
    ("a: {{ x }}", ["Y037 1:4"], '`"{{ x }}"`'),
    ("a: {{ x }} руб.", ["Y037 1:4"], '`a: "{{ x }} руб."`'),
    ('a: "Заря" ждёт', ["Y038 1:4"], """`a: '"Заря" ждёт'`"""),
    ("a: [1] ждёт", ["Y038 1:4"], '`a: "[1] ждёт"`'),
    ('a: "\\d"', ["Y039 1:4"], "single quotes"),
    ("a: {b: Да, это мы., c: d}", ["Y016 1:12"], '`b: "Да, это мы."`'),
    # structure
    ("a: 'x\nb: c", ["Y031 1:4"], "`'x'`"),
    ("a: [b, c\nd: e", ["Y032 1:4"], "`[b, c]`"),
    ("a: {b: c\nd: e", ["Y032 1:4"], "`{b: c}`"),
    ("a: [", ["Y032 1:4"], "`[]`"),
    ("a: {b: #, c: d}", ["Y032 1:8"], """`{b: "#", c: d}`"""),
    ("a: [1, #]", ["Y032 1:8"], """`[1, "#"]`"""),
    ("a:\n  b: c\n d: e", ["Y033 3:2"], "0 or 2 spaces"),
    ("a: b\n c: d", ["Y033 2:2"], "0 spaces"),
    ("- a\nb: c", ["Y033 2:1"], "only list entries"),
    ("a: b\nfoo\nc: d", ["Y034 2:1"], "`foo: …`"),
    ("a:\n\tb: c", ["Y005 2:1"], "spaces"),
    ("a:\tb", ["Y005 1:3"], "spaces"),
    ('a: "x\nb: c\nd: "y"', ["Y031 1:4"], '`"x"`'),
    ('a: x"', ["Y031 1:5"], '`"x"`'),
    ('a: "он сказал "да" громко"', ["Y038 1:4"], """`a: 'он сказал "да" громко'`"""),
    ("a: [b]]", ["Y038 1:7"], "`a: [b]`"),
    ("a: {b: c}}", ["Y038 1:10"], "`a: {b: c}`"),
    ("a: ]x", ["Y036 1:4"], '`a: "]x"`'),
    ("{a: b c: d}", ["Y032 1:8"], "`,` between values"),
    ("a: Внимание:", ["Y035 1:4"], '`a: Внимание`, or `a: "Внимание:"`'),
    ("a: b\n: c", ["Y012 2:1"], "write the key"),
    ("```yaml\na: b\n```", ["Y036 1:1"], "every line that begins with ```"),
    # lines too far right or left
    ("a:\nb: 1", ["Y013 1:3"], "indent what belongs to it deeper"),
    ("nodes:\nmain:\n  x: 1\n other:\n  z: 1", ["Y033 2:1"], "indent `main` by 1 space, and all of its lines"),
    ("x:\n    b: 1\n  - c", ["Y033 2:5"], "`- b: 1`"),
    ("x:\n  - a\n  b", ["Y034 3:3"], "`- b`"),
    (" a: 1\nb: 2", ["Y033 1:1"], "remove the spaces"),
    ("   a: 1\n  b: 2", ["Y033 1:1"], "by 2 spaces"),
    # a colon or a space that is missing
    ("a: b\nprompt:text", ["Y034 2:7"], "`prompt: text`"),
    ("a: b\nprompt = text", ["Y034 2:8"], "`prompt: text`"),
    ("a: b\nprompt:text\n  goto: x", ["Y034 2:7"], "`prompt: text`"),
    ("- a\n-b", ["Y034 2:1"], "`- b`"),
    # what a menu has no use for
    ("a: !x b", ["Y009 1:4"], "remove `!x`"),
    ("a: !!python/object/apply:os.system [ls]", ["Y009 1:4"], "remove `!!python/object/apply:os.system`"),
    ("%TAG ! tag:x,2000:\n---\na: b", ["Y008 1:1"], "remove the line"),
    ("a: b\n---\nc: d", ["Y007 2:1"], "`---`"),
    ("a: &a [*a]", ["Y018 1:8"], "`*a`"),
    ("a: x\x00y", ["Y004 1:5"], "delete"),
    ("a: x\u2028y", ["Y004 1:5"], "delete"),
    ("a:\xa0b", ["Y004 1:3"], "space"),
]


@pytest.mark.parametrize("parse", PARSERS)
@pytest.mark.parametrize(("text", "expected", "hint"), TRAPS)
def test_trap_is_reported_with_its_place_and_mended_text(
    text: str, expected: list[str], hint: str, parse: Parse
) -> None:
    _, faults = read(text, parse)
    assert places(faults) == expected
    assert any(hint in fault.hint for fault in faults)


@pytest.mark.parametrize("parse", PARSERS)
@pytest.mark.parametrize(
    "text",
    [
        "a: true", "a: false", "a: 10", "a: 0", "a: -5", "a: 0.5", "a: 1.0", "a: 5s", "a: 6-10", "a: 09:00-18:00",
        "a: 'no'", 'a: "0505"', "yes: a\nno: b", "1: a\n10: b", "a: 1.2.3", "a: +7 922", "a: mon-fri", "a: ''",
        "a: {b: Да?, c: d}", "a: [Что? Где?]", "{a?: b}",
        "a: |\n  22:00\n  no # x\n  #: y", "a: text  # comment", "a: goto # comment", "a: &x b\nc: *x",
        "%YAML 1.2\n---\na: b", "\ufeffa: b", "a: b\r\nc: d\r\n", "a: Сумма {{ x }}, это всё", "# note\na: b\n",
    ],
)  # fmt: skip
def test_plain_values_are_no_trap(text: str, parse: Parse) -> None:
    root, faults = read(text, parse)
    assert places(faults) == []
    assert root is not None


def test_tree_keeps_text_order_and_places() -> None:
    root, _ = read('b: [1, "x"]\na: |\n  two\n  lines\n')
    assert isinstance(root, Mapping)
    assert [(entry.key.text, entry.key.at.line, entry.key.at.column) for entry in root.entries] == [
        ("b", 1, 1),
        ("a", 2, 1),
    ]
    items = root.get("b")
    assert isinstance(items, Sequence)
    assert [(item.text, item.plain, item.at.column) for item in items.items if isinstance(item, Scalar)] == [
        ("1", True, 5),
        ("x", False, 8),
    ]
    block = root.get("a")
    assert isinstance(block, Scalar)
    assert (block.text, block.block, block.plain) == ("two\nlines\n", True, False)
    assert root.get("c") is None


def test_mangled_values_keep_the_text_that_was_written() -> None:
    root, _ = read("a: 0505\nb: {{ x }}\nc: {d: Да, это мы.}\na: again\n")
    assert isinstance(root, Mapping)
    assert [entry.key.text for entry in root.entries] == ["a", "b", "c"]
    assert [node.text for node in (root.get("a"), root.get("b")) if isinstance(node, Scalar)] == ["0505", "{{ x }}"]
    inner = root.get("c")
    assert isinstance(inner, Mapping)
    assert inner.entries[0] == Entry(inner.entries[0].key, inner.get("d"))
    assert inner.get("d").text == "Да, это мы."  # type: ignore[union-attr]


def test_one_run_shows_faults_past_a_syntax_fault() -> None:
    root, faults = read("a: x: y\nb: @z\nc: 0505\nd:\n  e: on\n f: 22:00\ng: no\n")
    assert root is None
    expected = ["Y035 1:4", "Y036 2:4", "Y021 3:4", "Y023 5:6", "Y033 6:2", "Y022 6:5", "Y023 7:4"]
    assert places(faults) == expected


def test_what_a_syntax_fault_spoils_is_empty_and_the_rest_is_there() -> None:
    root, faults = read("a: {{ x }} y\nb: c\n")
    assert isinstance(root, Mapping)
    spoilt, whole = root.get("a"), root.get("b")
    assert isinstance(spoilt, Scalar)
    assert isinstance(whole, Scalar)
    assert (spoilt.text, whole.text) == ("", "c")
    assert [spoilt.at] == [fault.at for fault in faults]
    found = Faults()
    read_text("a: {{ x }} y\n", "menu.yaml", found)
    found.add("M003", "the empty text is no prompt", spoilt.at)
    assert [fault.code for fault in found] == ["Y037"]


def test_lines_of_a_block_text_are_not_scanned_after_a_syntax_fault() -> None:
    _, faults = read("a:\n  b: c\n d: e\nf: |\n  g: no\nh: no\n")
    assert places(faults) == ["Y033 3:2", "Y023 6:4"]


@pytest.mark.parametrize("parse", PARSERS)
def test_bomb_is_refused_at_once(parse: Parse) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    start = time.perf_counter()
    root, faults = read("\n".join(lines), parse)
    assert root is None
    assert [fault.code for fault in faults] == ["Y020"]
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize("parse", PARSERS)
@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 50_000, "".join(f"{' ' * n}a:\n" for n in range(400))])
def test_depth_is_bounded(text: str, parse: Parse) -> None:
    root, faults = read(text, parse)
    assert root is None
    assert [fault.code for fault in faults if fault.code == "Y019"] == ["Y019"]


@pytest.mark.parametrize(
    "text",
    [
        "a: 'x\n" + " " * 300_000,
        "a" + " " * 300_000 + "\nb: c: d",
        "a: x: " + " #" * 100_000,
        "[" + "on, " * 100_000,
        "a: b\n" + "\t\n" * 100_000,
        "\x01" * 300_000,
        "#: x\n" * 50_000 + "a: |\n" + "  #: y\n" * 50_000,
        "a: b\n" + "]\n" * 100_000,
    ],
)
def test_hostile_text_costs_no_more_than_its_length(text: str) -> None:
    start = time.process_time()
    _, faults = read(text)
    assert 0 < len(faults) <= 600
    assert time.process_time() - start < 3


def test_depth_is_bounded_through_references() -> None:
    chain = "\n".join(["a0: &a0 [x]"] + [f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, 60)])
    root, faults = read(chain)
    assert root is None
    assert [fault.code for fault in faults] == ["Y019"]


def test_wrong_encoding_says_which_byte_at_which_line() -> None:
    root, faults = read("a: b\nc: Привет\n".encode("cp1251"))
    assert root is None
    (fault,) = faults
    assert (fault.code, fault.at.line, fault.at.column) == ("Y003", 2, 4)
    assert "0xCF" in fault.message
    assert "Windows-1251" in fault.hint
    assert "Y003 1:1" in places(read("a: b".encode("utf-16"))[1])


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"PK\x03\x04...", "word processor"),
        (b"\xd0\xcf\x11\xe0...", "word processor"),
        (b"{\\rtf1 a: b}", "word processor"),
        (b"%PDF-1.7", "PDF"),
        ("a: б".encode("utf-32"), "UTF-32"),
        ("a: б".encode("utf-16"), "UTF-16"),
        ("a: б".encode("utf-16-le"), "UTF-16"),
        ("a: б".encode("utf-16-be"), "UTF-16"),
    ],
)
def test_a_file_that_is_no_text_in_utf_8(data: bytes, what: str) -> None:
    root, faults = read(data)
    (fault,) = faults
    assert (fault.code, fault.at.line, fault.at.column) == ("Y003", 1, 1)
    assert what in fault.message
    assert "save it as UTF-8" in fault.hint
    assert root is None


def test_what_is_in_the_second_of_two_blocks_is_not_missing() -> None:
    root, faults = read("nodes:\n  a: {b: {}}\nnodes:\n  c: {d: {}}\n")
    assert places(faults) == ["Y011 3:1"]
    assert isinstance(root, Mapping)
    nodes = root.get("nodes")
    assert isinstance(nodes, Mapping)
    assert [entry.key.text for entry in nodes.entries] == ["a", "c"]


def test_a_call_script_with_nothing_in_it_wants_steps() -> None:
    faults = Faults()
    read_text("", "main.call.yaml", faults)
    assert ["steps:" in fault.hint for fault in faults] == [True]


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    big = tmp_path / "big.yaml"
    with big.open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    for path, code in ((tmp_path / "none.yaml", "Y001"), (tmp_path, "Y001"), (big, "Y002"), (Path("a\0b"), "Y001")):
        faults = Faults()
        assert read_file(path, faults, shown_as="menu.yaml") is None
        assert [(fault.code, fault.at.file) for fault in faults] == [(code, "menu.yaml")]


def test_file_is_named_as_the_user_named_it(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_text("a: no\n", encoding="utf-8")
    faults = Faults()
    assert read_file(path, faults) is not None
    assert [fault.at.file for fault in faults] == [str(path)]


def test_only_the_cut_text_is_a_warning() -> None:
    warnings = {name for name, code in CODES.items() if name.startswith("Y") and code.severity is Severity.WARNING}
    assert warnings == {"Y017"}


LINES = st.lists(
    st.tuples(
        st.sampled_from(["", "  ", "    ", "- ", "  - "]),
        st.sampled_from(
            [
                "a: b", "b: [c, d]", "c: {d: 1, e: no}", "d:", "e: 'x'", 'f: "y"', "x", "0505", "g: *", "h: x: y",
                "i: |", "# c", "#: c", "j: 22:00", "k: {{ x }}", "l: 'z", "m: [", "n: @x", "a: # c", "o: &a b", "p: *a",
                "q: {r: s?, t: u? v}",
            ]
        ),
    ),
    max_size=8,
)  # fmt: skip


@pytest.mark.skipif(not LIBYAML, reason="PyYAML was built without libyaml")
@settings(max_examples=400, deadline=None)
@given(LINES)
def test_both_parsers_give_the_same_answer(lines: list[tuple[str, str]]) -> None:
    text = "\n".join(indent + line for indent, line in lines)
    fast, fast_faults = read(text, fast_events)
    pure, pure_faults = read(text, pure_events)
    assert places(fast_faults) == places(pure_faults)
    assert fast == pure


@pytest.mark.skipif(not LIBYAML, reason="PyYAML was built without libyaml")
@pytest.mark.parametrize("file", sorted((MENUS / "0505").rglob("*.yaml")), ids=lambda file: file.name)
def test_both_parsers_read_0505(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    fast, fast_faults = read(text, fast_events)
    pure, pure_faults = read(text, pure_events)
    assert not fast_faults.sorted() and not pure_faults.sorted()
    assert fast == pure


@settings(max_examples=400, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=200), st.text(max_size=200), st.text("ab01 \n\t:-#*&!|>'\"%@`{}[],?~\\.я", max_size=60)
    )
)
def test_nothing_raises_and_nothing_is_lost_in_silence(data: bytes | str) -> None:
    for parse in (fast_events, pure_events) if LIBYAML else (pure_events,):
        root, faults = read(data, parse)
        assert root is not None or faults.has_errors
