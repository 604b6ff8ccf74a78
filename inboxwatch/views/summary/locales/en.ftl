title = Responsiveness in week { $week }
week-span = { $first } to { $last }
lead = { $requests ->
    [0] No colleague asked for anything this week.
    [one] One request came from colleagues; { $open ->
        [0] it is taken care of.
       *[other] it is still open.
    }
   *[other] { $requests } requests came from colleagues; { $open ->
        [0] none of them is open any more.
        [one] one of them is still open.
       *[other] { $open } of them are still open.
    }
}
within = { $share } of { $n } were acknowledged within the target ({ $before } the week before).
within-first = { $share } of { $n } were acknowledged within the target.
median = Half were acknowledged within { $median } of working time ({ $before } the week before), nine in ten within { $p90 }.
median-most-wait = Half were acknowledged within { $median } of working time ({ $before } the week before); how long nine in ten take cannot be said yet, for too many still wait.
median-half-wait = How long half of them take cannot be said yet, for too many still wait (the week before: { $before }).
too-few = Too few for rates ({ $n }).
few = too few
not-yet = not yet
none = –
first-title = To do first
first-none = Nothing: nobody waits for you.
why-promise-broken = You had promised an answer by { $when }.
why-chased = { $n ->
    [one] Asked again once.
   *[other] Asked again { $n } times.
}
why-overdue = Waiting since { $when }, longer than the target.
why-promise-due = You promised an answer by { $when }.
why-deadline = Needed by { $when }.
why-next-due = Due { $when }.
open-title = Still open
open-lead = { $n ->
    [one] One request is open in all
   *[other] { $n } requests are open in all
}, { $overdue } overdue. The oldest has waited since { $since }.
col-who = Who
col-what = What
col-since = Waiting since
col-due = Due
col-department = Department
col-n = n
col-open = Open
col-within = In time
col-median = Median
col-p90 = 90 %
col-week = Week
col-chasers = Chasers
promises-title = Promises
promises = { $kept } kept, { $broken } broken this week.
promises-none = No promise fell due this week.
departments-title = Departments
departments-more = Not shown, for they asked less: { $n } more.
other = other
trend-title = Within target by week
trend-alt = Share of requests acknowledged within the target in the last twelve weeks
owed-title = You wait for
owed-lead = { $n ->
    [one] Colleagues owe you one answer
   *[other] Colleagues owe you { $n } answers
}, { $overdue ->
    [0] none of them longer than the target
   *[other] { $overdue } of them longer than the target
}, counted on your own calendar, since nobody knows theirs.
owed-since = asked { $when }
between-title = Who waits for whom
col-owing = Waits for you
col-owed = You wait
side = { $n ->
    [0] –
   *[other] { $overdue ->
        [0] { $n }
       *[other] { $n }, { $overdue } late
    }
}
external-title = People outside
external-lead = { $n ->
    [0] Nobody outside asked for anything this week
    [one] One request came from outside this week
   *[other] { $n } requests came from outside this week
}. Open now: { $open }, overdue: { $overdue }. Within target and median, colleagues beside people outside:
col-inside = Colleagues
col-outside = Outside
col-median-outside = Median outside
hours-title = Hours of the day
hours = What comes between { $best } and { $best-end } is acknowledged soonest ({ $best-median }), what comes between { $worst } and { $worst-end } latest ({ $worst-median }).
chasers-title = Chasers
chasers = { $n ->
    [0] Nobody had to ask again.
    [one] One mail only asked again; an acknowledgement would have saved it.
   *[other] { $n } mails only asked again; acknowledgements would have saved them.
}
thanks-title = Thanks
thanks = { $n ->
    [one] One colleague's mail thanked you this week.
   *[other] { $n } mails of colleagues thanked you this week.
}
quality-title = How far to trust this
quality-unread = Not read completely: { $names }. What came there is missing.
quality-unjudged = { $n ->
    [one] One mail could not be judged.
   *[other] { $n } mails could not be judged.
}
quality-corrections = You dismissed { $dismissed } and added { $marked } this week.
quality-precision = { $share } of what was flagged in twelve weeks you let stand ({ $n }).
quality-good = All mailboxes were read.
ages = By age: up to a day { $day }, three days { $days }, a week { $week }, four weeks { $month }, older { $older }.
answers-title = Answers, in twelve weeks
answers = Half of { $n } requests had their answer, not only a sign, within { $median } of working time, nine in ten within { $p90 }.
answers-most-wait = Half of { $n } requests had their answer, not only a sign, within { $median } of working time; how long nine in ten take cannot be said yet, for too many still wait.
answers-half-wait = How long half of { $n } requests wait for their answer cannot be said yet, for too many still wait.
dates = Dates that colleagues asked for: { $ahead } met, { $late } not met, { $open } to come.
even-title = How even it was, in twelve weeks
even-departments = Between the best and the worst served department lie { $points } percentage points within target.
even-times = Nine in ten wait { $times } times as long as half of them do.
requesters-title = Who asked most, in twelve weeks
requesters = For your eyes alone.
mailboxes-title = Mailboxes, in twelve weeks
col-mailbox = Mailbox
quality-naive = Without those who still wait, half would seem to take { $median } and nine in ten { $p90 }.
footnote = Working time to the first acknowledgement. Median and 90 % count those who still wait. The figures stand as of { $now }.
team-note = Departments with fewer than { $k } requests are left out; nobody is named.
team-title = { $team }: responsiveness in week { $week }
team-lead = { $n ->
    [one] One request
   *[other] { $n } requests
} came to { $people } people of the team.
team-too-few = Fewer than { $k } people or requests, or one person with nearly all of them: nothing is told of this week.
team-not-told = This week has not been told yet: a week is told once, from the second day after it, and only for people who use the shared store.
team-open = Open on { $day }: { $n }, overdue: { $overdue }.
team-told = Told once and never changed: only where at least { $k } people and { $k } requests stand behind a figure. Nobody is named.
