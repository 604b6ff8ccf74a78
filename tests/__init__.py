"""The tests of inboxwatch; helpers are imported as `tests.builders`, `tests.fakes`, `tests.contract`."""
