"""The service process: it answers the gateways that carry USSD and SMS, over HTTP."""

from __future__ import annotations

from ivr.serve.app import Limits, Readiness, application
from ivr.serve.flow import Flow
from ivr.serve.fronts import SmsFront, UssdFront
from ivr.serve.gateways import Gateway, GatewayError, Gateways, read_gateways
from ivr.serve.metrics import Metrics
from ivr.serve.nonces import NonceMemory, Nonces, NonceStore
from ivr.serve.rates import Rates
from ivr.serve.running import CannotListen, listen, run
from ivr.serve.signatures import Doorkeeper

__all__ = [
    "CannotListen",
    "Doorkeeper",
    "Flow",
    "Gateway",
    "GatewayError",
    "Gateways",
    "Limits",
    "Metrics",
    "NonceMemory",
    "NonceStore",
    "Nonces",
    "Rates",
    "Readiness",
    "SmsFront",
    "UssdFront",
    "application",
    "listen",
    "read_gateways",
    "run",
]
