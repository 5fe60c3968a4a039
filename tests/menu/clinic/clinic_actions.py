"""Actions of the clinic, as they stand beside a service."""

from dataclasses import dataclass

from ivr.actions import Context, Outcome, action


@dataclass(frozen=True)
class Doctor:
    """A doctor with a free hour."""

    id: str
    name: str
    day: str


@action("doctors.free", outcomes={"found": list[Doctor]})
def free(context: Context, days: int, kind: str) -> Outcome:
    """Doctors who are free in the next days."""
    return Outcome("found", [Doctor("1", "Иванова", "2026-11-30")][:days])


@action("visits.book", outcomes=("booked", "taken"), changes=True)
def book(context: Context, doctor: str, note: str) -> Outcome:
    """Book a visit."""
    return Outcome("booked" if doctor and note else "taken")


@action("cards.check", outcomes=("valid", "unknown"))
def check_card(context: Context, card: str, strict: bool) -> Outcome:
    """Whether a card exists."""
    return Outcome("valid" if card or strict else "unknown")


@action("password.check", outcomes=("right", "wrong"))
def check_password(context: Context, pin: object) -> Outcome:
    """Whether a password is right."""
    return Outcome("right" if pin else "wrong", level=2)
