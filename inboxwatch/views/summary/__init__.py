"""The weekly responsiveness summary for people: one page of neutral parts, drawn in four ways.

`phrases` speaks the owner's language, `content` turns the values of `inboxwatch.summary` into a `page.Page`, and
`terminal`, `markdown`, `html` and `data` draw that page or those values. Text from mail is neutralised in `content`.
"""
