"""Words by which mail programs and people mark quotes, forwards, signatures and disclaimers, in many languages.

All lower-case; labels without their colon.
"""

from __future__ import annotations

FROM = frozenset(
    "from von de da van od fra från lähettäjä expéditeur absender mittente remitente remetente afzender nadawca "
    "отправитель от кому 发件人 寄件者 差出人 보낸 kimden odesílatel feladó "
    "gönderen kimden: від από 寄件人 発信者 보낸사람 sender".split()
)
SENT = frozenset(
    "sent date gesendet datum envoyé fecha enviado inviato data verzonden wysłano sendt skickat lähetetty dato "
    "дата отправлено 发送时间 日期 送信日時 날짜 tarih odesláno enviada "
    "gönderildi küldve trimis dátum надіслано στάλθηκε 已发送 傳送時間 送信日 보낸날짜 lähetetty: odoslané fecha: "
    "ημερομηνία".split()
)
TO = frozenset(
    "to an à a para para: aan do til till vastaanottaja cc bcc cc: kopie copie per destinatario destinatário "
    "кому 收件人 宛先 받는사람 kime komu címzett kopia "
    "către către: προς 收件者 받는 kime: alıcı címzett: kopiju másolatot копия копія "
    "抄送 副本 destinatari".split()
)
SUBJECT = frozenset(
    "subject betreff objet asunto oggetto assunto onderwerp temat emne ämne aihe тема 主题 主旨 件名 제목 konu "
    "předmět tárgy re "
    "sujet subiect predmet θέμα 標題 assumpte gaia тема: emne:".split()
)
LABELS = (
    FROM
    | SENT
    | TO
    | SUBJECT
    | frozenset(
        "importance priority reply-to organization organisation attachments anlagen wichtigkeit priorität sensitivity "
        "newsgroups message-id return-path received in-reply-to references x-mailer mime-version content-type "
        "please respond".split()
    )
    | {"message du", "copie à", "de la", "reply to", "message from", "sent by", "보낸 사람", "받는 사람", "보낸 날짜"}
)

WROTE = (
    "wrote:", "writes:", "wrote :", "said:", "schrieb:", "schreibt:", "schrieb :", "a écrit :", "a écrit:", "ecrit:",
    "ecrit :", "écrit :", "escribió:", "escribio:", "escreveu:", "ha scritto:", "scrive:", "scritto:", "schreef:",
    "geschreven:", "napisał:", "napisał(a):", "pisze:", "napisała:", "skrev:", "skrev :", "kirjoitti:", "написал:",
    "написал(а):", "пишет:", "写道：", "写道:", "wrote：", "のメール:", "작성:", "yazdı:", "napsal:", "napsal(a):",
    "írta:", "a scris:", "έγραψε:", "כתב:", "wrote", "skrev følgende:", "scribebat:", "пише:", "написав:", "написала:",
    "napsala:", "napísal:", "napísala:", "napísal(a):", "píše:", "schrijft:", "escreve:", "escribe:", "écrit:",
    "wrote on", "님이 작성:", "님이 작성함:", "작성함:", "のメッセージ:", "のメール：",
    "書きました:", "寫道：", "寫道:", "说：", "كتب:",
    "đã viết:", "kirjutas:", "rakstīja:", "rašė:", "parašė:", "je napisao:", "je napisala:", "je pisal:", "написа:",
    "menulis:", "เขียนว่า:", "skrifaði:", "ha escrit:", "idatzi du:", "scripsit:", "следното:", "je napisao/la:",
)  # fmt: skip
"""Endings of the line before a quotation ("On … Ada wrote:"), in lower case."""

WROTE_INSIDE = (
    " schrieb ", " schreef ", " skrev ", " schrieb:", " kirjoitti ", " wrote ", " pisze ", " napisal", " napisał ",
    " a écrit ", " escribió ", " escreveu ", " ha scritto ", " skrev:", " viết vào ",
)  # fmt: skip
"""The same where the writer's name comes after the verb."""

SEPARATORS = (
    "original message", "original-nachricht", "ursprüngliche nachricht", "originalnachricht", "message d'origine",
    "message original", "message d’origine", "mensaje original", "messaggio originale", "mensagem original",
    "oorspronkelijk bericht", "originele bericht", "wiadomość oryginalna", "oryginalna wiadomość",
    "original meddelelse", "ursprungligt meddelande", "ursprungsmeddelande", "original appointment",
    "исходное сообщение", "原始邮件", "原邮件", "alkuperäinen viesti", "opprinnelig melding", "original mail",
    "oprindelig besked", "oprindelig meddelelse", "original besked", "původní zpráva", "pôvodná správa",
    "eredeti üzenet", "mesaj original", "mesajul original", "orijinal mesaj", "orijinal ileti",
    "оригінальне повідомлення", "пересилане повідомлення", "αρχικό μήνυμα", "元のメッセージ", "原始郵件", "原始訊息",
    "원본 메시지", "원본 메일",
    "originalbericht", "missatge original", "original message text", "izvorna poruka", "originalno sporočilo",
    "reply message", "reply separator", "original e-mail", "mensaje citado", "originalmail",
)  # fmt: skip
FORWARDS = (
    "forwarded message", "forwarded by", "begin forwarded", "weitergeleitete nachricht", "weitergeleitet von",
    "anfang der weitergeleiteten", "message transféré", "message transmis", "début du message", "mensaje reenviado",
    "inicio del mensaje", "messaggio inoltrato", "inizio messaggio", "mensagem encaminhada", "início da mensagem",
    "doorgestuurd bericht", "begin doorgestuurd", "wiadomość przekazana", "przesłana wiadomość", "treść przekazanej",
    "videresendt", "vidarebefordrat", "пересылаемое сообщение", "пересланное сообщение", "转发邮件", "转发的邮件",
    "fwd:", "forwarded mail", "start of forwarded", "edelleenlähetetty", "forwarded with",
)  # fmt: skip

MOBILE = (
    "sent from my ", "sent from mail for", "sent from outlook", "sent via ", "sent from yahoo", "sent from gmail",
    "get outlook for", "von meinem ", "gesendet von", "gesendet mit", "gesendet aus",
    "sent from mailbox", "sent from windows", "sent from [", "sent with airmail", "sent from a ", "sent by galaxy",
    "from my iphone", "get [outlook", "verzonden met", "envoyé avec", "從我的", "從 iphone", "odesláno z", "poslano z",
    "odoslané z", "trimis de pe", "küldve ", "iphone'umdan", "iphone から送信", "надіслано з", "sent from ios",
    "diese nachricht wurde von meinem", "envoyé de mon", "envoyé depuis", "envoyé à partir", "enviado desde",
    "enviado do meu", "enviado de mi", "obtener outlook", "obtenir outlook", "inviato da", "inviato dal",
    "verzonden vanaf", "verstuurd vanaf", "wysłano z", "wysłane z", "skickat från", "sendt fra", "lähetetty",
    "отправлено с", "发自我的", "从我的", "outlook für", "outlook para", "scarica outlook", "download outlook",
)  # fmt: skip
"""Beginnings of the line that a mail program adds by itself."""

DISCLAIMERS = (
    "this e-mail and any", "this email and any", "this message and any", "this e-mail is intended",
    "this email is intended", "this message is intended", "this message contains confidential",
    "this e-mail may contain", "this email may contain", "this e-mail contains", "this email contains",
    "this e-mail is the property", "this communication", "the information contained in this",
    "the information in this", "the contents of this", "this transmission", "this electronic",
    "confidentiality notice", "confidential:", "confidentiality:", "disclaimer", "notice:", "important notice",
    "if you are not the intended", "if you have received this", "diese e-mail", "diese nachricht enthält",
    "der inhalt dieser", "ce message et", "ce message est", "ce courriel", "ce mail", "este mensaje", "este correo",
    "aviso legal", "aviso de", "questo messaggio", "il presente messaggio", "le informazioni contenute",
    "esta mensagem", "esta mensaje", "dit bericht", "deze e-mail", "ta wiadomość", "niniejsza wiadomość",
    "treść tej wiadomości", "bitte prüfen sie der umwelt", "please consider the environment", "think before you print",
    "bitte denken sie an die umwelt", "denne e-post", "denne e-mail", "detta meddelande",
)  # fmt: skip
"""Beginnings of a paragraph that lawyers added; it counts only if one of `LEGAL` occurs in it or below it."""

LEGAL = (
    "confidential", "intended recipient", "privileged", "vertraulich", "confidentiel", "confidencial", "confidenziale",
    "riservat", "riservatezza", "vertrouwelijk", "poufne", "unauthorized", "unauthorised", "virus", "environment",
    "umwelt", "destinataire", "destinatario", "destinatário", "geadresseerde", "adresat", "addressee",
    "intended solely", "konfidentiell", "fortrolig",
)  # fmt: skip

SIGN_OFFS = frozenset(
    """
    regards|best regards|kind regards|warm regards|warmest regards|with kind regards|with best regards|rgds|best rgds
    kindest regards|with regards|regards and thanks|thanks and regards|thanks & regards|thank you and regards
    best|all the best|best wishes|with best wishes|cheers|sincerely|yours sincerely|sincerely yours|yours truly
    yours faithfully|yours|respectfully|cordially|warmly|take care|many thanks|thanks|thank you|thanks again
    thanks in advance|thank you in advance|thanks a lot|thanks so much|thank you so much|thank you very much
    thx|tks|br|kr
    love|ciao|cu|see you|talk soon|have a nice day|have a great day|have a good day|have a great weekend
    have a nice weekend
    thanks for your help|thank you for your help|many thanks in advance|best regards and thanks
    mit freundlichen grüßen|mit freundlichen grüssen|mit freundlichem gruß|mit besten grüßen|mit besten grüssen
    mfg|lg|vg|bg
    freundliche grüße|freundliche grüsse|viele grüße|viele grüsse|liebe grüße|liebe grüsse|beste grüße
    beste grüsse|gruß|gruss
    grüße|herzliche grüße|herzliche grüsse|schöne grüße|schönen gruß|besten gruß|lieben gruß|viele liebe grüße
    hochachtungsvoll
    besten dank|vielen dank|danke|danke und gruß|vielen dank und viele grüße|danke im voraus|vielen dank im voraus
    cordialement|bien cordialement|bien à vous|bien à toi|meilleures salutations|salutations
    sincères salutations|cdt|cdlt
    amicalement|bonne journée|bonne soirée|bisous|merci|merci d'avance|merci beaucoup|salutations distinguées|à bientôt
    saludos|un saludo|saludos cordiales|cordialmente|atentamente|un abrazo|gracias|muchas gracias|atte
    gracias de antemano
    saludos y gracias|cordiales saludos|un cordial saludo|mil gracias
    cordiali saluti|distinti saluti|saluti|un saluto|cari saluti|grazie|grazie mille|a presto|buona giornata
    grazie e saluti|grazie in anticipo|un caro saluto
    atenciosamente|cumprimentos|com os melhores cumprimentos|melhores cumprimentos|abraços|abraço|obrigado|obrigada|att
    muito obrigado|muito obrigada|um abraço
    met vriendelijke groet|met vriendelijke groeten|vriendelijke groet|vriendelijke groeten|groet|groeten|mvg
    hartelijke groet
    bedankt|alvast bedankt|dank je|dank u|bij voorbaat dank|hartelijke groeten|groetjes
    pozdrawiam|z poważaniem|pozdrowienia|z wyrazami szacunku|serdecznie pozdrawiam|dziękuję|dzięki|dziękuję z góry
    med vänlig hälsning|vänliga hälsningar|mvh|hälsningar|med venlig hilsen|venlig hilsen|med vennlig hilsen|hilsen|vh
    ystävällisin terveisin|terveisin|с уважением|спасибо|此致|敬礼
    """.strip()
    .replace("\n", "|")
    .replace("|    ", "|")
    .split("|")
)
"""Whole lines, without closing punctuation, after which a signature follows."""
