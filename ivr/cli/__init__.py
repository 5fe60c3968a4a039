"""The command line: ``ivr check | call | test | …``.

Exit codes: 0 all is well, 1 faults were found or something failed, 2 the command was used wrongly.
"""

from __future__ import annotations

from typing import Final

import click

from ivr.cli.group import Lazy, LazyGroup, examples

COMMANDS: Final = {
    "new": Lazy("starting:new", "Make a small service to start from."),
    "check": Lazy("menus:check", "Find the faults of services, and tell the keys to each function."),
    "explain": Lazy("language:explain", "Explain a fault's code."),
    "schema": Lazy("language:schema", "Print the JSON Schema of the menu language, for editors."),
    "graph": Lazy("menus:graph", "Draw a service."),
    "diff": Lazy("menus:diff", "Tell what a change of a service means to its callers."),
    "actions": Lazy("actions:actions", "List the actions that a service may name."),
    "call": Lazy("calls:call", "Call a service, in the terminal or by given keys."),
    "ussd": Lazy("fronts:ussd", "Dial a service's code, and read its pages."),
    "sms": Lazy("fronts:sms", "Write to a service's number, and read its replies."),
    "test": Lazy("scripts:test", "Run call scripts."),
    "replay": Lazy("journals:replay", "Hold journalled calls again, and tell what differs."),
    "report": Lazy("journals:report", "Tell where callers go, fail and leave."),
    "prompts": Lazy("prompts:prompts", "Record or synthesise what a service says, before anybody calls."),
    "say": Lazy("say:say", "Say a sum, a date or a text, in words or into a sound file."),
    "serve": Lazy("serve:serve", "Answer the gateways that carry USSD and SMS, over HTTP."),
    "outbox": Lazy("outbox:outbox", "List the SMS that wait to be sent, and send them."),
    "account": Lazy("accounts:account", "Look at and prepare the subscribers of the account store."),
    "cards": Lazy("cards:cards", "Make express cards."),
    "requests": Lazy("requests:requests", "Look at requests of subscribers, and move them on."),
    "jobs": Lazy("jobs:jobs", "Do what is due: points, messages in another language, ends of blocks."),
    "models": Lazy("models:models", "Find, fetch and check the models that speech is recognised by."),
    "completion": Lazy("completion:completion", "Print the completion script of a shell."),
}
"""Every command, in the order of ``ivr --help``; its module is imported when it is used."""


@click.group(
    cls=LazyGroup,
    package="ivr.cli",
    lazy=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=examples("ivr call 0505", "ivr new clinic && ivr check clinic && ivr test clinic", "ivr call --help"),
)
@click.version_option(None, "-V", "--version", package_name="ivr", message="ivr %(version)s")
def main() -> None:
    """Voice menus: write them in YAML, check them, draw them, call them, test them."""
