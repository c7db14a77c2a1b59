"""The signal of sampled production checks."""

from __future__ import annotations

from django.dispatch import Signal

contract_checked = Signal()
"""Sent after a sampled response was checked, with `report`, a `middleware.Report`.

A receiver runs after the response is handed to the server; what it raises is logged and ends
nothing.
"""
