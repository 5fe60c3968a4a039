from pathlib import Path

import pytest

from ivr.menu.dialling import CodeError, resolve
from ivr.menu.duration import heard, of_text
from ivr.menu.model import MenuNode, Service
from ivr.menu.paths import KEY, functions, straight
from ivr.menu.template import template
from tests.menu.checks.written import HEAD, service, written

HEADED = HEAD.replace('"0505": main', '"0505": welcome, "0501": balance') + (
    'universals: {main: {key: "9", goto: main}, back: {key: "*"}}\n'
)

NODES = """
welcome: {prompt: Здравствуйте!, goto: main}
main:
  menu:
    balance: {key: 1, label: баланс}
    tariffs: {key: 3, label: тарифы}
    call: {label: просто позвонить, goto: bye}
balance:
  action: balance.get
  got: {prompt: "{{ result | money }}", goto: main}
  failed: bye
tariffs:
  menu:
    mine: {key: 1, label: мой тариф, goto: tell}
    change: {key: 2, label: сменить тариф}
    archive: {key: 37, label: архив, goto: code}
tell: {prompt: Ваш тариф., goto: main}
change:
  list: {from: tariff.list, each: "{{ name }}", as: tariff, empty: main}
  none: main
  failed: bye
  goto: sure
sure: {confirm: "Сменить на {{ tariff.name }}?", yes: take, no: main}
take: {prompt: Меняю., goto: main}
code: {collect: digits, prompt: Код., length: 3, into: code, goto: tell}
bye: {hangup: До свидания.}
"""


@pytest.fixture
def clinic(tmp_path: Path) -> Service:
    return service(written(tmp_path, NODES, head=HEADED))


def test_each_function_has_its_shortest_keys(clinic: Service) -> None:
    assert {function.name: " ".join(function.keys) for function in functions(clinic)} == {
        "balance": "1",
        "call": "«просто позвонить»",
        "tariffs.mine": "3 1",
        "tariffs.change": "3 2 <tariff> 1",
        "tariffs.archive": "3 37 <code>",
    }


def test_a_choice_that_leads_to_a_menu_is_no_function(clinic: Service) -> None:
    assert "tariffs" not in [function.name for function in functions(clinic)]


def test_the_estimate_counts_what_is_heard_on_the_way(clinic: Service) -> None:
    main = clinic.root.nodes["main"]
    assert isinstance(main, MenuNode)
    balance = next(function for function in functions(clinic) if function.name == "balance")
    line = {choice.name: seconds for choice, seconds in heard(main, "ru")}["balance"]
    welcome = of_text(template("Здравствуйте!", "ru"))
    assert balance.seconds == pytest.approx(welcome + line + KEY, abs=0.06)
    assert balance.number == "0505"
    mine = next(function for function in functions(clinic) if function.name == "tariffs.mine")
    assert mine.seconds > balance.seconds


def test_what_is_reached_past_all_menus(tmp_path: Path) -> None:
    nodes = NODES + "hours: {prompt: Мы работаем до шести., goto: bye}\n"
    universals = '{main: {key: "9", goto: main}, desk: {key: "0", goto: code}, back: {key: "*"}}'
    head = HEADED.replace('"0501": balance', '"0501": balance, "0502": hours')
    head = head[: head.index("universals:")] + f"universals: {universals}\n"
    found = straight(service(written(tmp_path, nodes, head=head)))
    assert [(one.name, one.number, " ".join(one.keys)) for one in found] == [
        ("hours", "0502", ""),
        ("desk", "0505", "0 <code>"),
    ], "0501 tells the balance and then asks; 9 leads to a menu"
    assert found[0].seconds == 0


def test_without_estimates_the_keys_are_the_same(clinic: Service) -> None:
    assert [one.keys for one in functions(clinic, timed=False)] == [one.keys for one in functions(clinic)]


@pytest.mark.parametrize(
    ("code", "outcomes", "node"),
    [
        ("*105#", (), "welcome"),
        ("*105*1#", ("balance",), "balance"),
        ("*105*3*1#", ("tariffs", "mine"), "tell"),
        ("*105*31#", ("tariffs", "mine"), "tell"),
        ("*105*337*123#", ("tariffs", "archive", "entered"), "tell"),
        ("*105*3*2*4*1#", ("tariffs", "change", "chosen", "yes"), "take"),
        ("*105*1*3#", ("balance", "tariffs"), "tariffs"),
        ("*105*3*9*1#", ("tariffs", "main", "balance"), "balance"),
    ],
)
def test_a_code_is_keys_in_a_row(clinic: Service, code: str, outcomes: tuple[str, ...], node: str) -> None:
    found = resolve(clinic, code)
    assert found.outcomes == outcomes
    assert found.address == ("", node)


def test_a_code_starts_at_the_number_it_is_given(clinic: Service) -> None:
    assert resolve(clinic, "*105#", "0501").address == ("", "balance")


@pytest.mark.parametrize(
    ("code", "number", "message"),
    [
        ("*105*3*5#", None, "key 5 of `*105*3*5#` means nothing at `tariffs`; keys there are 9, 1, 2, 37"),
        ("*105*3*37*12#", None, "`12` of `*105*3*37*12#` does not fit `code`: it takes 3 to 3 digits"),
        ("105*1#", None, "is no code"),
        ("*105*1", None, "is no code"),
        ("*105**1#", None, "is no code"),
        ("*105*1#", "0999", "nothing answers number `0999`"),
    ],
)
def test_a_code_that_leads_nowhere_says_where_it_failed(
    clinic: Service, code: str, number: str | None, message: str
) -> None:
    with pytest.raises(CodeError) as error:
        resolve(clinic, code, number)
    assert message in str(error.value)


def test_a_code_that_goes_on_after_the_end(tmp_path: Path) -> None:
    short = service(written(tmp_path, "main: {menu: {bye: {key: 1, label: хватит}}}\nbye: {hangup: true}"))
    with pytest.raises(CodeError, match="after `bye`"):
        resolve(short, "*105*1*1#")
