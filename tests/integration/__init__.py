"""Tests against real servers and against scripted hostile ones."""
