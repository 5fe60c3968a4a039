"""SMS on their way out: who carries them (`Sender`), which process takes which (`Claims`), and when (`Deliverer`)."""

from __future__ import annotations

from ivr.sending.claims import Claims
from ivr.sending.deliverer import Deliverer, Round
from ivr.sending.finding import open_sender
from ivr.sending.sender import Accepted, Answer, Later, Place, Refused, Sender, SenderError, Sms

__all__ = [
    "Accepted",
    "Answer",
    "Claims",
    "Deliverer",
    "Later",
    "Place",
    "Refused",
    "Round",
    "Sender",
    "SenderError",
    "Sms",
    "open_sender",
]
