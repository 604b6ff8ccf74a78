"""The interactive terminal dashboard (Textual). It draws and asks; whatever it shows or does comes from a `Source`.

`source` says what that offers, `rows` and `plots` turn requests into cells and drawings without Textual, `panes` are
the tables, `dialogs` what opens above them, `app` the whole. Text from mail reaches a widget only as
`rich.text.Text` that `views.text` has neutralised (T1-T3).
"""
