"""Workers that poll many mailboxes from one queue: what `inboxwatch worker` runs (docs/fleet.md).

The table `polled` is the truth about what is to be read and when; the queue (Procrastinate, in the same database) only
hands it out, so nothing is lost with it. One poll reads one mailbox into its owner's space, exactly as `sync` and
`remind` do, and is fenced: a worker that slept meanwhile writes and sends nothing.
"""
