"""An invented company and its mail, for the demo, the tests and the benches. Standard library only, always the same."""

from __future__ import annotations

from inboxwatch.demo.company import NOW, Company, write_company
from inboxwatch.demo.load import Load, write_load
from inboxwatch.demo.stories import Story

__all__ = ["NOW", "Company", "Load", "Story", "write_company", "write_load"]
