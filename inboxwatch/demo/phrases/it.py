"""Italian: Giulia of HR."""

from __future__ import annotations

from inboxwatch.demo.phrases.shape import Phrases, Topic

GIULIA = (
    Topic(
        "Ferie di giugno",
        "mi confermi le tue ferie di giugno? Nel piano vedo solo la prima settimana.",
        "confermo: solo la prima settimana, dall'8 al 12.",
    ),
    Topic(
        "Colloquio per il magazzino",
        "giovedì alle 15 viene il candidato per il magazzino. Puoi esserci anche tu?",
        "sì, ci sono. Mi mandi il curriculum?",
    ),
    Topic(
        "Corso sui carrelli elevatori",
        "quante persone del magazzino devono fare il corso sui carrelli?",
        "tre: Ben e i due nuovi.",
    ),
    Topic(
        "Scheda del nuovo collega",
        "mi serve la descrizione del posto per il nuovo pianificatore. Potresti mandarmela?",
        "eccola, l'ha già vista anche Hannah.",
    ),
    Topic(
        "Valutazioni annuali",
        "quando pensi di finire le valutazioni annuali?",
        "entro la fine del mese, me ne mancano due.",
    ),
)

PHRASES = Phrases(
    topics={"Giulia": GIULIA},
    hello=("Ciao {name},", "Cara {name},", "Buongiorno {name},"),
    bye=("Grazie mille,", "Un caro saluto,", "A presto,"),
    chaser=("hai avuto modo di guardarci?", "scusa se insisto, ci sono novità?"),
    holding=("ricevuto, controllo e ti faccio sapere.", "grazie, ci guardo appena posso."),
    thanks=("Perfetto, grazie mille!", "Grazie Mira, è tutto quello che mi serviva."),
    fyi=(
        (
            "Nuovo orario dello sportello",
            "per tua informazione, da lunedì lo sportello apre alle 9. Non serve rispondere.",
        ),
    ),
)
