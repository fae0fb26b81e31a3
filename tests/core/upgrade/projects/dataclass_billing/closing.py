"""Closes a month."""

from .records import Books


def close(books: Books) -> list[str]:
    account = books.load()
    kind = account.balance.account_type
    return [f"{kind} {one.invoice_number} {one.total_amount}" for one in account.open if one.items]
