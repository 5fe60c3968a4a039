"""Facts: what tests set and look at."""

from __future__ import annotations

import pytest

from ivr.account.facts import FACTS, FactError, kopecks, roubles
from tests.account.conftest import NUMBER


def test_what_is_prepared_is_shown(world):
    facts = {
        "balance": 121.05,
        "limit": 50,
        "tariff": "talk",
        "options": ["antispam", "voicemail"],
        "packages": {"minutes": 1, "sms": 2, "mms": 3, "megabytes": 4},
        "bonus": {"points": 7, "state": "suspended"},
        "blocked": 9,
        "wrong_passwords": 2,
        "promised_payment": {"amount": 60, "due": 3},
        "trust_credit": True,
        "language": "en",
        "charges": [{"kind": "calls", "amount": 2.5}],
        "payments": [300],
    }
    shown = world.prepare(**facts).shows()
    assert {name: shown[name] for name in facts} == facts
    assert shown["has_password"]
    assert shown["number"] == NUMBER


def test_preparing_again_leaves_nothing_of_before(world):
    world.prepare(options=["antispam"], charges=[{"kind": "sms", "amount": 1}]).call()
    shown = world.prepare().shows()
    assert (shown["options"], shown["charges"], shown["balance"]) == ([], [], 0)


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"balanse": 1}, "did you mean 'balance'"),
        ({"tariff": "bas"}, "did you mean 'base'"),
        ({"options": ["voicemial"]}, "did you mean 'voicemail'"),
        ({"packages": {"minuts": 1}}, "did you mean 'minutes'"),
        ({"packages": {"minutes": -1}}, "no whole number"),
        ({"packages": 5}, "mapping"),
        ({"balance": "much"}, "no sum"),
        ({"balance": 0.005}, "no sum"),
        ({"blocked": 91}, "1 to 90"),
        ({"bonus": {"points": True}}, "no whole number"),
        ({"kind": "robot"}, "known are"),
        ({"account_of": "+79990000000"}, "nobody"),
        ({"charges": [5]}, "each is"),
        ({"charges": [{"kind": "taxi"}]}, "taxi"),
    ],
)
def test_facts_that_cannot_be_are_told(world, facts, message):
    with pytest.raises(FactError, match=message):
        world.prepare(**facts)


def test_sums():
    assert kopecks("121.05") == 12105
    assert kopecks(-3) == -300
    assert roubles(12105) == 121.05
    assert roubles(12100) == 121
    assert len(set(FACTS)) == len(FACTS)
