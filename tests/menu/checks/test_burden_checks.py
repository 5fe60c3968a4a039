"""Warnings of what callers must bear: family B."""

from pathlib import Path

from tests.menu.checks.written import HEAD, at, codes, only, service, written

LONG = "Уважаемые абоненты, обратите внимание на изменения в порядке обслуживания. " * 6


def menu(count: int, label: str = "пункт") -> str:
    names = "абвгдежз"
    lines = "".join(f"    c{n}: {{key: {n}, label: {label} {names[n]}, goto: bye}}\n" for n in range(1, count + 1))
    return f"main:\n  menu:\n{lines}bye: {{hangup: true}}\n"


def test_more_choices_than_callers_remember(tmp_path: Path) -> None:
    loaded = written(tmp_path, menu(6))
    assert at(only(loaded, "B001")).startswith("main")
    assert service(loaded).name == "clinic"
    assert codes(written(tmp_path, menu(5))) == []


def test_hidden_choices_burden_nobody(tmp_path: Path) -> None:
    assert codes(written(tmp_path, menu(6).replace("пункт б", "пункт б, hidden: true"))) == []


def test_choices_that_never_stand_together_burden_nobody(tmp_path: Path) -> None:
    def parted(third: str) -> str:
        return menu(6).replace("пункт б", "пункт б, when: caller == '1'").replace("пункт в", f"пункт в, when: {third}")

    assert codes(written(tmp_path, parted("caller == '2' and level > 0"))) == []
    assert codes(written(tmp_path, parted("caller == '1'"))) == ["B001"]
    assert codes(written(tmp_path, parted("caller == '2' or level > 0"))) == ["B001"]
    assert codes(written(tmp_path, parted("called == '2'"))) == ["B001"]


def test_a_last_key_that_is_heard_late(tmp_path: Path) -> None:
    label = "очень подробный рассказ обо всём, что случилось с вашим счётом за последние несколько месяцев"
    assert "main" in only(written(tmp_path, menu(5, label)), "B002").message


def test_a_long_prompt(tmp_path: Path) -> None:
    loaded = written(tmp_path, f"main: {{prompt: '{LONG}', goto: bye}}\nbye: {{hangup: true}}")
    assert "`prompt` of `main`" in only(loaded, "B004").message


def test_a_function_that_is_many_keys_away(tmp_path: Path) -> None:
    head = HEAD + "limits: {depth: 1}\n"
    nodes = """
    main: {menu: {more: {key: 1, label: ещё}}}
    more: {menu: {tell: {key: 2, label: сказать}}}
    tell: {prompt: Вот., goto: bye}
    bye: {hangup: true}
    """
    fault = only(written(tmp_path, nodes, head=head), "B003")
    assert fault.message == "`more.tell` takes 2 keys: 1 2"
    assert codes(written(tmp_path, nodes)) == []
