"""Every text in every language of the service."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ivr.menu.checks.ground import Ground, listed
from ivr.menu.faults import Location
from ivr.menu.model import MenuNode, Phrase, Prompt, prompts

MISSING = "T001"


def check(ground: Ground) -> None:
    """Report prompts, labels and phrases that lack a language."""
    service = ground.service
    languages = frozenset(service.languages)
    seen: set[int] = set()
    if service.title is not None:
        _phrase(ground, languages, service.title, "the title")
    for route in (service.exhausted, service.access.denied):
        if route is not None and route.prompt is not None:
            _prompt(ground, languages, route.prompt, "the prompt", seen)
    for universal in service.universals:
        _said(ground, service.languages, universal.phrases, universal.at, f"universal `{universal.name}`")
    for node in ground.graph.nodes.values():
        for where, prompt in prompts(node):
            _prompt(ground, languages, prompt, f"`{where}` of `{node.name}`", seen)
        if isinstance(node, MenuNode):
            for choice in node.choices:
                labelled = choice.label.texts.keys() if choice.label is not None else ()
                wanted = [one for one in service.languages if one not in labelled]
                if wanted and choice.phrases:
                    _said(ground, wanted, choice.phrases, choice.at, f"choice `{choice.name}`")


def _prompt(ground: Ground, languages: frozenset[str], prompt: Prompt, what: str, seen: set[int]) -> None:
    for phrase in prompt.attempts:
        if phrase.texts.keys() != languages and id(phrase) not in seen:
            seen.add(id(phrase))
            _phrase(ground, languages, phrase, what)
        if phrase.written and phrase.written.keys() != phrase.texts.keys() and id(phrase.written) not in seen:
            seen.add(id(phrase.written))
            _phrase(ground, phrase.texts.keys(), replace(phrase, texts=phrase.written), f"what is written for {what}")


def _phrase(ground: Ground, languages: Iterable[str], phrase: Phrase, what: str) -> None:
    missing = [one for one in ground.service.languages if one in languages and one not in phrase.texts]
    if missing:
        has = ", ".join(f"{one}: …" for one in (*phrase.texts, *missing))
        ground.fault(MISSING, f"{what} is missing in {listed(missing)}", phrase.at, f"write `{{{has}}}`")


def _said(
    ground: Ground, languages: Iterable[str], phrases: Mapping[str, tuple[str, ...]], at: Location, what: str
) -> None:
    missing = [one for one in languages if not phrases.get(one)]
    if phrases and missing:
        message = f"nothing can be said for {what} in {listed(missing)}"
        ground.fault(MISSING, message, at, f"add the language to its `say`: `{missing[0]}: […]`")
