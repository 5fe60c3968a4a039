"""What a process has done, as Prometheus reads it."""

from __future__ import annotations

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.exposition import choose_encoder

from ivr.serve.flow import Flow

SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Bounds of the answers' times: a subscriber looks at an empty screen meanwhile."""


class Metrics:
    """Counters of one process; nothing in them is of a subscriber. Several processes are read one by one."""

    def __init__(self, flow: Flow) -> None:
        """flow: the requests on their way."""
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._answers = Histogram(
            "ivr_answer_seconds",
            "Time from a request of a gateway to its answer, by front and HTTP status.",
            ("front", "status"),
            buckets=SECONDS,
            registry=self._registry,
        )
        running = Gauge("ivr_requests_running", "Requests on their way.", registry=self._registry)
        running.set_function(lambda: flow.running)
        self._sms = Counter(
            "ivr_sms", "SMS given to the sender, by what came of it.", ("result",), registry=self._registry
        )
        for result in ("sent", "later", "refused"):
            self._sms.labels(result)
        self._waiting = Gauge(
            "ivr_sms_waiting", "SMS in the outbox at the last look, without those given up.", registry=self._registry
        )
        self._looked = Gauge(
            "ivr_outbox_looked_timestamp_seconds",
            "When the outbox was looked into last; 0 before, and where nothing is sent.",
            registry=self._registry,
        )

    def answered(self, front: str, status: int, seconds: float) -> None:
        """A request was answered."""
        self._answers.labels(front, str(status)).observe(seconds)

    def looked(self, *, sent: int, later: int, refused: int, waiting: int) -> None:
        """The outbox was looked into; how many SMS were sent, are to be tried again, were given up, and wait."""
        for result, count in (("sent", sent), ("later", later), ("refused", refused)):
            self._sms.labels(result).inc(count)
        self._waiting.set(waiting)
        self._looked.set_to_current_time()

    def page(self, accept: str) -> tuple[bytes, str]:
        """All of it, in the form that is asked for (the header Accept), and its media type."""
        encode, kind = choose_encoder(accept)
        return encode(self._registry), kind
