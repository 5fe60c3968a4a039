from pathlib import Path

import pytest

from ivr.menu.graph import CALLER, Edge, Graph
from tests.menu.checks.written import HEAD, service, written

HEADED = HEAD + (
    'universals: {desk: {key: "0", goto: desk}, repeat: {key: "#"}}\n'
    "access: {levels: [view], authenticate: proof, denied: bye}\n"
)

NODES = """
main:
  menu:
    secret: {key: 1, label: тайна, needs: view}
    quiz: {key: 2, label: вопрос, goto: ask}
  without: [desk]
secret: {prompt: Тайна., goto: main}
ask: {call: quiz, ready: bye, tired: secret}
desk: {transfer: "0500", busy: main}
bye: {hangup: До свидания.}
"""

FILES = {
    "quiz.yaml": "dialog: quiz\nthen: bye\nnodes:\n  ask: {confirm: Да?, yes: done, no: late}\n"
    "  done: {return: ready}\n  late: {return: tired}\n",
    "proof.yaml": "dialog: proof\nparameters: [level]\nnodes:\n  yes_it_is: {return: granted}\n",
}


@pytest.fixture
def graph(tmp_path: Path) -> Graph:
    return Graph(service(written(tmp_path, NODES, head=HEADED, files=FILES)))


def kinds(graph: Graph, dialog: str, node: str, kind: str) -> list[tuple[str, tuple[str, str], str | None]]:
    return [(edge.outcome, edge.target, edge.key) for edge in graph.out[dialog, node] if edge.kind == kind]


def test_a_number_is_an_entry(graph: Graph) -> None:
    assert graph.entries == (Edge(CALLER, ("", "main"), "0505", "entry"),)


def test_choices_carry_their_key_and_label(graph: Graph) -> None:
    assert kinds(graph, "", "main", "choice") == [("secret", ("", "secret"), "1"), ("quiz", ("", "ask"), "2")]
    assert [edge.label.texts["ru"].static for edge in graph.out["", "main"] if edge.label] == ["тайна", "вопрос"]


def test_remedies_are_edges(graph: Graph) -> None:
    assert {target for _, target, _ in kinds(graph, "", "main", "remedy")} == {("", "bye")}


def test_universals_lead_to_the_root_from_where_they_are_valid(graph: Graph) -> None:
    assert kinds(graph, "quiz", "ask", "universal") == [("desk", ("", "desk"), "0")]
    assert kinds(graph, "", "main", "universal") == []


def test_a_call_leads_in_and_each_return_out(graph: Graph) -> None:
    assert kinds(graph, "", "ask", "call") == [("quiz", ("quiz", "ask"), None)]
    assert kinds(graph, "quiz", "done", "return") == [("ready", ("", "bye"), None)]
    assert kinds(graph, "quiz", "late", "return") == [("tired", ("", "secret"), None)]
    assert [outcome for outcome, _, _ in kinds(graph, "", "ask", "outcome")] == ["ready", "tired"]


def test_a_level_leads_through_authentication_and_on(graph: Graph) -> None:
    assert kinds(graph, "", "main", "authenticate") == [("secret", ("proof", "yes_it_is"), None)]
    assert kinds(graph, "", "main", "denied") == [("secret", ("", "bye"), None)]
    assert kinds(graph, "proof", "yes_it_is", "return") == [("granted", ("", "secret"), None)]


def test_a_sub_dialogs_way_out_may_lead_to_the_root(graph: Graph) -> None:
    assert {target for _, target, _ in kinds(graph, "quiz", "ask", "remedy")} == {("", "bye")}


def test_successors_are_nodes_each_once(graph: Graph) -> None:
    assert graph.successors(("", "main")) == (("", "secret"), ("", "ask"), ("", "bye"), ("proof", "yes_it_is"))
    assert graph.successors(("", "nowhere")) == ()


def test_everything_here_is_reachable(graph: Graph) -> None:
    assert graph.reachable == frozenset(graph.nodes)


def test_depth_is_no_matter(tmp_path: Path) -> None:
    size = 3000
    chain = "".join(f"n{number}: {{prompt: Дальше., goto: n{number + 1}}}\n" for number in range(size))
    nodes = chain.replace("n0:", "main:") + f"n{size}: {{hangup: true}}\nbye: {{hangup: true}}\n"
    loaded = written(tmp_path, nodes)
    assert loaded.draft is not None
    assert len(Graph(loaded.draft).reachable) == size + 1
