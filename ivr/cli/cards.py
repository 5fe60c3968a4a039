"""The command that makes express cards."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

import click

from ivr.cli.group import examples
from ivr.cli.options import Failed, account_database

MOST = 10_000
"""Cards made at once."""


@click.command(epilog=examples("ivr cards --amount 100", "ivr cards --amount 500 --count 50 > cards.txt"))
@click.option("--amount", required=True, metavar="ROUBLES", help="What each card pays, in roubles.")
@click.option("--count", default=1, show_default=True, type=click.IntRange(1, MOST), help="How many cards.")
@account_database
def cards(amount: str, count: int, account_url: str | None) -> None:
    """Make express cards, and print their codes, one in a line. They are kept nowhere: print them or lose them."""
    from ivr.account import AccountError, open_accounts

    try:
        kopecks = Decimal(amount.replace(",", ".")) * 100
        if not kopecks.is_finite() or kopecks <= 0 or kopecks != kopecks.to_integral_value() or kopecks > 10**9:
            raise InvalidOperation
    except InvalidOperation:
        raise Failed(f"--amount: {amount!r} is no sum of roubles; one looks like 100 or 99.50") from None
    try:
        codes = open_accounts(account_url).make_cards(count, int(kopecks))
    except AccountError as error:
        raise Failed(str(error)) from None
    click.echo("\n".join(codes))
