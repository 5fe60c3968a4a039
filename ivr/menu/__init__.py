"""From menu documents to a checked, immutable model of a service."""

from ivr.menu.loader import Loaded, MenuError, load, load_service

__all__ = ["Loaded", "MenuError", "load", "load_service"]
