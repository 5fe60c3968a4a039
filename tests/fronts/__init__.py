"""Text fronts: menus by USSD and SMS, with a small service of their own."""
