"""Running call scripts: all of them, in virtual time, with what failed, where, and what of the menu was never reached.

report = run([Path("menus/0505")])
print(render(report))
sys.exit(report.exit_code(min_coverage=95))
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from ivr.menu.faults import Fault
from ivr.menu.loader import MenuError
from ivr.testing import coverage as menu_coverage
from ivr.testing.account import OpenAccount
from ivr.testing.finding import NO_SERVICE, find_scripts, service_path
from ivr.testing.playing import Result, play
from ivr.testing.reading import read_scripts
from ivr.testing.script import Script
from ivr.testing.subject import Subject

PASSED: Final = 0
FAILED: Final = 1


@dataclass(slots=True)
class Report:
    """What came of a run. faults: of scripts that could not be played. seconds: of real time, without loading."""

    results: list[Result] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    subjects: list[Subject] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def failed(self) -> list[Result]:
        """The calls that did not go as written."""
        return [result for result in self.results if not result.passed]

    @property
    def passed(self) -> bool:
        """Whether every script could be played, and went as written."""
        return not self.faults and not self.failed

    @property
    def coverages(self) -> list[menu_coverage.Coverage]:
        """The menu coverage of each service called."""
        return [subject.coverage for subject in self.subjects]

    def too_little(self, min_coverage: float | None) -> list[menu_coverage.Coverage]:
        """The services whose coverage is below a percentage."""
        return [found for found in self.coverages if min_coverage is not None and found.percent < min_coverage]

    def exit_code(self, min_coverage: float | None = None) -> int:
        """0 when all is well, 1 when a call or script failed or a menu is covered by less than a percentage."""
        return PASSED if self.passed and not self.too_little(min_coverage) else FAILED

    def to_dict(self) -> dict[str, Any]:
        """The report as plain data, for ``--json``."""
        return {
            "passed": self.passed,
            "calls": [result.to_dict() for result in self.results],
            "faults": [fault.to_dict() for fault in self.faults],
            "coverage": [found.to_dict() for found in self.coverages],
            "seconds": round(self.seconds, 3),
        }


def run(
    paths: Iterable[Path | str],
    service: Path | str | Subject | None = None,
    *,
    account: OpenAccount | None = None,
    only: str = "",
) -> Report:
    """Play every script in files and folders; no failure stops the rest.

    service: what all of them call, instead of what each belongs to. account: opens the account of each call. only: part
    of the names of the calls to play.
    """
    report = Report()
    subjects = _Subjects(report, service, account)
    ready: list[tuple[Script, Subject]] = []
    for file in find_scripts(Path(path) for path in paths):
        scripts, faults = read_scripts(file)
        report.faults += faults
        for script in scripts:
            subject = subjects.of(file, script) if only in script.name else None
            if subject is not None:
                unknown = list(subject.names.faults(script))
                report.faults += unknown
                if not unknown:
                    ready.append((script, subject))
    started = time.perf_counter()
    report.results = [play(script, subject) for script, subject in ready]
    report.seconds = time.perf_counter() - started
    return report


class _Subjects:
    """The services of a run, each loaded once."""

    def __init__(self, report: Report, service: Path | str | Subject | None, account: OpenAccount | None) -> None:
        self._report = report
        self._account = account
        self._path = Path(service) if isinstance(service, Path | str) else None
        self._given = service if isinstance(service, Subject) else None
        self._loaded: dict[Path, Subject | None] = {}
        if self._given is not None:
            report.subjects.append(self._given)

    def of(self, file: Path, script: Script) -> Subject | None:
        """The service of a script. One that cannot be used is a fault of the first script that needs it."""
        if self._given is not None:
            return self._given
        path = self._path or service_path(file, script)
        if isinstance(path, Fault):
            self._report.faults.append(path)
            return None
        key = path.resolve()
        if key not in self._loaded:
            self._loaded[key] = self._load(path, script)
        return self._loaded[key]

    def _load(self, path: Path, script: Script) -> Subject | None:
        try:
            subject = Subject.load(path, account=self._account)
        except MenuError as error:
            message = f"the service `{path}` has faults"
            self._report.faults.append(Fault(NO_SERVICE, message, script.at, f"`ivr check {path}` shows them all"))
            self._report.faults += error.faults
            return None
        self._report.subjects.append(subject)
        return subject


def render(report: Report, *, coverage: bool = True, min_coverage: float | None = None, verbose: bool = False) -> str:
    """The report for people: faults, failures with their transcripts, a line of sums, and the coverage.

    verbose: list the ways of failing that no call has reached as well.
    """
    parts = [fault.render() for fault in report.faults]
    parts += [result.render() for result in report.failed]
    calls = len(report.results)
    if not calls and not report.faults:
        parts.append("no call scripts here: their files end in .call.yaml")
    else:
        sums = f"{calls} call{'' if calls == 1 else 's'}, {len(report.failed)} failed"
        if report.faults:
            sums += f", {len(report.faults)} fault{'' if len(report.faults) == 1 else 's'} in scripts or services"
        speed = f" ({calls / report.seconds:.0f} a second)" if report.seconds > 0 and calls > 1 else ""
        parts.append(f"{sums}, {report.seconds:.2f} s{speed}")
    if coverage:
        parts += [menu_coverage.render(found, verbose=verbose) for found in report.coverages]
    for found in report.too_little(min_coverage):
        wanted = f"{min_coverage:g} %"
        parts.append(f"menu coverage of {found.service.name} is below {wanted}: {menu_coverage.percent(found.percent)}")
    return "\n".join(parts) + "\n"
