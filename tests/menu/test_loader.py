"""Loading: files, actions, model and checks together, and nothing that a document holds makes it raise."""

import gc
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.actions import Registry
from ivr.menu import MenuError, load, load_service, source
from ivr.menu.checks import check
from ivr.menu.faults import Faults
from ivr.menu.language import BLOCKS, KINDS
from ivr.menu.model import CollectNode, ListNode, MenuNode
from ivr.menu.reader import Sources, read
from ivr.menu.reader.files import Document

CLINIC = Path(__file__).parent / "clinic"
SMALL = """\
service: small
languages: [ru]
numbers: {"1": main}
defaults: {then: bye}
nodes:
  main: {menu: {bye: {key: 1, label: закончить}}}
  bye: {hangup: До свидания!}
"""


def written(folder: Path, text: str, name: str = "service.yaml") -> Path:
    """A file in a folder."""
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_a_realistic_service_in_two_languages() -> None:
    loaded = load(CLINIC)
    assert [fault.render() for fault in loaded.errors] == []
    service = loaded.service
    assert service is not None and service is loaded.draft
    assert (service.name, service.languages) == ("clinic", ("ru", "en"))
    assert sorted(service.dialogs) == ["", "password"]
    assert set(service.root.nodes) >= {"welcome", "main", "card", "pay", "bye"}
    assert sorted(service.actions) == ["cards.check", "doctors.free", "password.check", "visits.book"]
    assert [Path(file).name for file in service.files] == [
        "service.yaml",
        "results.yaml",
        "password.yaml",
        "prompts.yaml",
    ]
    main, doctor, card = (service.root.nodes[name] for name in ("main", "doctor", "card"))
    assert isinstance(main, MenuNode) and isinstance(doctor, ListNode) and isinstance(card, CollectNode)
    assert [choice.key for choice in main.choices] == ["1", "2", "3", "99"]
    assert main.asking.remedies["no_match"].tries == 4
    assert main.asking.between_keys == 2.5
    assert card.waits_for_terminator
    assert {outcome: route.goto for outcome, route in doctor.outcomes.items()} == dict.fromkeys(
        ("failed", "late"), "operator"
    )


def test_a_file_or_its_folder(tmp_path: Path) -> None:
    file = written(tmp_path, SMALL)
    assert load_service(file).name == load_service(str(tmp_path)).name == "small"
    assert load_service(file).version == load_service(tmp_path).version


def test_actions_may_be_given(tmp_path: Path) -> None:
    actions = Registry()
    file = written(tmp_path, SMALL.replace("nodes:", "actions: not.there\nnodes:"))
    assert load_service(file, actions=actions).actions is actions


def test_faults_are_in_the_message_of_the_error(tmp_path: Path) -> None:
    file = written(tmp_path, SMALL.replace("key: 1", "key: one").replace("До свидания!", "[]"))
    with pytest.raises(MenuError) as caught:
        load_service(file)
    assert f"{file}:6:28 M008 `one` is not a key of a telephone\n  hint: keys are the digits" in str(caught.value)
    assert [fault.at.line for fault in caught.value.faults] == [6, 7]


def test_a_service_with_errors_is_a_draft_only(tmp_path: Path) -> None:
    loaded = load(written(tmp_path, SMALL.replace("key: 1", "key: one")))
    assert loaded.service is None
    assert loaded.draft is not None and set(loaded.draft.root.nodes) == {"main", "bye"}
    assert loaded.broken == {("", "main")}


def test_what_follows_from_a_broken_node_is_not_told(tmp_path: Path) -> None:
    loaded = load(written(tmp_path, SMALL.replace("{hangup: До свидания!}", "{hangup: []}")))
    assert [fault.code for fault in loaded.errors] == ["M004"]


def test_checks_are_run(tmp_path: Path) -> None:
    loaded = load(written(tmp_path, SMALL.replace("then: bye", "then: by")))
    assert "G001" in [fault.code for fault in loaded.faults]


MODULES = [
    ("raise ValueError('no licence')", "ValueError: no licence"),
    ("import no_such_module", "ModuleNotFoundError: No module named 'no_such_module'"),
    ("raise SystemExit(3)", "SystemExit: 3"),
    ("def broken(:", "SyntaxError: "),
    (
        "from ivr.actions import action\n@action('a', outcomes=())\ndef a(context): ...",
        "ActionError: action 'a' declares no outcome",
    ),
]


@pytest.mark.parametrize(("text", "message"), MODULES)
def test_a_module_that_cannot_be_imported(tmp_path: Path, text: str, message: str) -> None:
    written(tmp_path, text, "broken_actions.py")
    loaded = load(written(tmp_path, SMALL.replace("nodes:", "actions: [broken_actions]\nnodes:")))
    fault = next(fault for fault in loaded.faults if fault.code == "A002")
    assert (fault.at.line, fault.at.column) == (5, 11)
    assert message in fault.message
    assert "Traceback" not in fault.render()


def test_actions_of_a_missing_module_are_not_complained_of_one_by_one(tmp_path: Path) -> None:
    text = SMALL.replace("nodes:", "actions: no_such_one\nnodes:").replace("закончить}}}", "закончить, goto: book}}}")
    text += "  book: {action: visits.book, booked: bye, failed: bye}\n"
    loaded = load(written(tmp_path, text))
    assert [fault.code for fault in loaded.errors] == ["A002"]


def test_a_module_whose_name_is_taken_is_told(tmp_path: Path) -> None:
    text = SMALL.replace("nodes:", "actions: twin_actions\nnodes:")
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        written(tmp_path / name, "", "twin_actions.py")
        written(tmp_path / name, text)
    assert load(tmp_path / "one").errors == ()
    assert load(tmp_path / "one").errors == ()
    fault = load(tmp_path / "two").errors[0]
    assert (fault.code, str(fault.at)) == ("A002", f"{tmp_path / 'two' / 'service.yaml'}:5:10")
    assert "hidden by another module" in fault.message


def test_every_missing_module_is_told(tmp_path: Path) -> None:
    loaded = load(written(tmp_path, SMALL.replace("nodes:", "actions: [no_such_one, no_such_two]\nnodes:")))
    assert [fault.at.column for fault in loaded.faults if fault.code == "A002"] == [11, 24]


def test_loading_leaves_the_interpreter_as_it_was(tmp_path: Path) -> None:
    path = list(sys.path)
    load(CLINIC)
    assert sys.path == path
    assert gc.isenabled()


WORDS = st.sampled_from(
    sorted({key.name for block in (*BLOCKS, *(kind.block for kind in KINDS.values())) for key in block.keys})
) | st.sampled_from(["ru", "en", "main", "bye", "repeat", "granted", "booked", "failed"])
TEXTS = WORDS | st.sampled_from(["1", "#", "5s", "4-6", "{{ a }}", "{{ a | money }}", "{% if %}", "$end", "mon-fri"])
SCALARS = TEXTS | st.none() | st.booleans() | st.integers(-5, 400) | st.floats(allow_nan=True) | st.text(max_size=8)
DATA = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS | st.text(max_size=5), inner, max_size=4),
    max_leaves=25,
)


def _dumped(data: Any) -> str:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, default_flow_style=False)


@settings(max_examples=300, deadline=None)
@given(
    head=st.dictionaries(WORDS, DATA, max_size=4),
    nodes=st.dictionaries(WORDS, st.dictionaries(WORDS, DATA, max_size=6) | DATA, max_size=4),
    part=DATA,
)
def test_no_data_makes_the_reader_raise(head: dict[str, Any], nodes: dict[str, Any], part: Any) -> None:
    base = {"service": "s", "languages": ["ru"], "numbers": {"1": "main"}, "defaults": {"then": "main"}}
    faults = Faults()
    root = source.read_text(_dumped({**base, "nodes": nodes, **head}), "menu.yaml", faults)
    if not isinstance(root, source.Mapping):
        assert faults.has_errors
        return
    sources = Sources(Path(), Document("menu.yaml", root))
    other = source.read_text(_dumped({"dialog": "d", "nodes": part}), "part.yaml", faults)
    if isinstance(other, source.Mapping):
        sources.dialogs.append(Document("part.yaml", other))
    reading = read(sources, Registry(), faults)
    if reading.service is not None:
        check(reading.service, broken=frozenset(reading.broken))
    assert all(fault.at.line > 0 for fault in faults)
