"""Modal verbs and conditionals: a request whatever verb follows; permissions, plans and refusals are none."""

from __future__ import annotations

import pytest

from inboxwatch.classifier import modals, words

ASKS = {
    "es": (
        "Podrías repasar la lista antes del viernes", "Podría indicarme la dirección", "Me harían falta las cifras",
        "Puedes llevarnos mañana", "Las facturas deben llegarme antes del lunes", "Está abajo, puedes bajar",
    ),
    "it": (
        "Potresti rileggere il secondo capitolo", "Potrebbe indicarmi il prezzo", "Mi servirebbero i dati di maggio",
        "I moduli devono arrivarci entro lunedì", "Il corriere è qui, scendi tu",
    ),
    "pt": (
        "Podias rever a lista", "Poderia indicar-me o preço", "Precisava dos números de maio",
        "Os papéis devem chegar-me até segunda", "O estafeta está cá, podes descer",
    ),
    "fr": ("Tu pourrais relire le texte", "Il me faudrait les chiffres", "Les pièces doivent me parvenir lundi"),
    "de": ("Die Unterlagen müssten bis Mittwoch bei mir sein", "Das muss morgen bei uns liegen"),
    "nl": ("De stukken moeten woensdag bij mij zijn",),
    "pl": (
        "Proszę przeczytać drugi rozdział", "Mogłabyś poprawić slajdy", "Dokumenty muszą do mnie dotrzeć do środy",
        "Potrzebowałbym danych dla zarządu",
    ),
}  # fmt: skip
SILENT = {
    "es": ("Puedes quedarte con el libro todo el tiempo que haga falta", "No podrías creerlo", "El tren podría tardar"),
    "it": ("Puoi tenere il libro", "Non mi servirebbe", "Il treno potrebbe tardare", "Lo faccio io"),
    "pt": ("Podes ficar com o livro", "Não precisava de tanto", "O comboio pode atrasar"),
    "fr": ("Le train pourrait arriver en retard", "Il ne me faudrait pas plus", "Le train doit arriver à midi"),
    "de": ("Das muss nicht bei mir liegen", "Der Zug sollte gleich kommen", "Ich muss noch einkaufen"),
    "nl": ("De trein moet om twaalf uur komen", "Dat hoeft niet bij mij te zijn"),
    "pl": ("Pociąg musi przyjechać o dwunastej", "Nie proszę czekać", "Dziękuję bardzo"),
    "en": ("Could you send it", "I need it"),
    "": ("Podrías repasar la lista",),
}


@pytest.mark.parametrize(("language", "text"), [(name, text) for name, texts in ASKS.items() for text in texts])
def test_a_modal_verb_asks(language: str, text: str) -> None:
    assert modals.asks(words.normal(text)[1:-1], language)


@pytest.mark.parametrize(("language", "text"), [(name, text) for name, texts in SILENT.items() for text in texts])
def test_the_same_verbs_without_a_request(language: str, text: str) -> None:
    assert not modals.asks(words.normal(text)[1:-1], language)


@pytest.mark.parametrize("language", ASKS)
def test_few_words_are_no_trouble(language: str) -> None:
    for some in ([], ["a"], ["puedes"], ["tu"], ["musi", "do"], ["x"] * 2000):
        assert not modals.asks(some, language)
