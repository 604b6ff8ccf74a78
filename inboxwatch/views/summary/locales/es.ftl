title = Capacidad de respuesta, semana { $week }
week-span = del { $first } al { $last }
lead = { $requests ->
    [0] Ningún compañero pidió nada esta semana.
    [one] Llegó una solicitud de compañeros; { $open ->
        [0] está atendida.
       *[other] sigue abierta.
    }
   *[other] Llegaron { $requests } solicitudes de compañeros; { $open ->
        [0] ninguna sigue abierta.
        [one] una de ellas sigue abierta.
       *[other] { $open } de ellas siguen abiertas.
    }
}
within = { $share } de { $n } tuvieron acuse dentro del plazo ({ $before } la semana anterior).
within-first = { $share } de { $n } tuvieron acuse dentro del plazo.
median = La mitad tuvo acuse en { $median } de tiempo de trabajo ({ $before } la semana anterior), nueve de cada diez en { $p90 }.
median-most-wait = La mitad tuvo acuse en { $median } de tiempo de trabajo ({ $before } la semana anterior); aún no puede decirse cuánto tardan nueve de cada diez, pues demasiadas siguen esperando.
median-half-wait = Aún no puede decirse cuánto tarda la mitad, pues demasiadas siguen esperando (la semana anterior: { $before }).
too-few = Demasiado pocas para tasas ({ $n }).
few = muy pocas
not-yet = aún no
none = –
first-title = Lo primero
first-none = Nada: nadie te espera.
why-promise-broken = Habías prometido una respuesta para el { $when }.
why-chased = { $n ->
    [one] Ha insistido una vez.
   *[other] Ha insistido { $n } veces.
}
why-overdue = Espera desde el { $when }, más que el plazo.
why-promise-due = Prometiste una respuesta para el { $when }.
why-deadline = Se necesita para el { $when }.
why-next-due = Vence el { $when }.
open-title = Siguen abiertas
open-lead = { $n ->
    [one] En total hay una solicitud abierta
   *[other] En total hay { $n } solicitudes abiertas
}, { $overdue } vencidas. La más antigua espera desde el { $since }.
col-who = Quién
col-what = Qué
col-since = Espera desde
col-due = Vence
col-department = Departamento
col-n = n
col-open = Abiertas
col-within = A tiempo
col-median = Mediana
col-p90 = 90 %
col-week = Semana
col-chasers = Recordatorios
promises-title = Promesas
promises = Esta semana, cumplidas: { $kept }, incumplidas: { $broken }.
promises-none = Ninguna promesa vencía esta semana.
departments-title = Departamentos
departments-more = No se muestran, pues pidieron menos: { $n } más.
other = otros
trend-title = Dentro del plazo, por semana
trend-alt = Parte de las solicitudes con acuse dentro del plazo en las últimas doce semanas
owed-title = Esperas
owed-lead = { $n ->
    [one] Tus compañeros te deben una respuesta
   *[other] Tus compañeros te deben { $n } respuestas
}, { $overdue ->
    [0] ninguna fuera de plazo
   *[other] { $overdue } de ellas fuera de plazo
}, contado según tu propio calendario, pues nadie conoce el suyo.
owed-since = pedido { $when }
between-title = Quién espera a quién
col-owing = Te espera
col-owed = Esperas
side = { $n ->
    [0] –
   *[other] { $overdue ->
        [0] { $n }
       *[other] { $n }, { $overdue } con retraso
    }
}
external-title = De fuera
external-lead = { $n ->
    [0] Nadie de fuera pidió nada esta semana
    [one] Una solicitud llegó de fuera esta semana
   *[other] { $n } solicitudes llegaron de fuera esta semana
}. Abiertas ahora: { $open }, vencidas: { $overdue }. Dentro del plazo y mediana, los de dentro junto a los de fuera:
col-inside = Dentro
col-outside = Fuera
col-median-outside = Mediana fuera
hours-title = Horas del día
hours = Lo que llega entre las { $best } y las { $best-end } recibe acuse antes ({ $best-median }), lo que llega entre las { $worst } y las { $worst-end } más tarde ({ $worst-median }).
chasers-title = Insistencias
chasers = { $n ->
    [0] Nadie tuvo que insistir.
    [one] Un correo solo insistía; un acuse lo habría evitado.
   *[other] { $n } correos solo insistían; unos acuses los habrían evitado.
}
thanks-title = Agradecimientos
thanks = { $n ->
    [one] Un correo de compañeros te dio las gracias esta semana.
   *[other] { $n } correos de compañeros te dieron las gracias esta semana.
}
quality-title = Fiabilidad
quality-unread = No leídos por completo: { $names }. Falta lo que llegó allí.
quality-unjudged = { $n ->
    [one] Un correo no pudo juzgarse.
   *[other] { $n } correos no pudieron juzgarse.
}
quality-corrections = Esta semana descartaste { $dismissed } y añadiste { $marked }.
quality-precision = Dejaste en pie el { $share } de lo señalado en doce semanas ({ $n }).
quality-good = Se leyeron todos los buzones.
ages = Por antigüedad: hasta un día { $day }, tres días { $days }, una semana { $week }, cuatro semanas { $month }, más { $older }.
answers-title = Respuestas, en doce semanas
answers = La mitad de { $n } solicitudes tuvo su respuesta, no solo un acuse, en { $median } de tiempo de trabajo, nueve de cada diez en { $p90 }.
answers-most-wait = La mitad de { $n } solicitudes tuvo su respuesta, no solo un acuse, en { $median } de tiempo de trabajo; aún no puede decirse cuánto tardan nueve de cada diez, pues demasiadas siguen esperando.
answers-half-wait = Aún no puede decirse cuánto espera su respuesta la mitad de { $n } solicitudes, pues demasiadas siguen esperando.
dates = Fechas que pidieron los compañeros: cumplidas { $ahead }, incumplidas { $late }, por venir { $open }.
even-title = Regularidad, en doce semanas
even-departments = Entre el departamento mejor y el peor atendido hay { $points } puntos porcentuales dentro del plazo.
even-times = Nueve de cada diez esperan { $times } veces lo que espera la mitad.
requesters-title = Quién pidió más, en doce semanas
requesters = Solo para tus ojos.
mailboxes-title = Buzones, en doce semanas
col-mailbox = Buzón
quality-naive = Sin quienes aún esperan, la mitad parecería tardar { $median } y nueve de cada diez { $p90 }.
footnote = Tiempo de trabajo hasta el primer acuse. La mediana y el 90 % cuentan a quienes aún esperan. A fecha de { $now }.
team-note = Faltan los departamentos con menos de { $k } solicitudes; no se nombra a nadie.
team-title = { $team }: capacidad de respuesta, semana { $week }
team-lead = { $n ->
    [one] Una solicitud
   *[other] { $n } solicitudes
} a { $people } personas del equipo.
team-too-few = Menos de { $k } personas o solicitudes, o casi todas de una sola: no se dice nada de esta semana.
team-not-told = Todavía no se dice nada de esta semana: se hace una sola vez, a partir del segundo día después, y solo para quienes usan el almacén común.
team-open = Abiertas el { $day }: { $n }, vencidas: { $overdue }.
team-told = Se dice una vez y no se cambia: solo donde hay al menos { $k } personas y { $k } solicitudes detrás de una cifra. No se nombra a nadie.
