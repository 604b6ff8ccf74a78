title = Réactivité, semaine { $week }
week-span = du { $first } au { $last }
lead = { $requests ->
    [0] Aucun collègue n’a rien demandé cette semaine.
    [one] Une demande est venue de collègues ; { $open ->
        [0] elle est traitée.
       *[other] elle est encore ouverte.
    }
   *[other] { $requests } demandes sont venues de collègues ; { $open ->
        [0] aucune n’est plus ouverte.
        [one] l’une d’elles est encore ouverte.
       *[other] { $open } d’entre elles sont encore ouvertes.
    }
}
within = { $share } sur { $n } ont reçu un accusé dans le délai ({ $before } la semaine précédente).
within-first = { $share } sur { $n } ont reçu un accusé dans le délai.
median = La moitié a reçu un accusé en { $median } de temps de travail ({ $before } la semaine précédente), neuf sur dix en { $p90 }.
median-most-wait = La moitié a reçu un accusé en { $median } de temps de travail ({ $before } la semaine précédente) ; on ne peut pas encore dire combien il faut pour neuf sur dix, car trop attendent encore.
median-half-wait = On ne peut pas encore dire combien il faut pour la moitié, car trop attendent encore (la semaine précédente : { $before }).
too-few = Trop peu pour des taux ({ $n }).
few = trop peu
not-yet = pas encore
none = –
first-title = À faire d’abord
first-none = Rien : personne ne vous attend.
why-promise-broken = Vous aviez promis une réponse pour { $when }.
why-chased = { $n ->
    [one] A relancé une fois.
   *[other] A relancé { $n } fois.
}
why-overdue = Attend depuis { $when }, au-delà du délai.
why-promise-due = Vous avez promis une réponse pour { $when }.
why-deadline = Nécessaire pour { $when }.
why-next-due = À échéance { $when }.
open-title = Encore ouvertes
open-lead = { $n ->
    [one] Une demande est ouverte en tout
   *[other] { $n } demandes sont ouvertes en tout
}, { $overdue } en retard. La plus ancienne attend depuis { $since }.
col-who = Qui
col-what = Quoi
col-since = Attend depuis
col-due = Échéance
col-department = Service
col-n = n
col-open = Ouvertes
col-within = À temps
col-median = Médiane
col-p90 = 90 %
col-week = Semaine
col-chasers = Relances
promises-title = Promesses
promises = Cette semaine, tenues : { $kept }, non tenues : { $broken }.
promises-none = Aucune promesse n’arrivait à échéance cette semaine.
departments-title = Services
departments-more = Non affichés, car ils ont moins demandé : { $n } autres.
other = autres
trend-title = Dans le délai, par semaine
trend-alt = Part des demandes ayant reçu un accusé dans le délai, sur douze semaines
owed-title = Vous attendez
owed-lead = { $n ->
    [one] Vos collègues vous doivent une réponse
   *[other] Vos collègues vous doivent { $n } réponses
}, { $overdue ->
    [0] aucune au-delà du délai
   *[other] dont { $overdue } au-delà du délai
}, compté d’après votre propre calendrier, puisque personne ne connaît le leur.
owed-since = demandé { $when }
between-title = Qui attend qui
col-owing = Vous attend
col-owed = Vous attendez
side = { $n ->
    [0] –
   *[other] { $overdue ->
        [0] { $n }
       *[other] { $n }, { $overdue } en retard
    }
}
external-title = À l’extérieur
external-lead = { $n ->
    [0] Personne à l’extérieur n’a rien demandé cette semaine
    [one] Une demande est venue de l’extérieur cette semaine
   *[other] { $n } demandes sont venues de l’extérieur cette semaine
}. Ouvertes à présent : { $open }, en retard : { $overdue }. Dans le délai et médiane, l’intérieur à côté de l’extérieur :
col-inside = Intérieur
col-outside = Extérieur
col-median-outside = Médiane extérieure
hours-title = Heures de la journée
hours = Ce qui arrive entre { $best } et { $best-end } reçoit un accusé le plus vite ({ $best-median }), ce qui arrive entre { $worst } et { $worst-end } le plus lentement ({ $worst-median }).
chasers-title = Relances
chasers = { $n ->
    [0] Personne n’a dû relancer.
    [one] Un courriel ne faisait que relancer ; un accusé l’aurait évité.
   *[other] { $n } courriels ne faisaient que relancer ; des accusés les auraient évités.
}
thanks-title = Remerciements
thanks = { $n ->
    [one] Un courriel de collègue vous a remercié cette semaine.
   *[other] { $n } courriels de collègues vous ont remercié cette semaine.
}
quality-title = Fiabilité
quality-unread = Non lues entièrement : { $names }. Ce qui y est arrivé manque.
quality-unjudged = { $n ->
    [one] Un courriel n’a pu être jugé.
   *[other] { $n } courriels n’ont pu être jugés.
}
quality-corrections = Vous avez écarté { $dismissed } et ajouté { $marked } cette semaine.
quality-precision = Vous avez laissé tel quel { $share } de ce qui a été signalé en douze semaines ({ $n }).
quality-good = Toutes les boîtes ont été lues.
ages = Par âge : jusqu’à un jour { $day }, trois jours { $days }, une semaine { $week }, quatre semaines { $month }, plus { $older }.
answers-title = Réponses, sur douze semaines
answers = La moitié de { $n } demandes ont eu leur réponse, et non un simple accusé, en { $median } de temps de travail, neuf sur dix en { $p90 }.
answers-most-wait = La moitié de { $n } demandes ont eu leur réponse, et non un simple accusé, en { $median } de temps de travail ; on ne peut pas encore dire combien il faut pour neuf sur dix, car trop attendent encore.
answers-half-wait = On ne peut pas encore dire combien la moitié de { $n } demandes attendent leur réponse, car trop attendent encore.
dates = Dates demandées par les collègues : respectées { $ahead }, manquées { $late }, à venir { $open }.
even-title = Régularité, sur douze semaines
even-departments = Entre le service le mieux servi et le moins bien servi, { $points } points de pourcentage dans le délai.
even-times = Neuf sur dix attendent { $times } fois plus longtemps que la moitié.
requesters-title = Qui a le plus demandé, sur douze semaines
requesters = Pour vos yeux seulement.
mailboxes-title = Boîtes, sur douze semaines
col-mailbox = Boîte
quality-naive = Sans ceux qui attendent encore, la moitié semblerait prendre { $median } et neuf sur dix { $p90 }.
footnote = Temps de travail jusqu’au premier accusé. La médiane et le 90 % comptent ceux qui attendent encore. État au { $now }.
team-note = Les services de moins de { $k } demandes sont omis ; personne n’est nommé.
team-title = { $team } : réactivité, semaine { $week }
team-lead = { $n ->
    [one] Une demande adressée
   *[other] { $n } demandes adressées
} à { $people } personnes de l’équipe.
team-too-few = Moins de { $k } personnes ou demandes, ou presque toutes chez une seule : rien n’est dit de cette semaine.
team-not-told = Rien n’est encore dit de cette semaine : c’est fait une seule fois, à partir du deuxième jour qui la suit, et seulement pour les personnes qui utilisent la base commune.
team-open = En attente le { $day } : { $n }, en retard : { $overdue }.
team-told = Dit une fois et jamais modifié : seulement si au moins { $k } personnes et { $k } demandes sont derrière un chiffre. Personne n’est nommé.
