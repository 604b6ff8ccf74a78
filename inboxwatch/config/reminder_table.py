"""`[reminders]`: what the owner wants to be told, where and how often; docs/reminders.md explains each key."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, field_validator, model_validator

from inboxwatch.config.durations import business_seconds, seconds
from inboxwatch.config.tables import Table
from inboxwatch.config.values import Address, Name

NEVER = "never"


def _working(value: object) -> int | None:
    """A length of working time, or "never"."""
    return None if value in (None, NEVER) else business_seconds(value)


def _wall(value: object) -> int | None:
    """A length of time by the clock on the wall, or "never"."""
    return None if value in (None, NEVER) else seconds(value)


Working = Annotated[int | None, BeforeValidator(_working)]
Wall = Annotated[int | None, BeforeValidator(_wall)]


class RemindersTable(Table):
    """`[reminders]`: durations in seconds, None for "never"."""

    channels: tuple[Name, ...] = ()
    before: Working = 3600
    breach: bool = True
    repeat: Wall = 86_400
    deadline: bool = True
    promises_before: Working = 3600
    escalate_after: Working = None
    deputies: tuple[Address, ...] = ()
    max_per_day: int = Field(default=5, ge=0)
    quiet_outside_hours: bool = True
    pause: dt.date | dt.datetime | None = None

    @field_validator("pause", mode="before")
    @classmethod
    def _read_pause(cls, value: Any) -> object:  # noqa: ANN401 - whatever TOML holds
        if value is None or isinstance(value, dt.date):
            return value
        try:
            return dt.date.fromisoformat(str(value)) if len(str(value)) <= len("2026-12-24") else _moment(str(value))
        except ValueError:
            raise ValueError(f'"{value}" is not a date like "2026-12-24" or "2026-12-24T12:00"') from None

    @model_validator(mode="after")
    def _somebody(self) -> RemindersTable:
        if self.escalate_after is not None and not self.deputies:
            raise ValueError('escalate_after needs deputies = ["…"], the addresses of those who are told then')
        return self


def _moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)
