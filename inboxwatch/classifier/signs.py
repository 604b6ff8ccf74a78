"""Words and headers that machines leave in mail, in many languages; lower-case."""

from __future__ import annotations

AUTO_REPLY_HEADERS = frozenset((
    "x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply", "x-mail-autoreply", "x-qq-auto-reply",
    "x-vacation",
))  # fmt: skip
SYSTEM_HEADERS = frozenset(
    ("x-cron-env", "x-github-reason", "x-gitlab-project", "x-jira-fingerprint", "x-notifications")
)
CAMPAIGN_HEADERS = frozenset(("x-campaign", "x-campaignid", "feedback-id", "list-unsubscribe-post"))

AUTO_REPLY_SUBJECTS = (
    "automatic reply", "automatic response", "auto reply", "auto-reply", "autoreply", "auto response",
    "auto-response", "autoresponse", "autorespons", "autoresponder", "automated reply", "automated response",
    "automatic out of office reply", "[auto]", "[auto-reply]", "out of office autoreply", "out of office auto-reply",
    "out of office automatic reply", "out of office reply", "out-of-office reply", "vacation reply",
    "vacation response", "vacation autoreply", "away message", "abwesenheitsnotiz", "automatische antwort",
    "automatische abwesenheit", "automatische abwesenheitsnotiz", "abwesenheitsbenachrichtigung",
    "abwesenheitsmeldung", "abwesenheitsassistent", "autom. antwort", "automatische rückmeldung",
    "réponse automatique", "reponse automatique", "message d'absence", "réponse automatique d'absence",
    "notification d'absence", "respuesta automática", "respuesta automatica", "respuesta de ausencia",
    "respuesta automática de ausencia", "mensaje de ausencia", "risposta automatica",
    "risposta automatica di assenza", "messaggio di assenza", "notifica di assenza", "resposta automática",
    "resposta automatica", "mensagem de ausência", "aviso de ausência", "automatisch antwoord",
    "automatische reactie", "afwezigheidsbericht", "automatisch afwezigheidsbericht", "afwezigheidsmelding",
    "automatisch bericht", "automatyczna odpowiedź", "[automatyczna odpowiedź]", "autoodpowiedź",
    "odpowiedź automatyczna", "autoresponder urlopowy", "autosvar", "automatiskt svar", "automatisk svar",
    "frånvaromeddelande", "automatiskt frånvaromeddelande", "automatiskt e-postsvar", "fraværsmelding",
    "fraværsbesked", "automatisk fraværsbesked", "automatisk fraværsmelding", "automaattinen vastaus",
    "automaattivastaus", "poissaoloviesti", "poissaoloilmoitus", "automaattinen poissaoloviesti",
    "automatická odpověď", "automatická odpoveď", "automatická zpráva", "automatikus válasz", "automatikus üzenet",
    "házon kívül üzenet", "răspuns automat", "raspuns automat", "mesaj automat", "автоответ", "автоматический ответ",
    "автоответчик", "автоматична відповідь", "автовідповідь", "автоматичен отговор", "αυτόματη απάντηση",
    "otomatik yanıt", "otomatik cevap", "otomatik yanit", "自动回复", "自動回覆", "自动答复", "自動答覆", "自動返信",
    "自動応答", "不在通知", "자동 회신", "자동회신", "자동 응답", "부재중 자동", "رد تلقائي", "תשובה אוטומטית",
    "automatsko odgovor", "automatski odgovor", "samodejni odgovor", "balasan otomatis", "trả lời tự động",
    "automatinis atsakymas", "automātiskā atbilde", "automaatvastus", "ตอบกลับอัตโนมัติ",
)  # fmt: skip
"""Beginnings of subjects that only programs write, if nothing or a colon follows; with a reply prefix, a person did."""

ABSENCE_SUBJECTS = (
    "out of office", "out of the office", "out-of-office", "away from", "away until", "away on", "on vacation",
    "on holiday", "on leave", "vacation", "i'm on vacation", "i am on vacation", "i'm away", "i am away",
    "i am out of", "i'm out of", "ooo", "annual leave", "maternity leave", "paternity leave", "parental leave",
    "currently out of", "not in the office", "abwesenheit", "abwesend", "nicht im büro", "nicht im haus",
    "außer haus", "urlaub", "im urlaub", "ich bin im urlaub", "ich bin abwesend", "ich bin nicht im", "bin im urlaub",
    "elternzeit", "absence", "absent", "en congé", "en vacances", "vacances", "hors du bureau", "congés",
    "fuera de la oficina", "fuera de oficina", "vacaciones", "de vacaciones", "ausencia", "ausente", "estoy fuera",
    "estoy de vacaciones", "fuori sede", "fuori ufficio", "assente", "assenza", "in ferie", "ferie", "sono in ferie",
    "ausência", "ausência temporária", "fora do escritório", "férias", "de férias", "em férias", "afwezig",
    "afwezigheid", "niet aanwezig", "vakantie", "met vakantie", "op vakantie", "niet op kantoor", "urlop",
    "na urlopie", "nieobecność", "poza biurem", "jestem na urlopie", "nieobecny", "nieobecna", "frånvaro",
    "frånvarande", "semester", "på semester", "ej på kontoret", "inte på kontoret", "på ferie", "fraværende",
    "fravær", "ikke til stede", "ikke på kontoret", "ude af kontoret", "ute av kontoret", "permisjon", "poissa",
    "poissaolo", "loma", "lomalla", "en ole paikalla", "dovolená", "na dovolené", "mimo kancelář", "nepřítomnost",
    "nepřítomen", "dovolenka", "na dovolenke", "neprítomnosť", "házon kívül", "szabadság", "szabadságon", "távollét",
    "nem vagyok az irodában", "concediu", "în concediu", "plecat din birou", "absență", "absent din birou",
    "ofis dışında", "ofis dışı", "işyeri dışında", "izinde", "izindeyim", "yıllık izin", "tatilde", "tatildeyim",
    "отпуск", "в отпуске", "вне офиса", "нет на месте", "отсутствие", "я в отпуске", "відпустка", "у відпустці",
    "поза офісом", "відсутність", "εκτός γραφείου", "απουσία", "σε άδεια", "不在", "不在にしております", "休暇",
    "休暇中", "出張中", "休假", "外出", "出差", "不在办公室", "不在辦公室", "부재중", "부재 중", "휴가", "휴가중",
    "휴가 중", "출장중", "출장 중",
)  # fmt: skip
"""Beginnings of subjects that people write too; they count only over a note (`absence.marks`) to one person."""

ABSENCE_WHOLE = frozenset(ABSENCE_SUBJECTS)
"""Whole subjects; a person's answer keeps the subject that it answers."""

MACHINE_SENTENCES = (
    "this is an automatic", "this is an automated", "this is an auto-", "this is an autogenerated",
    "this message was automatically", "this message was generated automatically", "this email was automatically",
    "this e-mail was automatically", "this email was generated automatically",
    "this e-mail was generated automatically", "this email was sent automatically",
    "this message was sent automatically", "this message has been automatically", "automatically generated message",
    "automatically generated email", "automatically generated e-mail", "this is a system-generated",
    "this is a system generated", "this mailbox is not monitored", "this is an unmonitored",
    "do not reply to this automat", "this is a no-reply", "dies ist eine automatisch",
    "diese nachricht wurde automatisch", "diese e-mail wurde automatisch", "diese mail wurde automatisch",
    "das ist eine automatisch", "bitte antworten sie nicht auf diese", "ceci est un message automatique",
    "ceci est une réponse automatique", "ce message est généré automatiquement",
    "ce message a été généré automatiquement", "cet e-mail a été envoyé automatiquement",
    "ce courriel est automatique", "este es un mensaje automático", "esta es una respuesta automática",
    "mensaje generado automáticamente", "este mensaje ha sido generado automáticamente", "no responda a este",
    "questo è un messaggio automatico", "questa è una risposta automatica", "messaggio generato automaticamente",
    "non rispondere a questa e-mail", "esta é uma mensagem automática", "esta é uma resposta automática",
    "mensagem gerada automaticamente", "dit is een automatisch", "deze e-mail is automatisch",
    "dit bericht is automatisch", "to jest wiadomość automatyczna", "wiadomość wygenerowana automatycznie",
    "ta wiadomość została wygenerowana automatycznie", "to jest automatyczna", "detta är ett automatiskt",
    "dette er en automatisk", "tämä on automaattinen", "это автоматическ",
)  # fmt: skip
"""What a program says of itself; people quote it, so it counts only in new text and near the beginning or the end."""

MACHINE_STEMS = ("auto", "monitor", "no-reply", "system", "antworten sie nicht", "responda", "rispondere", "авто")
"""One of these is in each of `MACHINE_SENTENCES`; a look at them saves the rest."""

RECEIPT_SUBJECTS = (
    "read:", "gelesen:", "lu :", "lu:", "lu\u00a0:", "leído:", "leido:", "letto:", "lida:", "lido:", "gelezen:",
    "przeczytano:", "przeczytane:", "läst:", "læst:", "lest:", "luettu:", "прочитано:", "přečteno:", "已读",
    "開封済み", "read receipt", "return receipt", "lesebestätigung", "accusé de lecture",
    "accusé de réception (affiché)", "confirmación de lectura", "conferma di lettura", "confirmação de leitura",
    "leesbevestiging", "potwierdzenie przeczytania", "disposition notification", "not read:", "ungelesen gelöscht",
    "deleted:", "empfangsbestätigung (angezeigt)",
)  # fmt: skip
RECEIPT_TEXT = (
    "was read on", "was read", "has been read", "was displayed", "has been displayed", "return receipt",
    "was deleted without", "gelesen", "angezeigt", "a été lu", "a été affiché", "lu le", "fue leído", "se ha leído",
    "è stato letto", "foi lida", "foi lido", "is gelezen", "gelezen op", "została przeczytana", "lästes", "blev læst",
    "ble lest", "luettiin", "your message", "прочитано", "receipt",
)  # fmt: skip

BOUNCE_SUBJECTS = (
    "undeliver", "undelivered", "delivery status notification", "delivery failure", "delivery failed", "mail delivery",
    "delivery notification", "delivery report", "returned mail", "returned to sender", "returned email",
    "failure notice", "failed mail", "mail failed", "mail failure", "message delivery fail", "delivery unsuccessful",
    "non delivery", "non-delivery", "nondeliverable", "could not deliver", "could not be delivered", "not delivered",
    "warning: could not send", "delivery has failed", "delivery problem", "delivery delayed",
    "there was an error sending", "rejected mail", "automatically rejected", "mail system error", "bounced",
    "unzustellbar", "nicht zugestellt", "zustellung fehlgeschlagen", "zustellfehler", "mail konnte nicht", "non remis",
    "non distribué", "échec de la remise", "échec de remise", "no se puede entregar", "no entregado",
    "correo no entregado", "error de entrega", "mancato recapito", "non recapitabile", "consegna non riuscita",
    "não entregue", "não é possível entregar", "falha na entrega", "onbestelbaar", "niet afgeleverd", "niedostarczon",
    "nie można dostarczyć", "olevererbart", "kan inte levereras", "kunne ikke leveres", "ikke levert", "не доставлено",
    "недоставлен", "are not member", "not a member of", "退信", "系统退信", "無法傳遞", "配信不能", "доставка",
)  # fmt: skip
BOUNCE_STEMS = (
    "deliver", "mail", "return", "failure", "send", "reject", "bounce", "zustell", "zugestellt", "non ", "entreg",
    "chec de", "recapito", "bestel", "lever", "dostarcz", "member", "достав", "退信", "無法傳遞", "配信不能",
)  # fmt: skip
"""One of these is in each of `BOUNCE_SUBJECTS`; a look at them saves the rest."""
BOUNCE_TEXT = (
    "could not be delivered", "delivering your mail", "delivering your message", "unable to deliver",
    "wasn't able to deliver", "undeliver", "delivery failed", "delivery to the following", "failed recipient",
    "failed permanently", "mailbox unavailable", "user unknown", "unknown user", "unknown local-part", "no such user",
    "mail delivery software", "returning message", "automatically rejected", "permanent error",
    "did not reach the following", "not be delivered to", "no valid recipients", "quota exceeded", "mailbox is full",
    "mailbox full", "unzustellbar", "nicht zugestellt", "konnte nicht", "n'a pas pu être", "no se ha podido entregar",
    "non è stato possibile", "delivery status", "550 5.", "550-5.", "552 5.", "554 5.", "无法发送",
    "message log follows", "not a member of this mailing list", "notificationtype", "status: 5.",
    "delivery of email to this address", "delivery notification",
)  # fmt: skip
BOUNCE_SENDERS = frozenset(
    {"mailer-daemon", "mailer_daemon", "mailerdaemon", "postmaster", "mail-daemon", "maildelivery"}
)

MACHINE_SENDERS = frozenset(
    "noreply no-reply no_reply no.reply donotreply do-not-reply do_not_reply do.not.reply dontreply "
    "nao-responda naoresponda "
    "nepasrepondre ne-pas-repondre nichtantworten nicht-antworten noresponder no-responder notification notifications "
    "notify alert alerts alerting monitoring nagios zabbix icinga grafana prometheus alertmanager jenkins gitlab jira "
    "confluence bugzilla bugzilla-daemon cron root daemon www-data apache mailer automailer automail auto-confirm "
    "autoconfirm bounce bounces mailer-daemon system sysadmin-auto robot bot newsletter newsletters news-letter "
    "mailing mailings digest listserv majordomo mailman listmaster".split()
)
"""Local parts that only programs send from. Human role addresses (support, info, office) are not among them."""
NEWSLETTER_SENDERS = frozenset(
    "newsletter newsletters news-letter mailing mailings marketing news promo promotions offers deals".split()
)
LIST_SENDERS = frozenset("listserv majordomo mailman listmaster digest".split())
