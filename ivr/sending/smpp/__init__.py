"""Sending by SMPP 3.4: how a text is coded, one session with a message centre, and the sender that keeps it up."""

from __future__ import annotations

from ivr.sending.smpp.sender import SmppSender

__all__ = ["SmppSender"]
