"""inboxwatch: how promptly people answer the colleagues who depend on them.

The map of the program, outermost first; imports run only downwards (import-linter holds it, see pyproject.toml)::

    cli            click commands: parse, call, draw
    dashboard      the interactive screen: asks a source that cli makes, in threads; draws what comes back
    fleet          workers: polls of thousands of mailboxes from a queue, each the same pass as watch makes
    watch          the shell: sync, track, rebuild; one code path for one pass and for ever (run)
    views          figures and requests -> rich renderables; the weekly summary -> terminal, Markdown, HTML, JSON
    store          SQLModel tables, queries, migrations: the only place that knows a database
    plugins        lists and loads connectors and channels, lazily
    config         TOML -> frozen settings, all problems at once
    connectors     imap, exchange, graph, files (the other root package): each owns its settings and its errors
    channels       email, apprise, console: ways to tell the owner something
    ports          what connectors and channels must offer
    holding        the words of a holding reply, in the requester's language
    mail           bytes of a message -> Mail (headers, text, invitation, delivery report)
    figures        requests -> rates, medians, quantiles (trends, summary: weeks, hours, what to do first)
    reminders      requests and what was told -> what is told now, and why the rest is not
    tracker        messages -> requests, acknowledgements, promises, with the trace that `explain` prints
    conversations  messages -> conversations
    classifier     one verdict a message, with reasons
    directory      who is internal, which department, whose mailbox
    business_hours working calendar: elapsed, due
    targets        how soon a request is owed an acknowledgement
    model          the words all of them share (notices: those of what the owner is told)
    errors         one base error with an exit code

Everything from `figures` down is pure: no clock, no socket, no database, no environment; `now` is an argument.
"""

__version__ = "0.1.0"
