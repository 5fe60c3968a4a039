"""The desks of the account system: what is asked and changed, one subject each. `Accounts` has them all."""
