"""Faults of where nodes lead: family G."""

from pathlib import Path

from tests.menu.checks.written import HEAD, at, codes, only, service, written

FINE = """
main:
  menu:
    news: {key: 1, label: новости, goto: news}
  no_input: {tries: 2}
news: {prompt: Новостей нет., goto: main}
bye: {hangup: До свидания.}
"""

SUB = """
dialog: quiz
nodes:
  ask: {confirm: Готовы?, yes: done, no: done, then: done}
  done: {return: ready}
"""


def test_a_whole_service_has_no_fault(tmp_path: Path) -> None:
    assert codes(written(tmp_path, FINE)) == []


def test_an_unknown_target_is_told_where_it_stands(tmp_path: Path) -> None:
    fault = only(written(tmp_path, FINE.replace("goto: news}", "goto: nevs}")), "G001")
    assert at(fault).startswith("goto: nevs")
    assert fault.hint == "did you mean `news`?"


def test_a_default_way_out_is_told_once(tmp_path: Path) -> None:
    nodes = FINE + "more: {menu: {main: {key: 1, label: сначала}}}\n"
    loaded = written(tmp_path, nodes.replace("goto: main}", "goto: more}"), head=HEAD.replace("bye", "by"))
    assert at(only(loaded, "G001")).startswith("by}")


def test_an_unknown_sub_dialog(tmp_path: Path) -> None:
    loaded = written(tmp_path, "main: {call: quis, ready: bye}\nbye: {hangup: true}", files={"quiz.yaml": SUB})
    assert only(loaded, "G002").hint == "did you mean `quiz`?"


def test_a_node_nobody_comes_to(tmp_path: Path) -> None:
    fault = only(written(tmp_path, FINE + "lost: {prompt: Тут никого., goto: main}\n"), "G003")
    assert at(fault).startswith("lost")


def test_a_sub_dialog_nobody_calls_is_told_as_one(tmp_path: Path) -> None:
    fault = only(written(tmp_path, FINE, files={"quiz.yaml": SUB}), "G003")
    assert fault.at.file.endswith("quiz.yaml")
    assert "quiz" in fault.message


def test_a_return_leads_only_to_ways_of_calls_that_are_come_to(tmp_path: Path) -> None:
    nodes = """
    main: {call: quiz, ready: bye}
    other: {call: quiz, ready: hidden}
    hidden: {prompt: Тайна., goto: bye}
    bye: {hangup: true}
    """
    loaded = written(tmp_path, nodes, files={"quiz.yaml": SUB})
    assert [at(fault).split(":")[0] for fault in loaded.faults] == ["other", "hidden"]


def test_no_way_to_the_end_is_told_once_for_a_region(tmp_path: Path) -> None:
    nodes = """
    main: {menu: {news: {key: 1, label: новости}}}
    news: {prompt: Новостей нет., goto: main}
    """
    fault = only(written(tmp_path, nodes, head=HEAD.replace("bye", "news")), "G004")
    assert at(fault).startswith("main")
    assert "news" in fault.hint


def test_a_universal_is_a_way_to_the_end(tmp_path: Path) -> None:
    nodes = """
    main: {menu: {news: {key: 1, label: новости}}}
    news: {prompt: Новостей нет., goto: main}
    bye: {hangup: true}
    """
    head = HEAD.replace("bye", "news") + 'universals: {bye: {key: "0", goto: bye}}\n'
    assert "G004" not in codes(written(tmp_path, nodes, head=head))
    deaf = nodes.replace("новости}}", "новости}}, without: [bye]")
    assert "G004" in codes(written(tmp_path, deaf, head=head))


def test_a_silent_caller_is_not_led_in_circles(tmp_path: Path) -> None:
    nodes = """
    main: {menu: {bye: {key: 1, label: хватит}}, no_input: {then: other}}
    other: {prompt: Ещё раз., goto: again}
    again: {confirm: Хватит?, yes: bye, no: main, then: main}
    bye: {hangup: true}
    """
    fault = only(written(tmp_path, nodes), "G005")
    assert at(fault).startswith("main")
    assert "main → other → again → main" in fault.hint
    assert codes(written(tmp_path, nodes.replace("then: main", "then: bye"))) == []


def test_a_caller_who_fails_otherwise_is_not_led_in_circles(tmp_path: Path) -> None:
    nodes = "main: {menu: {bye: {key: 1, label: хватит}}, no_match: {then: main}}\nbye: {hangup: true}"
    assert "no_match" in only(written(tmp_path, nodes), "G005").message


def test_a_silent_caller_is_followed_through_a_sub_dialog(tmp_path: Path) -> None:
    nodes = "main: {call: quiz, ready: main}\nbye: {hangup: true}"
    sub = SUB.replace("ask:", "say: {prompt: Вопрос., goto: ask}\n  ask:")
    fault = only(written(tmp_path, nodes + "\n", files={"quiz.yaml": sub}), "G005")
    assert at(fault).startswith("main")


def test_a_transfer_ends_the_error_loop(tmp_path: Path) -> None:
    nodes = """
    main: {menu: {desk: {key: 1, label: оператор}}, then: desk}
    desk: {transfer: "0500", busy: main}
    bye: {hangup: true}
    """
    assert "G005" not in codes(written(tmp_path, nodes))


def test_a_circle_without_a_question(tmp_path: Path) -> None:
    nodes = """
    main: {prompt: Подождите., goto: ask}
    ask: {action: ping, done: bye, failed: main}
    bye: {hangup: true}
    """
    fault = only(written(tmp_path, nodes), "G006")
    assert "main → ask → main" in fault.hint
    assert codes(written(tmp_path, nodes.replace("failed: main", "failed: bye"))) == []


def test_a_circle_without_a_question_is_one_fault(tmp_path: Path) -> None:
    """That it has no way to an end as well is the same slip."""
    nodes = "main: {prompt: Раз., goto: other}\nother: {prompt: Два., goto: main}\nbye: {hangup: true}"
    assert codes(written(tmp_path, nodes)).count("G006") == 1
    assert "G004" not in codes(written(tmp_path, nodes))


def test_a_circle_through_a_sub_dialog_that_asks_nothing(tmp_path: Path) -> None:
    silent = "dialog: quiz\nnodes:\n  done: {return: ready}\n"
    loaded = written(tmp_path, "main: {call: quiz, ready: main}\nbye: {hangup: true}", files={"quiz.yaml": silent})
    assert at(only(loaded, "G006")).startswith("main")


def test_an_outcome_without_a_way(tmp_path: Path) -> None:
    nodes = "main: {action: tariff.get, got: bye, failed: bye}\nbye: {hangup: true}"
    fault = only(written(tmp_path, nodes), "G007")
    assert "`unknown`" in fault.message
    assert fault.hint == "add `unknown: …`"
    assert codes(written(tmp_path, nodes.replace("got:", "unknown: bye, got:"))) == []


def test_a_sub_dialogs_outcome_without_a_way(tmp_path: Path) -> None:
    sub = SUB + "  never: {return: spoilt}\n"
    loaded = written(tmp_path, "main: {call: quiz, ready: bye}\nbye: {hangup: true}", files={"quiz.yaml": sub})
    assert "`spoilt`" in only(loaded, "G007").message


def test_a_return_in_the_root(tmp_path: Path) -> None:
    assert at(only(written(tmp_path, FINE.replace("{hangup: До свидания.}", "{return: done}")), "G009")).startswith(
        "bye"
    )


def test_a_number_that_leads_nowhere(tmp_path: Path) -> None:
    fault = only(written(tmp_path, FINE, head=HEAD.replace("main", "mian")), "G010")
    assert "0505" in fault.message
    assert fault.hint == "did you mean `main`?"
    assert at(fault).startswith("mian")


def test_an_outcome_that_never_happens(tmp_path: Path) -> None:
    nodes = "main: {action: ping, done: bye, failed: bye, zzz: bye}\nbye: {hangup: true}"
    fault = only(written(tmp_path, nodes), "G008")
    assert fault.hint == "its outcomes are `done`, `failed`, `late`"


def test_a_way_out_of_a_sub_dialog_may_be_what_was_meant(tmp_path: Path) -> None:
    sub = SUB.replace("{return: ready}", "{prompt: Готово., goto: operatr}")
    nodes = "main: {call: quiz}\noperator: {transfer: '0500', busy: bye}\nbye: {hangup: true}"
    fault = only(written(tmp_path, nodes, files={"quiz.yaml": sub}), "G001")
    assert fault.hint == "did you mean `operator`?"


def test_a_mistyped_name_is_told_once(tmp_path: Path) -> None:
    nodes = """
    main: {prompt: Здравствуйте., goto: balanse}
    balance: {prompt: На счёте десять рублей., goto: after}
    after: {call: quis, ready: bye}
    bye: {hangup: true}
    """
    loaded = written(tmp_path, nodes, files={"quiz.yaml": SUB})
    assert codes(loaded) == ["G001", "G002"]
    loaded = written(tmp_path, nodes.replace("balanse", "balance"), head=HEAD.replace("main", "xyz"))
    assert codes(loaded) == ["G010", "G002"]
    loaded = written(tmp_path, nodes.replace("balanse", "xyz"), files={"quiz.yaml": SUB})
    assert codes(loaded) == ["G001", "G003", "G002", "G003"]


def test_sub_dialogs_in_a_circle(tmp_path: Path) -> None:
    files = {
        "one.yaml": "dialog: one\nnodes:\n  go: {call: two, ready: done}\n  done: {return: ready}\n",
        "two.yaml": "dialog: two\nnodes:\n  go: {call: one, ready: done}\n  done: {return: ready}\n",
    }
    loaded = written(tmp_path, "main: {call: one, ready: bye}\nbye: {hangup: true}", files=files)
    assert "one:go → two:go" in only(loaded, "G011").hint


def test_what_could_not_be_read_brings_no_further_faults(tmp_path: Path) -> None:
    nodes = FINE.replace("news: {prompt: Новостей нет., goto: main}", "news: {promt: Новостей нет., goto: 12}")
    loaded = written(tmp_path, nodes + "after: {prompt: Дальше., goto: main}\n")
    assert loaded.service is None
    assert [code for code in codes(loaded) if code[0] in "GT"] == []


def test_a_sub_dialog_may_lead_out_to_the_root(tmp_path: Path) -> None:
    sub = SUB.replace("then: done", "then: bye")
    loaded = written(tmp_path, "main: {call: quiz, ready: bye}\nbye: {hangup: true}", files={"quiz.yaml": sub})
    assert service(loaded).name == "clinic"


def test_whom_authentication_refuses_goes_back_to_the_question(tmp_path: Path) -> None:
    proof = """
    dialog: proof
    parameters: [level]
    nodes:
      pick: {branch: [{when: level > 1, goto: proved}, {else: refused}]}
      refused: {return: refused}
      proved: {return: granted}
    """
    nodes = "main: {menu: {bye: {key: 1, label: хватит, needs: view}}}\nbye: {hangup: true}"
    head = HEAD + "access: {levels: [view], authenticate: proof}\n"
    assert codes(written(tmp_path, nodes, head=head, files={"proof.yaml": proof})) == []
    head = HEAD + "access: {levels: [view], authenticate: proof, denied: bye}\n"
    assert codes(written(tmp_path, nodes, head=head, files={"proof.yaml": proof})) == []
