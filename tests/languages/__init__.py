"""Mail in seven languages, written for these tests; `python -m tests.languages` prints the figures and the mistakes."""
