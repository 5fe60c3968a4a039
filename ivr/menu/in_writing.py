"""A service as it is held in writing: where a caller would be handed to a person, they are told the number to call."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from ivr.menu.model import Dialog, HangupNode, Node, Phrase, Prompt, Service, TransferNode
from ivr.menu.template import Template
from ivr.wording import written_phrases
from ivr.wording.written import write

_NUMBER: Final = re.compile(r"\+?[0-9]{1,15}")


def in_writing(service: Service) -> Service:
    """The service without its transfers: nobody can be connected to a screen. It stays the same version."""
    return replace(service, dialogs={name: _dialog(service, dialog) for name, dialog in service.dialogs.items()})


def number_to_call(service: Service, node: TransferNode) -> str:
    """Where the person is reached by telephone: the transfer's own number, or the service's first that has no code.

    "" where neither is known.
    """
    known = (node.destination, *service.numbers)
    return next((number for number in known if _NUMBER.fullmatch(number)), "")


def _dialog(service: Service, dialog: Dialog) -> Dialog:
    return replace(dialog, nodes={name: _node(service, node) for name, node in dialog.nodes.items()})


def _node(service: Service, node: Node) -> Node:
    if not isinstance(node, TransferNode):
        return node
    number = number_to_call(service, node)
    texts = {language: _text(language, number) for language in service.languages}
    return HangupNode(name=node.name, at=node.at, prompt=Prompt((Phrase(texts, node.at),)))


def _text(language: str, number: str) -> Template:
    if number:
        text = written_phrases.OPERATOR[language].format(number=write("phone", number, language))
    else:
        text = written_phrases.phrase("transfer_failed", language)
    return Template(text, language, static=text)
