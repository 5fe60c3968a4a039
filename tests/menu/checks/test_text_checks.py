"""Faults of texts and variables: family T, and lists that are none."""

from pathlib import Path

import pytest

from tests.menu.checks.written import HEAD, at, codes, only, written

TWO = HEAD.replace("[ru]", "[ru, en]")


def test_a_prompt_that_lacks_a_language(tmp_path: Path) -> None:
    fault = only(
        written(tmp_path, "main: {prompt: {ru: Здравствуйте}, goto: bye}\nbye: {hangup: true}", head=TWO), "T001"
    )
    assert "`en`" in fault.message
    fine = "main: {prompt: {ru: Здравствуйте, en: Hello}, goto: bye}\nbye: {hangup: true}"
    assert codes(written(tmp_path, fine, head=TWO)) == []


def test_what_is_written_lacks_a_language(tmp_path: Path) -> None:
    nodes = "main: {prompt: {ru: Да, en: Yes, written: {ru: да}}, goto: bye}\nbye: {hangup: true}"
    fault = only(written(tmp_path, nodes, head=TWO), "T001")
    assert "what is written" in fault.message
    assert "`en`" in fault.message


def test_what_is_written_of_a_label_lacks_a_language(tmp_path: Path) -> None:
    nodes = "main: {menu: {bye: {key: 1, label: {ru: хватит, en: enough, written: {ru: всё}}}}}\nbye: {hangup: true}"
    assert "what is written for" in only(written(tmp_path, nodes, head=TWO), "T001").message


def test_a_variable_of_what_is_written_is_looked_for(tmp_path: Path) -> None:
    nodes = 'main: {prompt: {ru: Да, written: "{{ nobody }}"}, goto: bye}\nbye: {hangup: true}'
    assert "nobody" in only(written(tmp_path, nodes), "T002").message


def test_a_label_that_lacks_a_language(tmp_path: Path) -> None:
    nodes = "main: {menu: {bye: {key: 1, label: {ru: хватит}}}}\nbye: {hangup: true}"
    assert "menu.bye.label" in only(written(tmp_path, nodes, head=TWO), "T001").message


def test_a_universal_that_cannot_be_said_in_a_language(tmp_path: Path) -> None:
    head = TWO + 'universals: {stop: {key: "0", say: {ru: [хватит]}, goto: bye}}\n'
    nodes = "main: {menu: {bye: {key: 1, label: {ru: пока, en: bye}}}}\nbye: {hangup: true}"
    assert "`stop`" in only(written(tmp_path, nodes, head=head), "T001").message


def test_an_unknown_variable(tmp_path: Path) -> None:
    nodes = """
    main: {action: balance.get, into: money, got: tell, failed: bye}
    tell: {prompt: "{{ %s | money }}", goto: bye}
    bye: {hangup: true}
    """
    fault = only(written(tmp_path, nodes % "mony"), "T002")
    assert fault.hint == "did you mean `money`?"
    assert at(fault).startswith('"{{ mony')
    assert codes(written(tmp_path, nodes % "money")) == []


def test_a_variable_that_one_way_leaves_unset(tmp_path: Path) -> None:
    nodes = """
    main: {menu: {get: {key: 1, label: узнать}, tell: {key: 2, label: сказать}}}
    get: {action: balance.get, into: money, got: tell, failed: bye}
    tell: {prompt: "{{ money | money }}", goto: bye}
    bye: {hangup: true}
    """
    fault = only(written(tmp_path, nodes), "T002")
    assert "may not be set" in fault.message
    assert fault.hint.endswith("main → tell")
    careful = nodes.replace("{{ money | money }}", "{{ money | default(0) }}")
    assert codes(written(tmp_path, careful)) == []
    assert codes(written(tmp_path, nodes.replace("сказать}", "сказать, set: {money: 5}}"))) == []


def test_the_calls_own_variables_are_always_there(tmp_path: Path) -> None:
    nodes = (
        'main: {prompt: "{{ caller | phone }} {{ called }} {{ language }} {{ level }}", goto: bye}\nbye: {hangup: true}'
    )
    assert codes(written(tmp_path, nodes)) == []


def test_a_route_may_use_what_its_outcome_brings(tmp_path: Path) -> None:
    nodes = """
    main:
      action: tariff.get
      got: {prompt: "{{ result.name }}", goto: bye}
      unknown: bye
      failed: bye
    bye: {hangup: true}
    """
    assert codes(written(tmp_path, nodes)) == []
    wrong = only(written(tmp_path, nodes.replace("result.name", "result.nam")), "T008")
    assert wrong.hint == "did you mean `name`?"


def test_an_outcome_without_a_value_has_no_fields(tmp_path: Path) -> None:
    nodes = """
    main: {action: tariff.get, got: bye, unknown: {prompt: "{{ result.name }}", goto: bye}, failed: bye}
    bye: {hangup: true}
    """
    assert "`result` has no field `name`" in only(written(tmp_path, nodes), "T008").message


def test_a_lists_label_sees_the_items_fields(tmp_path: Path) -> None:
    nodes = """
    main:
      list: {from: tariff.list, each: "{{ name }} {{ tariff.price | money }}", as: tariff, empty: bye}
      goto: tell
      none: bye
      failed: bye
    tell: {prompt: "{{ tariff.%s }}", goto: bye}
    bye: {hangup: true}
    """
    assert codes(written(tmp_path, nodes % "name")) == []
    assert codes(written(tmp_path, nodes % "names")) == ["T008"]
    assert codes(written(tmp_path, nodes.replace("{{ name }}", "{{ title }}") % "name")) == ["T002"]


def test_a_list_from_what_is_no_list(tmp_path: Path) -> None:
    nodes = (
        'main: {list: {from: balance.get, each: "{{ item }}", empty: bye}, goto: bye, failed: bye}\nbye: {hangup: true}'
    )
    assert "A006" in codes(written(tmp_path, nodes))


def test_a_list_of_a_variable_that_is_no_list(tmp_path: Path) -> None:
    nodes = """
    main: {action: %s, into: found, got: pick, unknown: bye, failed: bye}
    pick: {list: {items: found, each: "{{ item }}", empty: bye}, goto: bye}
    bye: {hangup: true}
    """
    assert "A006" in codes(written(tmp_path, nodes % "tariff.get"))


SECRET = """
main: {collect: secret, prompt: Пароль., length: 4, into: pin, goto: %s}
check: {action: password.check, with: {password: "{{ pin }}"}, right: bye, wrong: bye, failed: bye}
say: {prompt: "{{ pin }}", goto: check}
bye: {hangup: true}
"""


def test_a_secret_is_given_to_actions_only(tmp_path: Path) -> None:
    assert "T006" not in codes(written(tmp_path, SECRET % "check"))
    assert at(only(written(tmp_path, SECRET % "say"), "T006")).startswith('"{{ pin')


@pytest.mark.parametrize(
    "node",
    [
        'say: {prompt: Так., set: {copy: "{{ pin }}"}, goto: check}',
        'say: {call: quiz, with: {word: "{{ pin }}"}, ready: check}',
    ],
)
def test_a_secret_is_neither_kept_nor_handed_on(tmp_path: Path, node: str) -> None:
    nodes = (SECRET % "say").replace('say: {prompt: "{{ pin }}", goto: check}', node)
    sub = "dialog: quiz\nparameters: [word]\nnodes:\n  done: {return: ready}\n"
    assert "T006" in codes(written(tmp_path, nodes, files={"quiz.yaml": sub}))


def test_a_secret_is_forgotten_once_an_action_has_it(tmp_path: Path) -> None:
    nodes = (SECRET % "check").replace("wrong: bye", "wrong: again").replace("say:", "again:")
    again = nodes.replace('{prompt: "{{ pin }}", goto: check}', "{prompt: Ещё раз., goto: check}")
    assert "`pin` may not be set" in only(written(tmp_path, again), "T002").message


def test_a_sub_dialog_has_its_parameters_and_returns_values(tmp_path: Path) -> None:
    sub = """
    dialog: quiz
    parameters: [word]
    nodes:
      ask: {prompt: "{{ word }}", goto: done}
      done: {return: ready, with: {answer: "{{ word }}"}}
    """
    nodes = """
    main: {call: quiz, with: {word: да}, ready: tell}
    tell: {prompt: "{{ result.%s }}", goto: bye}
    bye: {hangup: true}
    """
    assert codes(written(tmp_path, nodes % "answer", files={"quiz.yaml": sub})) == []
    assert codes(written(tmp_path, nodes % "answr", files={"quiz.yaml": sub})) == ["T008"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{{ result.name | money }}", ["T009"]),
        ("{{ result.price | date }}", ["T009"]),
        ("{{ result.price | money }}", []),
        ("{{ result.name }} {{ result.price | money }}", []),
        ("{{ result.name | phone }} {{ now | date }}", []),
        ("{{ result }}", []),
        ("{{ result.name | money | default('') }}", ["T009"]),
    ],
)
def test_a_format_fits_its_value(tmp_path: Path, text: str, found: list[str]) -> None:
    nodes = """
    main: {action: tariff.get, got: tell, unknown: bye, failed: bye}
    tell: {prompt: "%s", goto: bye}
    bye: {hangup: true}
    """
    assert codes(written(tmp_path, nodes % text)) == found


@pytest.mark.parametrize(
    ("condition", "hint"),
    [
        ("result < 0", "name one of its fields: `result.code`, `result.name`, `result.price`"),
        ("result.name > 5", "`| int` makes a number of a text"),
        ("result.price + result.name > 5", "`| int` makes a number of a text"),
        ("result.price < 0", None),
        ("result.name | int > 5", None),
        ("result", None),
        ("result.name == 5", None),
        ("result.price < 0 or result.name > 'a'", None),
        ("result is none or result.price < 0", None),
    ],
)
def test_a_condition_fits_what_it_compares(tmp_path: Path, condition: str, hint: str | None) -> None:
    nodes = """
    main: {action: tariff.get, got: weigh, unknown: bye, failed: bye}
    weigh: {branch: [{when: "%s", goto: bye}, {else: bye}]}
    bye: {hangup: true}
    """
    faults = written(tmp_path, nodes % condition).faults
    assert [fault.code for fault in faults] == ([] if hint is None else ["T010"])
    if hint is not None:
        assert hint in faults[0].hint
        assert f"`{condition}` cannot be worked out: `result" in faults[0].message


def test_a_value_that_a_way_sets_can_be_worked_out(tmp_path: Path) -> None:
    nodes = """
    main: {action: tariff.get, got: {goto: bye, set: {twice: "{{ %s }}"}}, unknown: bye, failed: bye}
    bye: {hangup: true}
    """
    assert codes(written(tmp_path, nodes % "result - 1")) == ["T010"]
    assert codes(written(tmp_path, nodes % "result.price - 1")) == []
