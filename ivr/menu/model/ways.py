"""Every way out of a node, and everything said in it."""

from __future__ import annotations

from collections.abc import Iterator

from ivr.menu.model.nodes import (
    ActionNode,
    BranchNode,
    CallNode,
    CollectNode,
    ConfirmNode,
    HangupNode,
    LanguageNode,
    ListNode,
    MenuNode,
    Node,
    ReturnNode,
    SayNode,
    TransferNode,
)
from ivr.menu.model.parts import Prompt, Route


def routes(node: Node) -> Iterator[tuple[str, Route]]:
    """Every way out of a node with its outcome's name: the edges of the graph, remedies' ways out included."""
    match node:
        case SayNode() | LanguageNode():
            yield "", node.route
        case MenuNode():
            for choice in node.choices:
                yield choice.name, choice.route
        case CollectNode():
            yield "entered", node.route
        case ConfirmNode():
            yield "yes", node.yes
            yield "no", node.no
        case ListNode():
            yield "chosen", node.route
            yield "empty", node.empty
            yield from node.outcomes.items()
        case ActionNode() | CallNode() | TransferNode():
            yield from node.outcomes.items()
        case BranchNode():
            for number, case in enumerate(node.cases, 1):
                yield f"case {number}", case.route
            yield "else", node.otherwise
        case ReturnNode() | HangupNode():
            pass
    if isinstance(node, MenuNode | CollectNode | ConfirmNode | ListNode):
        for outcome, remedy in node.asking.remedies.items():
            yield outcome, remedy.then


def prompts(node: Node) -> Iterator[tuple[str, Prompt]]:
    """Every prompt that stands in a node with the key it stands under (routes' prompts under their outcome)."""
    if node.prompt is not None:
        yield "prompt", node.prompt
    if isinstance(node, MenuNode):
        for choice in node.choices:
            if choice.label is not None and not choice.shortcut:
                yield f"menu.{choice.name}.label", Prompt((choice.label,))
    if isinstance(node, ListNode):
        yield "list.each", Prompt((node.each,))
    if isinstance(node, CollectNode) and node.confirm is not None:
        yield "confirm", node.confirm
    if isinstance(node, ActionNode | ListNode) and node.filler is not None:
        yield "filler", node.filler
    if isinstance(node, MenuNode | CollectNode | ConfirmNode | ListNode):
        for outcome, remedy in node.asking.remedies.items():
            if remedy.prompt is not None:
                yield outcome, remedy.prompt
    for outcome, route in routes(node):
        if route.prompt is not None:
            yield f"{outcome}.prompt" if outcome else "goto.prompt", route.prompt
