"""Migrations of the store, run by `inboxwatch.store.migrate`."""
