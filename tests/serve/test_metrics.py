"""What Prometheus reads of a process: answers by front and status, and what comes of SMS; nothing of a subscriber."""

from __future__ import annotations

import re
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

from tests.serve.conftest import CALLER, SMS, USSD, Service

PAGE = Path(__file__).parents[2] / "docs" / "serve.md"


def samples(service: Service) -> dict[str, float]:
    """What is read, by name and labels."""
    response = service.get("/metrics")
    assert response.status_code == 200 and response.headers["content-type"].startswith("text/plain; version=")
    return {
        f"{sample.name}{sorted(sample.labels.values())}": sample.value
        for family in text_string_to_metric_families(response.text)
        for sample in family.samples
    }


def test_answers_are_counted_by_front_and_status():
    service = Service(measured=True)
    service.ask("/ussd", USSD)
    service.ask("/sms", SMS)
    service.ask("/sms", SMS | {"message_id": "m-2"})
    service.ask("/sms", {"caller": CALLER})
    service.send(service.request("/ussd", USSD))
    read = samples(service)
    assert read["ivr_answer_seconds_count['200', 'ussd']"] == 1
    assert read["ivr_answer_seconds_count['200', 'sms']"] == 2
    assert read["ivr_answer_seconds_count['400', 'sms']"] == 1
    assert read["ivr_answer_seconds_count['401', 'ussd']"] == 1
    assert read["ivr_requests_running[]"] == 0


def test_what_comes_of_sms_is_counted():
    service = Service(measured=True)
    assert service.metrics is not None
    assert samples(service)["ivr_outbox_looked_timestamp_seconds[]"] == 0
    service.metrics.looked(sent=2, later=1, refused=0, waiting=4)
    service.metrics.looked(sent=1, later=0, refused=1, waiting=2)
    read = samples(service)
    assert [read[f"ivr_sms_total['{result}']"] for result in ("sent", "later", "refused")] == [3, 1, 1]
    assert read["ivr_sms_waiting[]"] == 2
    assert read["ivr_outbox_looked_timestamp_seconds[]"] > 1_700_000_000


def test_nothing_in_it_is_of_a_subscriber():
    service = Service(measured=True)
    service.ask("/ussd", USSD)
    text = service.get("/metrics").text
    assert CALLER.lstrip("+") not in text and "gw-1" not in text


def test_without_being_asked_for_it_is_not_there():
    assert Service().get("/metrics").status_code == 404


def test_the_page_tells_each_of_them():
    service = Service(measured=True)
    own = {
        family.name
        for family in text_string_to_metric_families(service.get("/metrics").text)
        if family.name.startswith("ivr_") and not family.name.endswith("_created")
    }
    told = set(re.findall(r"^\| `(ivr_\w+)` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
    assert {name.removesuffix("_total") for name in told} == own
