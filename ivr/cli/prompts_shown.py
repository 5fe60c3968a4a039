"""What the commands on prompts show: progress, what was rendered, and the state of every phrase."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from ivr.cli.output import paint, print_table

if TYPE_CHECKING:
    from ivr.menu.model import Service
    from ivr.prompts import Rendered, Review, Reviewed, ServicePhrase

_NAMED = 3
"""Phrases that are named of those which failed for one reason; --json has all of them."""


@contextmanager
def bar(wanted: bool) -> Iterator[tuple[Any, Any]]:
    """A progress bar where somebody looks."""
    if not wanted or not sys.stderr.isatty():
        yield lambda _: None, lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("prompts"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("prompts", total=None)
        yield lambda total: progress.update(task, total=total), lambda: progress.advance(task)


def tell_rendered(service: Service, result: Rendered) -> None:
    """Print what was rendered. Of phrases that failed for one reason the first are named, the others counted."""
    reasons: dict[str, list[ServicePhrase]] = {}
    for one, why in result.failed:
        reasons.setdefault(why, []).append(one)
    for why, phrases in reasons.items():
        for one in phrases[:_NAMED]:
            click.echo(f"{one.places[0].at}: {one.language}: {one.text}: {why}", err=True)
        if len(phrases) > _NAMED:
            click.echo(f"… and {len(phrases) - _NAMED} more: {why}", err=True)
    failed = f", {paint(f'{len(result.failed)} failed', fg='red')}" if result.failed else ""
    click.echo(
        f"{service.name}: {result.phrases} phrases, {result.made} made in {result.seconds:.1f} s, "
        f"{result.kept} kept before{failed}"
    )
    if result.stopped:
        click.echo("stopped; call it again to go on", err=True)


def rendered_data(service: Service, result: Rendered) -> dict[str, Any]:
    """What was rendered, as plain data."""
    return {
        "service": service.name,
        "phrases": result.phrases,
        "made": result.made,
        "kept": result.kept,
        "failed": [{"language": one.language, "text": one.text, "why": why} for one, why in result.failed],
        "seconds": round(result.seconds, 3),
        "stopped": result.stopped,
    }


def show_review(found: Sequence[ServicePhrase], result: Review, everything: bool) -> None:
    """Print the state of the phrases: of all, or of those that need a look."""
    from ivr.prompts import State

    counts = Counter((one.phrase.language, one.state) for one in result.phrases)
    values = Counter(one.language for one in found if not one.fixed)
    print_table(
        ("language", *(f">{state.value}" for state in State), ">with values"),
        [
            (language, *(counts[language, state] for state in State), values[language])
            for language in dict.fromkeys(one.language for one in found)
        ],
    )
    needing = [one for one in result.phrases if everything or one.faults or one.state is State.STALE]
    print_table(
        ("state", "file", "text", "what is wrong"),
        [(one.state.value, _file(one), one.phrase.text, "; ".join(_wrong(one))) for one in needing],
    )
    for unused in result.unused:
        for_text = f"; it was recorded for «{unused.made_for}»" if unused.made_for else ""
        click.echo(f"{unused.recording}: stands for no phrase{for_text}")


def _file(one: Reviewed) -> str:
    from ivr.prompts.review import file_name

    return f"{one.phrase.language}/{one.recording.name}" if one.recording else file_name(one.phrase)


def _wrong(one: Reviewed) -> list[str]:
    return [*([f"recorded for «{one.made_for}»"] if one.made_for else []), *one.faults]


def review_data(result: Review) -> dict[str, Any]:
    """The state of the phrases as plain data."""
    return {
        "ok": not result.faulty,
        "phrases": [
            {
                "state": one.state.value,
                "file": _file(one),
                "language": one.phrase.language,
                "text": one.phrase.text,
                "recorded for": one.made_for or one.phrase.text if one.recording else None,
                "faults": list(one.faults),
            }
            for one in result.phrases
        ],
        "unused": [{"file": str(one.recording), "recorded for": one.made_for or None} for one in result.unused],
    }
