"""Mail in seven languages, written for these tests; `python -m bench.languages` prints the figures and mistakes."""
