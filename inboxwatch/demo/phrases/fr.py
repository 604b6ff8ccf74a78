"""French: Sophie of Sales and Claire, the consultant."""

from __future__ import annotations

from inboxwatch.demo.phrases.shape import Phrases, Topic

SOPHIE = (
    Topic(
        "Délai pour {customer}",
        "le client {customer} me demande quand sa commande {n} partira. Peux-tu me donner une date ?",
        "elle part jeudi avec le transporteur de l'après-midi, donc livraison lundi au plus tard.",
    ),
    Topic(
        "Stock de {item}",
        "combien de {item} nous reste-t-il en stock ? J'ai une offre à envoyer ce soir.",
        "il en reste quatorze, dont six réservés jusqu'à vendredi.",
    ),
    Topic(
        "Notice en français",
        "avons-nous la notice de {item} en français ? Je ne trouve que l'anglais.",
        "oui, elle est dans le dossier commun depuis hier, version 2.",
    ),
    Topic(
        "Adresse de livraison {n}",
        "pourrais-tu modifier l'adresse de livraison de la commande {n} ? Le client a déménagé à Lyon.",
        "c'est fait, la nouvelle adresse figure sur la confirmation.",
    ),
    Topic(
        "Remise exceptionnelle",
        "est-ce que nous pouvons accorder 5 % à {customer} pour vingt {item} ?",
        "oui, jusqu'à 5 % sans autre accord. Au-delà, il faut demander à Hannah.",
    ),
    Topic(
        "Retour client",
        "{customer} nous renvoie un {item} défectueux. Où doit-il l'adresser, et sous quel numéro ?",
        "à l'entrepôt, porte 2, sous le numéro R-{n}.",
    ),
)
CLAIRE = (
    Topic(
        "Audit : documents manquants",
        "il me manque encore la procédure de retour pour l'audit. Pouvez-vous me l'envoyer ?",
        "la voici, version d'avril. Les annexes n'ont pas changé.",
    ),
    Topic(
        "Visite de l'entrepôt",
        "seriez-vous disponible mardi à dix heures pour la visite de l'entrepôt ?",
        "mardi à dix heures me convient, je vous attends à l'accueil.",
    ),
    Topic(
        "Chiffres de mars",
        "à quoi correspond la ligne {n} dans votre tableau de mars ?",
        "aux livraisons partielles. Elles sont comptées une seule fois, à la dernière.",
    ),
)

PHRASES = Phrases(
    topics={"Sophie": SOPHIE, "Claire": CLAIRE},
    hello=("Bonjour {name},", "Salut {name},", "Chère {name},"),
    bye=("Merci d'avance,", "Bien à toi,", "Cordialement,", "Belle journée,"),
    chaser=(
        "as-tu eu le temps de regarder ?",
        "je me permets de te relancer à ce sujet.",
        "y a-t-il du nouveau ? Le client s'impatiente un peu.",
    ),
    holding=("bien reçu, je regarde et je reviens vers toi.", "merci, c'est noté, je me renseigne."),
    thanks=("Parfait, merci beaucoup !", "Super, merci Mira.", "Merci, c'est très clair."),
    fyi=(("Salon de Lyon", "pour information, le compte rendu du salon est en ligne. Pas besoin de répondre."),),
)
