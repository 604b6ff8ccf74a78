"""Requests and figures -> rich renderables and JSON. No store, no clock; text from mail goes through `text.safe`."""
