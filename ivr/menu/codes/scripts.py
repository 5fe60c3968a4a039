"""Family S: call scripts."""

from __future__ import annotations

from typing import Final

from ivr.menu.codes.code import Code, error

CODES: Final[tuple[Code, ...]] = (
    error(
        "S001",
        "unknown key in a call script",
        """
        A key that call scripts do not have. It would be passed over, and the script would test less than its author
        believes. Correct the spelling, or remove it.
        """,
        """
        call: {form: "+79221234567"}
        steps:
          - hear: Здравствуйте
        """,
        """
        call: {from: "+79221234567"}
        steps:
          - hear: Здравствуйте
        """,
    ),
    error(
        "S002",
        "unknown step",
        """
        A step that call scripts do not have, or several steps in one. Each step begins with `-` and has one word:
        `hear`, `never hear`, `press`, `say`, `silent`, `wait`, `expect`, `sms`, `transfer`, `simulate` or `hang up`.
        """,
        """
        steps:
          - hears: Здравствуйте
        """,
        """
        steps:
          - hear: Здравствуйте
        """,
    ),
    error(
        "S003",
        "something is missing in a call script",
        """
        A key without which the script says nothing: `steps` of a call, the `text` of what is said, the `outcome` of a
        simulated action. Write it.
        """,
        """
        call: {to: "0505"}
        """,
        """
        call: {to: "0505"}
        steps:
          - hear: Здравствуйте
        """,
    ),
    error(
        "S004",
        "wrong value in a call script",
        """
        The value does not fit its key: a time without a unit, a key that no telephone has, a list where one text is
        meant. The hint shows how it is written.
        """,
        """
        steps:
          - wait: 6
        """,
        """
        steps:
          - wait: 6s
        """,
    ),
    error(
        "S005",
        "two things in a call script that exclude each other",
        """
        A file holds one call (`steps`) or several (`calls`), and what is heard cannot be expected of a call in two
        ways at once. Keep one of the two.
        """,
        """
        steps: [hang up]
        calls:
          balance: {steps: [hang up]}
        """,
        """
        calls:
          short: {steps: [hang up]}
          balance: {steps: [hang up]}
        """,
    ),
    error(
        "S006",
        "a call script names what the service does not have",
        """
        A node, outcome, action or dialled number that stands in a script and nowhere in its service: the menu was
        renamed, or the script is misspelt. The script could never pass, or would test nothing.
        """,
        """
        steps:
          - expect: {outcome: main.balanse}
        """,
        """
        steps:
          - expect: {outcome: main.balance}
        """,
    ),
    error(
        "S007",
        "a call script without its service",
        """
        A script belongs to the service named by its `service` key, else to the nearest `service.yaml` in its own
        folder or one above it. There is none, or it has faults (`ivr check` shows them).
        """,
        """
        service: ../servise.yaml
        steps: [hang up]
        """,
        """
        service: ../service.yaml
        steps: [hang up]
        """,
    ),
)
