"""The pytest plugin: fixtures, scripts as tests, coverage in the summary, and no cost for those who do not use it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import ivr
from tests.testing.conftest import PROOF, SERVICE

ACTIONS = """
from ivr.actions import Outcome, action

@action("owes.get", outcomes={"owes": int, "nothing": None})
def owes(context):
    return Outcome("nothing")

@action("visits.book", outcomes={"booked": None, "taken": None}, changes=True)
def book(context):
    return Outcome("booked")

def open_account(url=None):
    raise LookupError

@action("pin.check", outcomes={"granted": None, "wrong": None}, grants={"granted": 1})
def check(context, pin):
    return Outcome("granted", level=1)
"""
FAILING = "calls:\n  good: {steps: [hear: Здравствуйте]}\n  bad:\n    steps:\n      - hear: Прощайте\n"


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    """A project of an integrator, with a menu in a folder of its own."""
    menu = pytester.mkdir("menu")
    service = SERVICE.replace("tests.testing.clinic", "plugin_clinic").lstrip()
    (menu / "service.yaml").write_text(service, encoding="utf-8")
    (menu / "proof.yaml").write_text(PROOF.lstrip(), encoding="utf-8")
    (menu / "plugin_clinic.py").write_text(ACTIONS, encoding="utf-8")
    return pytester


def test_a_test_calls_the_configured_service(project: pytest.Pytester) -> None:
    project.makeini("[pytest]\nivr_service = menu\n")
    project.makepyfile(
        """
        def test_good(caller, service):
            assert service.name == "clinic"
            caller.dial("0505").hears("Здравствуйте").press("1").hears("Вы ничего не должны")

        def test_bad(caller):
            caller.dial("0505").press("1").hears("Вы должны")
        """
    )
    result = project.runpytest_inprocess("-p", "no:cacheprovider")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*expected to hear «Вы должны», heard «Вы ничего не должны*", "*> presses 1*"])


def test_a_marker_names_the_service_and_prepares_the_call(project: pytest.Pytester) -> None:
    project.makepyfile(
        """
        import pytest

        pytestmark = pytest.mark.ivr(service="menu/service.yaml", simulate={"owes.get": "failed"})

        @pytest.mark.ivr(simulate={"visits.book": "taken"})
        def test_nearest_wins(caller):
            caller.dial().press("2").hears("Вы уже записаны").press("1").hears("Вы ничего не должны")

        def test_module(caller):
            caller.dial().press("1").hears("Счёт узнать не удалось")

        @pytest.mark.ivr(account={"balanse": 5})
        def test_account(caller):
            caller.dial()

        @pytest.mark.ivr(servise="x")
        def test_misspelt(caller):
            pass
        """
    )
    result = project.runpytest_inprocess("--strict-markers", "-p", "no:cacheprovider")
    result.assert_outcomes(passed=2, failed=1, errors=1)
    result.stdout.fnmatch_lines(["*the marker ivr does not take servise*"])


def test_an_account_of_the_integrators_own_is_opened_for_each_call(project: pytest.Pytester) -> None:
    project.makeini("[pytest]\nivr_service = menu\n")
    project.makeconftest(
        """
        import pytest

        class Account:
            def __init__(self, subscribers, now):
                [facts] = subscribers.values()
                self.facts = {"owes": 0, **facts}
                self.system = None
            def show(self, number, now):
                return self.facts
            def messages(self, number):
                return ["Спасибо"]
            def close(self):
                pass

        @pytest.fixture
        def ivr_account():
            return Account
        """
    )
    project.makepyfile(
        """
        def test_account(caller):
            caller.account(owes=5).dial().account_shows(owes=5).gets_sms("спасибо")
        """
    )
    project.runpytest_inprocess("-p", "no:cacheprovider").assert_outcomes(passed=1)


def test_an_account_is_opened_for_scripts_too(project: pytest.Pytester) -> None:
    project.makeini("[pytest]\nivr_scripts = true\nivr_account = own_account:Account\npythonpath = .\n")
    project.makepyfile(
        own_account="""
        class Account:
            def __init__(self, subscribers, now):
                [self.facts], self.system = subscribers.values(), None
            def show(self, number, now):
                return self.facts
            def messages(self, number):
                return []
            def close(self):
                pass
        """
    )
    script = "account: {owes: 5}\nsteps: [expect: {account: {owes: 5}}]\n"
    (project.path / "menu" / "hello.call.yaml").write_text(script, encoding="utf-8")
    project.runpytest_inprocess("-p", "no:cacheprovider").assert_outcomes(passed=1)
    project.makeini("[pytest]\nivr_scripts = true\nivr_account = nowhere\n")
    result = project.runpytest_inprocess("-p", "no:cacheprovider")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*'nowhere' opens no accounts*"])


def test_without_a_service_the_message_says_what_to_do(project: pytest.Pytester) -> None:
    project.makepyfile("def test_it(caller): pass")
    result = project.runpytest_inprocess("-p", "no:cacheprovider")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*no service to call: set `ivr_service`*"])


def test_a_service_with_faults_shows_them(project: pytest.Pytester) -> None:
    (project.path / "menu" / "service.yaml").write_text("servise: x\n", encoding="utf-8")
    project.makepyfile("def test_it(service): pass")
    result = project.runpytest_inprocess("--ivr-service", "menu/service.yaml", "-p", "no:cacheprovider")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*the service has faults*", "*service.yaml:1:1 *"])


def test_a_fault_of_the_service_in_the_call_fails_the_test(project: pytest.Pytester) -> None:
    project.makeini("[pytest]\nivr_service = menu\n")
    project.makepyfile(
        """
        def test_it(caller):
            caller.simulates("owes.get", "owes", value={"no": "money"}).dial().press("1")
        """
    )
    result = project.runpytest_inprocess("-p", "no:cacheprovider")
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*the service has a fault: owes*"])


def test_scripts_are_tests_where_that_is_wanted(project: pytest.Pytester) -> None:
    (project.path / "menu" / "hello.call.yaml").write_text(FAILING, encoding="utf-8")
    project.runpytest_inprocess("-p", "no:cacheprovider").assert_outcomes()
    result = project.runpytest_inprocess("--ivr-scripts", "-v", "-p", "no:cacheprovider")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        ["*hello.call.yaml::good PASSED*", "*hello.call.yaml:5: expected to hear «Прощайте», heard «Здравствуйте!*"]
    )
    result.stdout.no_fnmatch_line("*Traceback*")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("steps: [hears: x]\n", "*hello.call.yaml:1:9 S002 unknown step*"),
        ("steps: [expect: {node: mian}]\n", "*S006 the service has no node `mian`*"),
        ("service: nowhere\nsteps: [hang up]\n", "*S007 there is no service at `nowhere`*"),
    ],
)
def test_a_wrong_script_says_where(project: pytest.Pytester, text: str, message: str) -> None:
    (project.path / "menu" / "hello.call.yaml").write_text(text, encoding="utf-8")
    project.makeini("[pytest]\nivr_scripts = true\n")
    result = project.runpytest_inprocess("-p", "no:cacheprovider")
    assert result.ret != 0
    result.stdout.fnmatch_lines([message])


@pytest.mark.parametrize("processes", [(), ("-n", "2")])
def test_the_summary_tells_the_coverage(
    project: pytest.Pytester, processes: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(ivr.__file__).parents[1]))  # wherever the package is tested from
    project.makeini("[pytest]\nivr_service = menu\nivr_scripts = true\n")
    (project.path / "menu" / "hello.call.yaml").write_text("steps: [hear: Здравствуйте]\n", encoding="utf-8")
    project.makepyfile('def test_it(caller): caller.dial().press("1").hears("Вы ничего")')
    result = project.runpytest_subprocess("--ivr-coverage", "-p", "no:cacheprovider", *processes)
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(
        ["menu coverage of clinic: *", "*nodes 3/12, choices 1/4*", "*service.yaml:*: node operator*"]
    )


def test_pytest_runs_without_the_plugin(project: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(ivr.__file__).parents[1]))
    project.makepyfile("def test_it(): pass")
    project.runpytest_subprocess("-p", "no:ivr", "-p", "no:cacheprovider").assert_outcomes(passed=1)


def test_the_engine_is_not_imported_until_it_is_used() -> None:
    code = "import sys, ivr.testing.plugin; print([m for m in sys.modules if m.startswith('ivr')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['ivr', 'ivr.testing', 'ivr.testing.plugin']"
