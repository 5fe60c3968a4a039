"""USSD: a code is dialled, the answers come page by page, and the session lives for minutes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from ivr.fronts import dialling
from ivr.fronts.answers import Refused, readable
from ivr.fronts.conversation import Conversations
from ivr.fronts.paging import USSD_SEPTETS, PageSize, more_key, pages
from ivr.fronts.session import TIMEOUT, Conversation, Reply
from ivr.fronts.words import sentence
from ivr.wording import written_phrases

MOST: Final = USSD_SEPTETS
"""Characters of the longest message that a caller can send."""


@dataclass(frozen=True, slots=True)
class Page:
    """What the caller's screen shows. ended: the session is over, and the network is to release it."""

    text: str
    ended: bool


class Ussd:
    """Answers USSD messages. One for a service; it may be one of many processes that share a store."""

    def __init__(self, conversations: Conversations, *, size: PageSize | None = None, timeout: float = TIMEOUT) -> None:
        """size: of a page; without one 182 characters of any alphabet. timeout: seconds an answer is waited for."""
        self._conversations = conversations
        self._size = size or PageSize()
        self._timeout = timeout

    async def receive(self, session: str, caller: str, text: str, at: datetime, message_id: str = "") -> Page:
        """Answer one message. It never raises for what a caller may send.

        session: the gateway's name of the dialogue. text: the code dialled (``*105*1#``), or an answer in a session
        that goes on. at: aware wall-clock time. message_id: one that was seen before gives the same page again, and
        nothing is done twice.
        """

        async def answer(one: Conversation) -> Reply:
            return await self._answer(one, caller, text)

        reply = await self._conversations.message(
            f"ussd:{session}", at, message_id, answer, lasts=self._timeout, kind="ussd"
        )
        return Page(reply.text, reply.ended)

    async def _answer(self, one: Conversation, caller: str, text: str) -> Reply:
        left: list[str] = one.own.get("pages", [])
        try:
            line = readable(text, MOST)
        except Refused as refused:
            return self._asked_again(one, left, refused.why)
        start = dialling.code(self._conversations.service.numbers, line)
        if start is not None:
            if dialling.CALLER.fullmatch(caller) is None:
                return Reply(sentence("unknown_caller", one.language), True)
            return self._paged(one, await one.begin(caller, start.number, start.answers))
        if dialling.is_whole_code(line) and (one.alive or left):
            return self._asked_again(one, left, "unknown_code")
        if left and (line.upper() == one.own["more"] or not one.alive):
            return self._next(one, left)
        if one.alive:
            return self._paged(one, await one.go_on(line))
        why = "unknown_code" if dialling.is_code(line) else "session_over"
        return Reply(sentence(why, one.language), True)

    def _asked_again(self, one: Conversation, left: list[str], why: str) -> Reply:
        """Tell what is wrong with a message, and what was asked. left: pages that are still to be read."""
        said, shown = sentence(why, one.language), one.shown
        if shown is None and left:
            more = written_phrases.line(sentence("more", one.language), one.language, one.own["more"])
            return Reply(f"{said}\n{more}", False)
        if shown is None:
            return Reply(said, True)
        return self._paged(one, replace(shown, text=f"{said}\n{shown.text}"))

    def _paged(self, one: Conversation, reply: Reply) -> Reply:
        """The first page of a reply; the others wait for their turn."""
        word = sentence("more", one.language)
        key = more_key(reply.keys, word)
        more = written_phrases.line(word, one.language, key)
        found = pages(reply.text, self._size, more)
        with_way = pages(f"{reply.text}\n{reply.way}", self._size, more)
        first, *left = with_way if len(with_way) == len(found) else found
        one.own = {"pages": left, "more": key, "ended": reply.ended} if left else {}
        return Reply(first, reply.ended and not left)

    def _next(self, one: Conversation, left: list[str]) -> Reply:
        first, *rest = left
        over = bool(one.own["ended"])
        one.own = {**one.own, "pages": rest} if rest else {}
        return Reply(first, over and not rest)
