"""The rules of the account: pure functions over records. Nothing here reads a clock, a database or a random number."""
