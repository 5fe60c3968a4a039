"""What a caller must bear: long menus, late keys, long prompts and deep ways. Warnings, all of them."""

from __future__ import annotations

from ivr.menu import duration, paths
from ivr.menu.checks.ground import Ground
from ivr.menu.checks.together import together
from ivr.menu.model import MenuNode, Phrase, prompts
from ivr.wording import LANGUAGES

CHOICES = "B001"
LATE_KEY = "B002"
DEEP = "B003"
LONG_PROMPT = "B004"


def check(ground: Ground) -> None:
    """Warn of what goes beyond the service's limits."""
    limits = ground.service.limits
    seen: set[int] = set()
    for node in ground.graph.nodes.values():
        if isinstance(node, MenuNode):
            _menu(ground, node)
        for where, prompt in prompts(node):
            for phrase in prompt.attempts:
                if id(phrase) not in seen:
                    seen.add(id(phrase))
                    _long(ground, phrase, f"`{where}` of `{node.name}`")
    if ground.whole:
        for function in paths.functions(ground.service, ground.graph, timed=False):
            if function.depth > limits.depth:
                ground.fault(
                    DEEP,
                    f"`{function.name}` takes {function.depth} keys: {' '.join(function.keys)}",
                    function.at,
                    f"the limit is {limits.depth} (`limits.depth`); bring it nearer to the first menu",
                )


def _long(ground: Ground, phrase: Phrase, what: str) -> None:
    limit = ground.service.limits.prompt_seconds
    for language, text in phrase.texts.items():
        # A bound first: an estimate of every text would take longer than all other checks.
        if language in LANGUAGES and duration.at_most(text) > limit and (seconds := duration.of_text(text)) > limit:
            ground.fault(
                LONG_PROMPT,
                f"{what} lasts about {seconds:.0f} s ({language})",
                phrase.at,
                f"the limit is {limit:g} s (`limits.prompt_seconds`); say less, or in parts",
            )


def _menu(ground: Ground, node: MenuNode) -> None:
    limits = ground.service.limits
    announced = [choice for choice in node.choices if not choice.hidden and choice.label is not None]
    if len(announced) > limits.choices and (most := together(announced)) > limits.choices:
        ground.fault(
            CHOICES,
            f"menu `{node.name}` announces {most} choices",
            node.at,
            f"the limit is {limits.choices} (`limits.choices`); part the menu, or hide what few callers need",
        )
    for language in ground.service.languages:
        texts = [
            choice.label.texts[language] for choice in announced if choice.label and language in choice.label.texts
        ]
        if node.prompt is not None and language in node.prompt.for_attempt(1).texts:
            texts.append(node.prompt.for_attempt(1).texts[language])
        naming = sum(duration.naming(choice.key, language) for choice in announced)
        if sum(map(duration.at_most, texts)) + naming <= limits.menu_seconds:
            continue
        last = max((seconds for _, seconds in duration.heard(node, language)), default=0.0)
        if last > limits.menu_seconds:
            ground.fault(
                LATE_KEY,
                f"the last key of menu `{node.name}` is heard after about {last:.0f} s ({language})",
                node.at,
                f"the limit is {limits.menu_seconds:g} s (`limits.menu_seconds`); shorten the labels or part the menu",
            )
            return
