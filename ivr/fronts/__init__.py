"""Text fronts: the same menus and the same conversations, read on a screen in place of being heard.

`Ussd` answers codes such as ``*105*1#`` page by page, `Sms` answers text messages. Both hold `Conversations`, which a
gateway gives one message at a time, each maybe in another process.
"""

from ivr.fronts.conversation import Conversations
from ivr.fronts.paging import NARROW, PageSize
from ivr.fronts.session import Reply
from ivr.fronts.sms import Sms, SmsReply
from ivr.fronts.store import MemoryStore, Store, StoreError
from ivr.fronts.ussd import Page, Ussd

__all__ = [
    "NARROW",
    "Conversations",
    "MemoryStore",
    "Page",
    "PageSize",
    "Reply",
    "Sms",
    "SmsReply",
    "Store",
    "StoreError",
    "Ussd",
]
