"""The catalogue of fault codes, all families together. A number once given is never given to another fault.

Each family is a tuple in a module of its own, the largest in three; a new code is one more entry of its tuple:

- Y: the file and its YAML (`document`, `scalars`, `syntax`)
- M: the menu language (`language`)
- G: where the nodes lead (`graph`)
- K: keys and phrases (`keys`)
- T: texts and templates (`texts`)
- A: actions and access (`actions`)
- B: the burden on the caller, warnings (`burden`)
- S: call scripts (`scripts`)
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ivr.menu.codes import actions, burden, document, graph, keys, language, scalars, scripts, syntax, texts
from ivr.menu.codes.code import Code, Severity

__all__ = ["CODES", "FAMILIES", "Code", "Severity"]

FAMILIES: Final[tuple[tuple[Code, ...], ...]] = (
    tuple(sorted((*document.CODES, *scalars.CODES, *syntax.CODES), key=lambda code: code.code)),
    language.CODES,
    graph.CODES,
    keys.CODES,
    texts.CODES,
    actions.CODES,
    burden.CODES,
    scripts.CODES,
)

CODES: Final[Mapping[str, Code]] = MappingProxyType({code.code: code for family in FAMILIES for code in family})
"""Every code by its name, in the order of the families."""
