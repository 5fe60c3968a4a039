"""Faults of actions and access: family A."""

from pathlib import Path

import pytest

from ivr.actions import ActionError, action
from tests.menu.checks.written import HEAD, at, codes, only, written

ACCESS = HEAD + "access: {levels: [view, manage], authenticate: proof}\n"

PROOF = """
dialog: proof
parameters: [level]
then: bye
nodes:
  ask: {collect: secret, prompt: Пароль., length: 4, into: pin, goto: check}
  check: {action: password.check, with: {password: "{{ pin }}"}, right: proved, wrong: refused, failed: refused}
  proved: {return: granted}
  refused: {return: denied}
"""

FILES = {"proof.yaml": PROOF}

TAKE = """
main: {menu: {take: {key: 1, label: взять%s}, bye: {key: 2, label: хватит}}}
take: {action: tariff.take, with: {code: а}, taken: bye, refused: bye, failed: bye%s}
bye: {hangup: true}
"""


def test_an_unknown_action(tmp_path: Path) -> None:
    fault = only(written(tmp_path, "main: {action: pin, done: bye, failed: bye}\nbye: {hangup: true}"), "A001")
    assert at(fault).startswith("pin")
    assert fault.hint == "did you mean `ping`?"


def test_arguments_are_those_that_are_declared(tmp_path: Path) -> None:
    nodes = "main: {action: password.check, %s right: bye, wrong: bye, failed: bye}\nbye: {hangup: true}"
    assert "needs `password`" in only(written(tmp_path, nodes % ""), "A003").message
    found = [fault.message for fault in written(tmp_path, nodes % "with: {pasword: 1},").faults if fault.code == "A003"]
    assert any("takes no `pasword`" in message for message in found)
    assert codes(written(tmp_path, nodes % "with: {password: 1},")) == []


def test_a_sub_dialogs_parameters(tmp_path: Path) -> None:
    sub = "dialog: quiz\nparameters: [word]\nnodes:\n  done: {return: ready}\n"
    nodes = "main: {call: quiz, ready: bye}\nbye: {hangup: true}"
    assert "needs `word`" in only(written(tmp_path, nodes, files={"quiz.yaml": sub}), "A003").message


def test_a_guarded_action_without_proof(tmp_path: Path) -> None:
    loaded = written(tmp_path, TAKE % ("", ", needs: view"), head=ACCESS, files=FILES)
    fault = only(loaded, "A004")
    assert at(fault).startswith("tariff.take")
    assert fault.hint.endswith("the way is 0505 1")


@pytest.mark.parametrize("where", [(", needs: manage", ""), ("", ", needs: manage")])
def test_a_choice_or_a_node_asks_for_the_level(tmp_path: Path, where: tuple[str, str]) -> None:
    assert codes(written(tmp_path, TAKE % where, head=ACCESS, files=FILES)) == []


def test_one_way_without_proof_is_enough(tmp_path: Path) -> None:
    head = ACCESS + 'universals: {quick: {key: "9", goto: take}}\n'
    fault = only(written(tmp_path, TAKE % (", needs: manage", ""), head=head, files=FILES), "A004")
    assert fault.hint.endswith("the way is 0505 9")


CALLED = """
main: {call: proof, with: {level: %s}, granted: take, denied: bye}
take: {action: tariff.take, with: {code: а}, taken: bye, refused: bye, failed: bye}
bye: {hangup: true}
"""


def test_authentication_that_the_author_calls_proves_its_level(tmp_path: Path) -> None:
    plain = {"proof.yaml": PROOF.replace("wrong: refused", "wrong: proved")}
    assert "A004" not in codes(written(tmp_path, CALLED % 2, head=ACCESS, files=plain))
    assert "A004" in codes(written(tmp_path, CALLED % 1, head=ACCESS, files=plain))


def test_an_action_that_grants_a_level_proves_it(tmp_path: Path) -> None:
    nodes = """
    main: {action: password.check, with: {password: а}, right: take, wrong: %s, failed: bye}
    take: {action: tariff.take, with: {code: а}, taken: bye, refused: bye, failed: bye}
    bye: {hangup: true}
    """
    assert "A004" not in codes(written(tmp_path, nodes % "bye", head=ACCESS, files=FILES))
    assert "A004" in codes(written(tmp_path, nodes % "take", head=ACCESS, files=FILES))


def test_a_condition_on_the_level_proves_it(tmp_path: Path) -> None:
    nodes = """
    main: {branch: [{when: "%s", goto: take}, {else: bye}]}
    take: {action: tariff.take, with: {code: а}, taken: bye, refused: bye, failed: bye}
    bye: {hangup: true}
    """
    assert "A004" not in codes(written(tmp_path, nodes % "level >= 2", head=ACCESS, files=FILES))
    assert "A004" in codes(written(tmp_path, nodes % "level >= 2 or true", head=ACCESS, files=FILES))


def test_a_level_that_nothing_proves(tmp_path: Path) -> None:
    head = HEAD + "access: {levels: [view, manage]}\n"
    assert "A005" in codes(written(tmp_path, TAKE % (", needs: manage", ""), head=head))


def test_an_action_grants_by_outcomes_it_has() -> None:
    with pytest.raises(ActionError, match="grants"):
        action("a.b", outcomes=["right"], grants={"wright": 1})
    with pytest.raises(ActionError, match="levels are 1 to 3"):
        action("a.b", outcomes=["right"], grants={"right": 4})
