"""The pytest plugin: call a service from a test, run call scripts as tests, and see what of the menu was never reached.

    def test_balance(caller):
        caller.account(balance=121.05).dial("0505").press("1 1").hears("сто двадцать один рубль пять копеек")

Options, or their names in pytest's configuration file:

- ``--ivr-service`` (``ivr_service``): the service that `caller` calls, from the root of the tests;
- ``--ivr-scripts`` (``ivr_scripts``): collect ``*.call.yaml`` as tests;
- ``--ivr-coverage`` (``ivr_coverage``): tell in the end what was never reached;
- ``ivr_account``: what opens the account of each call (`ivr.testing.OpenAccount`), as ``package.module:function``; a
  fixture of that name does it for `caller`.

The marker ``@pytest.mark.ivr(service=…, account={…}, simulate={…})`` says it for one test, class or module.

Every pytest run in an environment with this package imports this module, so it imports the engine only when used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from ivr.menu.model import Service
    from ivr.testing.account import OpenAccount
    from ivr.testing.caller import Caller
    from ivr.testing.script import Script
    from ivr.testing.subject import Subject

_SUFFIX = ".call.yaml"
_SUBJECTS: pytest.StashKey[dict[Path, Subject]] = pytest.StashKey()
_COUNTS = "ivr_coverage"


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of this plugin."""
    group = parser.getgroup("ivr", "voice menus")
    group.addoption("--ivr-service", metavar="PATH", help="the service that the fixture `caller` calls")
    group.addoption("--ivr-scripts", action="store_true", help="run call scripts (*.call.yaml) as tests")
    group.addoption("--ivr-coverage", action="store_true", help="tell which parts of the menus no call has reached")
    parser.addini("ivr_service", "the service that the fixture `caller` calls, from the root of the tests")
    parser.addini("ivr_account", "what opens the account of each call, as package.module:function")
    parser.addini("ivr_scripts", "run call scripts (*.call.yaml) as tests", type="bool", default=False)
    parser.addini("ivr_coverage", "tell which parts of the menus no call has reached", type="bool", default=False)


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker, and have a place for the services of this run."""
    config.addinivalue_line("markers", "ivr(service, account, simulate): what the fixture `caller` calls, and how")
    config.stash[_SUBJECTS] = {}
    if config.pluginmanager.hasplugin("xdist"):
        config.pluginmanager.register(_Workers(config), "ivr-workers")


def _wanted(config: pytest.Config, name: str) -> bool:
    return bool(config.getoption(name) or config.getini(name))


def _subject(config: pytest.Config, path: Path) -> Subject:
    """The service at a path, made ready once in a run."""
    from ivr.testing.subject import Subject

    subjects = config.stash[_SUBJECTS]
    key = path.resolve()
    if key not in subjects:
        from ivr.testing.account import named

        opening = config.getini("ivr_account")
        subjects[key] = Subject.load(path, account=named(opening) if opening else None)
    return subjects[key]


# fixtures


def _settings(request: pytest.FixtureRequest) -> dict[str, Any]:
    """What the markers on a test say, the nearest first."""
    found: dict[str, Any] = {}
    for marker in request.node.iter_markers("ivr"):
        if marker.args:
            raise pytest.UsageError("the marker ivr takes its values by name: ivr(service=…, account=…, simulate=…)")
        if unknown := set(marker.kwargs) - {"service", "account", "simulate"}:
            raise pytest.UsageError(f"the marker ivr does not take {', '.join(sorted(unknown))}")
        found = {**marker.kwargs, **found}
    return found


def _service_path(request: pytest.FixtureRequest) -> Path:
    config = request.config
    named = _settings(request).get("service")
    if named is not None:
        beside: Path = request.path.parent / named
        return beside if beside.exists() else config.rootpath / named
    written = config.getoption("ivr_service") or config.getini("ivr_service")
    if not written:
        pytest.fail(
            "no service to call: set `ivr_service` in pytest's configuration file, give --ivr-service, or mark the "
            "test with @pytest.mark.ivr(service=…)",
            pytrace=False,
        )
    return config.rootpath / str(written)


@pytest.fixture
def service(request: pytest.FixtureRequest) -> Service:
    """The service under test, loaded and checked. Its faults fail the test."""
    return _usable(request).service


@pytest.fixture
def ivr_account() -> OpenAccount | None:
    """What opens the account of a call (`ivr.testing.OpenAccount`), to be overridden; None as the setting says."""
    return None


def _usable(request: pytest.FixtureRequest) -> Subject:
    from ivr.menu.loader import MenuError

    try:
        return _subject(request.config, _service_path(request))
    except MenuError as error:
        pytest.fail(f"the service has faults:\n{error}", pytrace=False)


@pytest.fixture
def caller(request: pytest.FixtureRequest, ivr_account: OpenAccount | None) -> Iterator[Caller]:
    """A caller of the service under test, in virtual time (`ivr.testing.Caller`)."""
    settings = _settings(request)
    someone = _usable(request).caller(account=ivr_account)
    someone.account(**settings.get("account", {}))
    for action, outcome in settings.get("simulate", {}).items():
        someone.simulates(action, outcome)
    yield someone
    someone.finish()


# call scripts as tests


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Call scripts are tests, where that is wanted."""
    if file_path.name.endswith(_SUFFIX) and _wanted(parent.config, "ivr_scripts"):
        return ScriptFile.from_parent(parent, path=file_path)
    return None


class ScriptFile(pytest.File):
    """A file with call scripts."""

    def collect(self) -> Iterable[pytest.Item]:
        """Each of its calls as a test."""
        from ivr.testing.reading import read_scripts

        scripts, faults = read_scripts(self.path)
        if not scripts and faults:
            raise self.CollectError("\n".join(fault.render() for fault in faults))
        for script in scripts:
            name = script.name.rpartition(": ")[2]
            yield ScriptItem.from_parent(self, name=name, script=script)


class ScriptItem(pytest.Item):
    """One call script."""

    def __init__(self, *, script: Script, **more: Any) -> None:
        super().__init__(**more)
        self.script = script

    def runtest(self) -> None:
        """Play the script."""
        from ivr.menu.faults import Fault
        from ivr.menu.loader import MenuError
        from ivr.testing.finding import service_path
        from ivr.testing.playing import play

        path = service_path(self.path, self.script)
        if isinstance(path, Fault):
            raise ScriptFailed(path.render())
        try:
            subject = _subject(self.config, path)
        except MenuError as error:
            raise ScriptFailed(f"the service has faults:\n{error}") from None
        faults = list(subject.names.faults(self.script))
        if faults:
            raise ScriptFailed("\n".join(fault.render() for fault in faults))
        result = play(self.script, subject)
        if not result.passed:
            raise ScriptFailed(result.render())

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """A failed script tells itself; only faults of the engine show a traceback."""
        if isinstance(excinfo.value, ScriptFailed):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the script stands."""
        return self.path, self.script.at.line - 1, self.name


class ScriptFailed(Exception):
    """A call script did not go as written."""


# coverage


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Tell the coverage of the menus that were called."""
    if not _wanted(config, "ivr_coverage"):
        return
    from ivr.testing.coverage import render

    subjects = config.stash[_SUBJECTS]
    for path in sorted(subjects):
        terminalreporter.write_line("")
        terminalreporter.write_line(render(subjects[path].coverage, verbose=config.get_verbosity() > 0))


class _Workers:
    """With pytest-xdist the calls are made in other processes, which send home what they have reached."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """In a worker: send."""
        output = getattr(session.config, "workeroutput", None)
        if output is not None and _wanted(session.config, "ivr_coverage"):
            output[_COUNTS] = {
                str(path): subject.coverage.to_counts() for path, subject in self._config.stash[_SUBJECTS].items()
            }

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """In the process that started the workers: add."""
        for path, counts in (getattr(node, "workeroutput", None) or {}).get(_COUNTS, {}).items():
            _subject(self._config, Path(path)).coverage.add_counts(counts)
