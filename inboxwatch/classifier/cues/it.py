"""Cues."""
PHRASES: dict[str, str] = {}
DATES: dict[str, str] = {}
