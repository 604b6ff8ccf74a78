"""Trains the classifier's model on labelled mail and exports its weights: `python -m training --data FOLDER`.

Not part of the package: it needs scikit-learn (`pip install inboxwatch[training]`). One command cross-validates, prints
the figures of each set and the learning curve, trains on everything and writes `inboxwatch/classifier/weights.json`.
Same data, same code, same file to the byte: there is no chance in it but seeded.
"""
