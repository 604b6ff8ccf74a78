title = Reaktionszeiten in Woche { $week }
week-span = { $first } bis { $last }
lead = { $requests ->
    [0] Diese Woche hat niemand aus dem Kollegium um etwas gebeten.
    [one] Es kam eine Anfrage aus dem Kollegium; { $open ->
        [0] sie ist erledigt.
       *[other] sie ist noch offen.
    }
   *[other] Es kamen { $requests } Anfragen aus dem Kollegium; { $open ->
        [0] keine davon ist mehr offen.
        [one] eine davon ist noch offen.
       *[other] { $open } davon sind noch offen.
    }
}
within = { $share } von { $n } wurden rechtzeitig bestätigt (in der Woche davor { $before }).
within-first = { $share } von { $n } wurden rechtzeitig bestätigt.
median = Die Hälfte wurde innerhalb von { $median } Arbeitszeit bestätigt (in der Woche davor { $before }), neun von zehn innerhalb von { $p90 }.
median-most-wait = Die Hälfte wurde innerhalb von { $median } Arbeitszeit bestätigt (in der Woche davor { $before }); wie lange es bei neun von zehn dauert, lässt sich noch nicht sagen, denn zu viele warten noch.
median-half-wait = Wie lange es bei der Hälfte dauert, lässt sich noch nicht sagen, denn zu viele warten noch (in der Woche davor: { $before }).
too-few = Zu wenige für Quoten ({ $n }).
few = zu wenige
not-yet = noch nicht
none = –
first-title = Zuerst zu tun
first-none = Nichts: Niemand wartet auf dich.
why-promise-broken = Du hattest eine Antwort bis { $when } versprochen.
why-chased = { $n ->
    [one] Hat einmal nachgefragt.
   *[other] Hat { $n } Mal nachgefragt.
}
why-overdue = Wartet seit { $when }, länger als das Ziel.
why-promise-due = Du hast eine Antwort bis { $when } versprochen.
why-deadline = Wird bis { $when } gebraucht.
why-next-due = Fällig { $when }.
open-title = Noch offen
open-lead = { $n ->
    [one] Insgesamt ist eine Anfrage offen
   *[other] Insgesamt sind { $n } Anfragen offen
}, { $overdue } überfällig. Die älteste wartet seit { $since }.
col-who = Wer
col-what = Was
col-since = Wartet seit
col-due = Fällig
col-department = Abteilung
col-n = n
col-open = Offen
col-within = Rechtzeitig
col-median = Median
col-p90 = 90 %
col-week = Woche
col-chasers = Nachfragen
promises-title = Versprechen
promises = Diese Woche gehalten: { $kept }, gebrochen: { $broken }.
promises-none = Diese Woche war kein Versprechen fällig.
departments-title = Abteilungen
departments-more = Nicht gezeigt, weil sie weniger fragten: { $n } weitere.
other = sonstige
trend-title = Rechtzeitig bestätigt, nach Wochen
trend-alt = Anteil der rechtzeitig bestätigten Anfragen in den letzten zwölf Wochen
owed-title = Du wartest auf
owed-lead = { $n ->
    [one] Eine Antwort schulden dir Kolleginnen und Kollegen
   *[other] { $n } Antworten schulden dir Kolleginnen und Kollegen
}, { $overdue ->
    [0] keine davon länger als das Ziel
   *[other] { $overdue } davon länger als das Ziel
}, gezählt nach deinem eigenen Kalender, denn den der anderen kennt niemand.
owed-since = gefragt { $when }
between-title = Wer auf wen wartet
col-owing = Wartet auf dich
col-owed = Du wartest
side = { $n ->
    [0] –
   *[other] { $overdue ->
        [0] { $n }
       *[other] { $n }, { $overdue } zu lange
    }
}
external-title = Von außen
external-lead = { $n ->
    [0] Von außen kam in dieser Woche keine Anfrage
    [one] Von außen kam in dieser Woche eine Anfrage
   *[other] Von außen kamen in dieser Woche { $n } Anfragen
}. Jetzt offen: { $open }, überfällig: { $overdue }. Rechtzeitig und Median, innen neben außen:
col-inside = Innen
col-outside = Außen
col-median-outside = Median außen
hours-title = Tageszeiten
hours = Was zwischen { $best } und { $best-end } kommt, wird am schnellsten bestätigt ({ $best-median }), was zwischen { $worst } und { $worst-end } kommt, am langsamsten ({ $worst-median }).
chasers-title = Nachfragen
chasers = { $n ->
    [0] Niemand musste nachfragen.
    [one] Eine Mail hat nur nachgefragt; eine Bestätigung hätte sie erspart.
   *[other] { $n } Mails haben nur nachgefragt; Bestätigungen hätten sie erspart.
}
thanks-title = Dank
thanks = { $n ->
    [one] Eine Mail aus dem Kollegium hat dir diese Woche gedankt.
   *[other] { $n } Mails aus dem Kollegium haben dir diese Woche gedankt.
}
quality-title = Wie verlässlich das ist
quality-unread = Nicht vollständig gelesen: { $names }. Was dort ankam, fehlt.
quality-unjudged = { $n ->
    [one] Eine Mail konnte nicht beurteilt werden.
   *[other] { $n } Mails konnten nicht beurteilt werden.
}
quality-corrections = Du hast diese Woche { $dismissed } verworfen und { $marked } hinzugefügt.
quality-precision = { $share } dessen, was in zwölf Wochen erkannt wurde, hast du gelten lassen ({ $n }).
quality-good = Alle Postfächer wurden gelesen.
ages = Nach Alter: bis zu einem Tag { $day }, drei Tage { $days }, eine Woche { $week }, vier Wochen { $month }, älter { $older }.
answers-title = Antworten, in zwölf Wochen
answers = Die Hälfte von { $n } Anfragen hatte ihre Antwort, nicht nur ein Zeichen, innerhalb von { $median } Arbeitszeit, neun von zehn innerhalb von { $p90 }.
answers-most-wait = Die Hälfte von { $n } Anfragen hatte ihre Antwort, nicht nur ein Zeichen, innerhalb von { $median } Arbeitszeit; wie lange es bei neun von zehn dauert, lässt sich noch nicht sagen, denn zu viele warten noch.
answers-half-wait = Wie lange die Hälfte von { $n } Anfragen auf ihre Antwort wartet, lässt sich noch nicht sagen, denn zu viele warten noch.
dates = Gewünschte Termine: { $ahead } eingehalten, { $late } nicht, { $open } stehen noch aus.
even-title = Wie gleichmäßig es war, in zwölf Wochen
even-departments = Zwischen der am besten und der am schlechtesten bedienten Abteilung liegen { $points } Prozentpunkte bei rechtzeitigen Bestätigungen.
even-times = Neun von zehn warten { $times }-mal so lang wie die Hälfte.
requesters-title = Wer am meisten gefragt hat, in zwölf Wochen
requesters = Nur für deine Augen.
mailboxes-title = Postfächer, in zwölf Wochen
col-mailbox = Postfach
quality-naive = Ohne die, die noch warten, schiene die Hälfte { $median } zu brauchen und neun von zehn { $p90 }.
footnote = Arbeitszeit bis zur ersten Bestätigung. Median und 90 % zählen mit, wer noch wartet. Stand: { $now }.
team-note = Abteilungen mit weniger als { $k } Anfragen fehlen; niemand wird genannt.
team-title = { $team }: Reaktionszeiten in Woche { $week }
team-lead = { $n ->
    [one] Eine Anfrage
   *[other] { $n } Anfragen
} an { $people } Personen des Teams.
team-too-few = Weniger als { $k } Personen oder Anfragen, oder fast alle bei einer Person: über diese Woche wird nichts gesagt.
team-not-told = Über diese Woche wird noch nichts gesagt: das geschieht einmal, ab dem zweiten Tag danach, und nur für Personen, die den gemeinsamen Speicher benutzen.
team-open = Offen am { $day }: { $n }, überfällig: { $overdue }.
team-told = Einmal gesagt und nie geändert: nur wo mindestens { $k } Personen und { $k } Anfragen hinter einer Zahl stehen. Niemand wird genannt.
