"""Trains the classifier's model on labelled mail and exports its weights: `python -m training --data FOLDER`.

Not part of the package: it needs scikit-learn (`pip install inboxwatch[training]`). One command cross-validates, prints
the figures of each set and the learning curve, trains on everything and writes `inboxwatch/classifier/weights.json`.
Same data, same code, same file to the byte: nothing is drawn by chance, and sums are made by one thread, in one order.
"""

from __future__ import annotations

import os

for _library in ("OMP", "OPENBLAS", "MKL"):
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")  # read when numpy is imported
