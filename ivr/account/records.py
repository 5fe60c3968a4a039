"""The things of a subscriber's world, as plain typed values. Money is in kopecks, moments are aware datetimes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Kind(StrEnum):
    """Whose account it is."""

    PERSON = "person"
    CORPORATE = "corporate"


class Membership(StrEnum):
    """A subscriber's standing in the bonus programme, as stored; whether it is suspended is a rule of time."""

    NONE = "none"
    MEMBER = "member"


@dataclass(frozen=True, slots=True)
class Request:
    """Who asks, in which call, which request of it, and when (aware). number: the subscriber's own, in any form."""

    call_id: str
    step: int
    number: str
    now: datetime

    def __post_init__(self) -> None:
        if self.now.tzinfo is None:
            raise ValueError("the moment of a request must be an aware datetime")


@dataclass(frozen=True, slots=True)
class Funds:
    """An account's money, kopecks. limit: how far below zero it may go; trust: the credit of trust's part of that."""

    balance: int
    limit: int
    trust: int = 0

    @property
    def available(self) -> int:
        """What can be spent."""
        return self.balance + self.limit


@dataclass(frozen=True, slots=True)
class Packages:
    """What is left of packages: minutes, messages, multimedia messages, megabytes."""

    minutes: int = 0
    sms: int = 0
    mms: int = 0
    megabytes: int = 0


@dataclass(frozen=True, slots=True)
class Bonus:
    """Bonus programme. since: the last moment that keeps it going (joined, resumed, exchanged); month: the one
    (``2026-02``) for which points have accrued last."""

    membership: Membership = Membership.NONE
    points: int = 0
    since: datetime | None = None
    month: str | None = None


@dataclass(frozen=True, slots=True)
class Password:
    """What is kept of a password: its hash (never shown), wrong tries since the right one, when it was sent."""

    hash: str | None = field(default=None, repr=False)
    wrong: int = 0
    requested_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Control:
    """The control question by which a lost password is replaced: its code, the answer's hash, wrong answers since a
    right one, and when it was locked for them."""

    question: str | None = None
    answer: str | None = field(default=None, repr=False)
    wrong: int = 0
    locked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CardTries:
    """Wrong codes of express cards since a right one, and when top-up by card was locked for them."""

    wrong: int = 0
    locked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Writing:
    """How a subscriber's SMS are written (``ru``, ``latin``, ``en``), and what that becomes at a moment."""

    now: str = "ru"
    next: str | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Phone:
    """Whether telephone and SIM card can do 4G."""

    phone_4g: bool = True
    sim_4g: bool = True


@dataclass(frozen=True, slots=True)
class Company:
    """What a company has of its own: who uses the number, its limit (kopecks a month), the code word's hash and wrong
    tries at it."""

    employee: str | None = None
    spending_limit: int | None = None
    code_word: str | None = field(default=None, repr=False)
    code_word_wrong: int = 0


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A telephone number and what belongs to it. manages: may act for the other numbers of its account; roaming: the
    country (ISO 3166-1 alpha-2) it is in, none at home; city: a key of `ivr.account.catalogue`'s shops."""

    number: str
    account: int
    kind: Kind
    tariff: str
    language: str
    funds: Funds
    packages: Packages
    bonus: Bonus
    password: Password
    manages: bool = False
    blocked_until: date | None = None
    options: tuple[str, ...] = ()
    email: str | None = None
    city: str = "moscow"
    roaming: str | None = None
    control: Control = Control()
    cards: CardTries = CardTries()
    writing: Writing = Writing()
    phone: Phone = Phone()
    company: Company = Company()


@dataclass(frozen=True, slots=True)
class Tariff:
    """A tariff plan. fee: a month's, kopecks; change_fee: for changing to it. Texts by language."""

    code: str
    fee: int
    change_fee: int
    name: Mapping[str, str]
    description: Mapping[str, str]
    packages: Packages = Packages()


@dataclass(frozen=True, slots=True)
class TrafficPack:
    """Extra traffic that is bought once. price: kopecks."""

    code: str
    megabytes: int
    price: int


@dataclass(frozen=True, slots=True)
class ServiceOption:
    """A paid service, or a discount, that is switched on and off. fee: a month's, kopecks, charged when it is.
    megabytes: given with it."""

    code: str
    fee: int
    name: Mapping[str, str]
    description: Mapping[str, str]
    discount: bool = False
    megabytes: int = 0


@dataclass(frozen=True, slots=True)
class Reward:
    """What points are exchanged for: megabytes, minutes and messages for the packages, or a service that is free. Money
    is none of it."""

    code: str
    points: int
    name: Mapping[str, str]
    megabytes: int = 0
    minutes: int = 0
    sms: int = 0
    option: str | None = None


@dataclass(frozen=True, slots=True)
class Charge:
    """Money taken. kind: a name of `ivr.account.catalogue.CHARGE_KINDS`."""

    at: datetime
    kind: str
    amount: int


@dataclass(frozen=True, slots=True)
class Payment:
    """Money paid in."""

    at: datetime
    amount: int


@dataclass(frozen=True, slots=True)
class Promise:
    """A promised payment: lent until its due day. paid: when it was settled."""

    amount: int
    fee: int
    due: date
    paid: bool = False


@dataclass(frozen=True, slots=True)
class Ticket:
    """A request of a subscriber: an order, a complaint, a re-registration. id: the number they are told; kind and
    state: names of `ivr.account.rules.requests`."""

    id: int
    kind: str
    state: str
    opened_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Message:
    """An SMS on its way to a subscriber. secret: its text is forgotten once it is delivered."""

    id: int
    at: datetime
    text: str = field(repr=False)
    secret: bool = False
