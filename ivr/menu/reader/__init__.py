"""Reading a menu document: from the tree of `ivr.menu.source` to the values of `ivr.menu.model`.

`files` finds and parses the files, `service` makes the model of them. Each mapping is read by its table of
`ivr.menu.language` (`desk`), each value by the parser of its type (`types`). Nothing raises for what a file holds:
a fault is reported and the reading goes on.
"""

from ivr.menu.reader.files import Sources, gather
from ivr.menu.reader.service import Reading, read

__all__ = ["Reading", "Sources", "gather", "read"]
