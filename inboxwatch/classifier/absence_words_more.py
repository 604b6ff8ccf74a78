"""How people say in their absence notes that they are away: in further languages; see `absence_words`."""

from __future__ import annotations

from typing import Final

WORDS: Final[dict[str, dict[str, str]]] = {
    "sv": {
        "stems": "kontor|semester|ledig|frånvar|tjänsteresa|stängt",
        "thanks": r"""
            \btack(?: sa mycket)? for (?:ditt|din|ert|er|att du) (?:mejl|mail|e-?post|meddelande|kontakt\w*|hor\w*)
        """,
        "away": r"""
            \b(?:jag ar|ar jag|jag kommer (?:att )?vara|vi ar|just nu ar jag)~(?:inte pa kontoret|pa semester\
            |pa tjansteresa|ledig|franvarande|borta|bortrest|foraldraledig)
        """,
        "until": r"""
            \b(?:till|t\.?o\.?m\.?|fram till) (?:och med )?\w
            \bater (?:den|pa|igen|i tjanst|mandag|tisdag|onsdag|torsdag|fredag)
            \btillbaka\b
        """,
        "contact": r"""
            \bvid (?:bradskande|akuta|akut|bradska)
            \bi bradskande
            \bunder min franvaro
        """,
        "later": r"""
            \b(?:svarar|besvarar|aterkommer)~(?:tillbaka|ater|sa snart|snarast)
            \bbegransad (?:tillgang|mojlighet)
            \bvidarebefordras inte
            \bnar jag ar (?:ater|tillbaka)
        """,
        "specific": r"""
            \btittar pa det\b
            \bfixar det\b
        """,
    },
    "da": {
        "stems": "kontor|ferie|fravær|orlov|rejse|barsel|lukket",
        "thanks": r"\b(?:mange )?tak for (?:din|jeres|deres) (?:mail|e-?mail|besked|henvendelse)",
        "away": r"""
            \b(?:jeg er|er jeg|jeg holder|vi er|jeg har)~(?:ikke pa kontoret|ferie|fravaerende|orlov|barsel|bortrejst\
            |ude af huset|ude at rejse)
        """,
        "until": r"""
            \b(?:til|t\.?o\.?m\.?|indtil|frem til) (?:og med )?\w
            \btilbage\b
        """,
        "contact": r"""
            \b(?:ved|i) (?:hastende|akutte?|presserende)
            \bi mit fravaer
        """,
        "later": r"""
            \b(?:svarer|besvarer|vender tilbage)~(?:tilbage|hurtigst|snarest|nar)
            \bbegraenset adgang
            \bnar jeg er tilbage
        """,
        "specific": r"\bkigger pa det\b",
    },
    "nb": {
        "stems": "kontor|ferie|fravær|permisjon|reise|stengt|borte",
        "thanks": r"""
            \b(?:tusen |mange )?takk for (?:din|dere?s|meldingen|e-?posten|henvendelsen)(?: (?:mail|e-?post|melding\
            |henvendelse))?
        """,
        "away": r"""
            \b(?:jeg er|er jeg|jeg har|vi er|jeg vil vaere)~(?:ikke pa kontoret|(?:(?:pa|har|i) )?ferie|fravaerende\
            |permisjon|bortreist|ute av kontoret|borte fra kontoret|pa reise)
        """,
        "until": r"""
            \b(?:til|t\.?o\.?m\.?|frem til) (?:og med )?\w
            \btilbake\b
        """,
        "contact": r"""
            \b(?:ved|i) (?:hastende|akutte?|presserende)
            \bi mitt fravaer
        """,
        "later": r"""
            \b(?:svarer|besvarer|svare)~(?:tilbake|raskt|snart|nar)
            \bbegrenset tilgang
            \bnar jeg er tilbake
        """,
        "specific": r"\bser pa det\b",
    },
    "fi": {
        "stems": "loma|poissa|tavoitettavissa|vapaalla|matkoilla",
        "thanks": r"\bkiitos (?:viestist|sahkopostist|yhteydenot)\w+",
        "away": r"""
            \b(?:olen|olemme)\b~(?:lomalla|poissa|vapaalla|matkoilla|vanhempainvapaalla)
            \ben ole (?:tavoitettavissa|toimistolla|paikalla)
            ^\W*(?:kesa)?lomalla\b
        """,
        "until": r"""
            \b(?:asti|saakka)\b
            \bpalaan\b
            \btakaisin\b
            \d\.\s?-\s?\d
        """,
        "contact": r"""
            \bkiireelli\w+
            \bpoissaoloni aikana
            \bkiireisi\w+ asio
        """,
        "later": r"""
            \b(?:vastaan|luen|palaan)\b~(?:palattuani|paluuni|jalkeen|takaisin|pian)
            \bpalattuani\b
        """,
        "specific": r"\bkatson sita\b",
    },
    "cs": {
        "stems": "dovolen|kancelář|nepřítom|mimo|služební",
        "thanks": r"""
            \bdekuj[iu](?:eme)? (?:vam |ti )?za (?:vas[iu]?|tvuj|tvou|vas)? ?(?:e-?mail|zpravu|mail)
            \bdekujeme za
        """,
        "away": r"""
            \b(?:jsem|budu|jsme|momentalne|aktualne)~(?:na dovolene|mimo kancelar|nepritom|na sluzebni ceste\
            |cerpam dovolenou)
            \bcerpam dovolenou
        """,
        "until": r"""
            \bdo (?:\d|pondeli|utery|stredy|ctvrtka|patku|konce)
            \b(?:vratim|vracim|budu zpet|zpatky|k dispozici)~\d
            \bnavrat
        """,
        "contact": r"""
            \bv (?:nalehav|urgentn|nutn|neodkladn)\w+
            \bv (?:dobe )?me nepritomnosti
            \bpo dobu me nepritomnosti
        """,
        "later": r"""
            \b(?:odpovim|ozvu se|odpovedet)~(?:navrat|vrat|jakmile|nejdrive)
            \bpo (?:svem |mem )?navratu
            \bomezeny pristup
        """,
        "specific": r"\bpodivam se na to\b",
    },
    "sk": {
        "stems": "dovolenk|kancelári|neprítom|mimo|služobn",
        "thanks": r"\bdakuj(?:em|eme) (?:vam )?za (?:vas[iu]?|vas|tvoj)? ?(?:e-?mail|spravu|mail)",
        "away": r"\b(?:som|budem|momentalne)~(?:na dovolenke|mimo kancelarie|nepritom|na sluzobnej ceste)",
        "until": r"""
            \bdo (?:\d|pondelka|utorka|stredy|stvrtka|piatku|konca)
            \b(?:vratim|budem spat)~\d
            \bnavrat
        """,
        "contact": r"""
            \bv (?:nalieh|urgentn|surn)\w+
            \bpocas mojej nepritomnosti
        """,
        "later": r"""
            \b(?:odpoviem|ozvem sa)~(?:navrat|hned)
            \bpo (?:svojom |mojom )?navrate
        """,
    },
    "hu": {
        "stems": "szabadság|házon kívül|irodá|távol|elérhet",
        "thanks": r"\bkoszon(?:om|juk)(?: szepen)? (?:a |az )?(?:level|uzenet|e-?mail|megkeres)\w*",
        "away": r"""
            \bszabadsagon (?:vagyok|leszek)|\b(?:vagyok|leszek)~szabadsagon|\bszabadsagomat\b
            \bhazon kivul\b~(?:vagyok|leszek|tartozkodom)
            \b(?:nem vagyok|nem leszek)\b~(?:irodaban|elerheto)
            \btavol (?:vagyok|leszek)
        """,
        "until": r"""
            -?\s?ig\b
            \b(?:visszater|visszajov|ujra)\w*
        """,
        "contact": r"""
            \bsurgos (?:eset|ugy|kerdes)\w*
            \btavolletem (?:alatt|idejen|ideje)
        """,
        "later": r"""
            \b(?:valaszol|jelentkez|megvalaszol)\w*\b~(?:visszater|utan|amint)\w*
            \b(?:visszateresem|visszaerkezesem) utan
            \bvisszateresem utan
        """,
        "specific": r"\bmegnezem\b",
    },
    "ro": {
        "stems": "concediu|birou|absen|plecat|delegați",
        "thanks": r"""
            \b(?:va |iti )?multumesc(?: mult)? pentru (?:mesaj|e-?mail|mail)\w*
            \bva multumim pentru
        """,
        "away": r"""
            \b(?:sunt|voi fi|ma aflu|momentan)~(?:in concediu|plecata? din birou|absenta?|in afara biroului\
            |in vacanta|in delegatie)
        """,
        "until": r"""
            \bpana (?:pe|in|la)\b
            \b(?:revin|ma intorc|voi reveni|inapoi)~(?:pe|in|din|la)\b
        """,
        "contact": r"""
            \b(?:in|pentru) (?:caz(?:uri)? (?:de )?)?(?:urgent\w*|urgente)
            \b(?:in|pe durata) absentei mele
            \bpentru (?:probleme|chestiuni|situatii) urgente
            \bin lipsa mea
        """,
        "later": r"""
            \b(?:voi raspunde|va voi raspunde|raspund)~(?:intoarcere|revin|intorc|curand)
            \bla (?:intoarcere|revenire)
            \bacces limitat
        """,
        "specific": r"\bma uit\b",
    },
    "tr": {
        "stems": "ofis|izin|tatil|işyeri|seyahat|dışında",
        "thanks": r"\b(?:e-?posta|mesaj|mail|ileti)\w*(?: gonderdiginiz)? icin (?:cok )?tesekkur",
        "away": r"""
            \b(?:ofis|isyeri|sirket|buro) disinda\w*
            \b(?:yillik )?izin(?:deyim|liyim|de olacagim|li olacagim|de oldugum)
            \btatilde(?:yim| olacagim)
            \bofiste (?:degilim|olmayacagim|bulunmayacagim|bulunmamaktayim)
        """,
        "until": r"""
            \b(?:kadar|dek)\b
            \b(?:donecegim|donus|tarihinde)\b
            \btarihleri arasinda
        """,
        "contact": r"""
            \bacil (?:durum|konu|is)\w*
            \b(?:yoklugumda|bulunmadigim sure)\w*
        """,
        "later": r"""
            \b(?:yanitla|cevap|donus yap)\w*\b~
            \b(?:dondugumde|donusumde)\b
            \bsinirli erisim
        """,
    },
    "ru": {
        "stems": "отпуск|офис|отсутств|командировк|на месте",
        "thanks": r"\b(?:спасибо|благодарю|благодарим)(?: вас)? за (?:ваше? |твое )?(?:письмо|сообщение|обращение)",
        "away": r"""
            \b(?:я|мы|сеичас|буду|нахожусь)~(?:в отпуске|вне офиса|не в офисе|отсутству|в командировке|нет на месте\
            |вне дома)
            \bменя (?:не будет|нет) (?:в офисе|на месте)
        """,
        "until": r"""
            \b(?:до|по) (?:\d|понедельник|вторник|сред|четверг|пятниц|конца)
            \b(?:вернусь|выиду|возвращаюсь|буду на месте)~\d
            \bвернусь\b
        """,
        "contact": r"""
            \b(?:по|в) (?:срочн|неотложн|экстренн)\w+
            \bв (?:мое|время моего) отсутстви
            \bесли (?:вопрос|дело) срочн
        """,
        "later": r"""
            \b(?:отвечу|ответить|свяжусь)~(?:возвращ|вернусь|приезд|как только)
            \bпосле (?:моего )?возвращения
            \bограниченныи доступ
        """,
        "specific": r"\bпосмотрю (?:это|его|ее)\b",
    },
    "uk": {
        "stems": "відпустц|офіс|відсутн|відряджен|на місці",
        "thanks": r"""
            \b(?:дякую|дякуємо|дякуемо)(?: вам)? за (?:ваш(?:ого)? |ваше )?(?:лист|повідомлення|повідомлення\
            |звернення|листа)
        """,
        "away": r"""
            \b(?:я|ми|зараз|буду|перебуваю)~(?:у відпустці|в відпустці|поза офісом|не в офісі|відсутн|у відрядженні)
            \bмене (?:не буде|немає|немае) (?:в офісі|на місці)
        """,
        "until": r"""
            \b(?:до|по) (?:\d|понеділ|вівтор|серед|четвер|п'ятниц|п'ятниц|кінця)
            \bповернусь\b|\bповернуся\b
        """,
        "contact": r"""
            \b(?:з|у|в) (?:термінов|невідкладн|нагальн)\w+
            \b(?:за|під час) моєі відсутності|\bпід час моєї відсутності|\bмоеі відсутності
        """,
        "later": r"""
            \b(?:відповім|зв'яжусь|зв'яжуся)~(?:поверн|щоино|як тільки)
            \bпісля (?:мого )?повернення
        """,
    },
    "el": {
        "stems": "γραφεί|άδεια|απουσι|εκτός",
        "thanks": r"\b(?:σας )?ευχαριστω (?:πολυ )?για το (?:μηνυμα|e-?mail|μειλ)",
        "away": r"""
            \b(?:ειμαι|θα ειμαι|βρισκομαι|απουσιαζω|θα απουσιαζω)~(?:εκτοσ γραφειου|σε αδεια|με αδεια|απο το γραφειο\
            |εκτοσ)
        """,
        "until": r"""
            \bμεχρι\b|\bεωσ\b
            \bεπιστρ\w+
        """,
        "contact": r"""
            \b(?:επειγον|εκτακτ)\w*
            \bκατα την απουσια μου
        """,
        "later": r"""
            \b(?:θα απαντησω|θα επικοινωνησω)~(?:επιστρ|συντομ)\w*
            \bμολισ επιστρεψω
        """,
    },
    "ja": {
        "stems": "休暇|不在|出張|休業|外出",
        "thanks": r"(?:メール|こ連絡|お問い合わせ)[^。\n]{0,20}ありかとうこさいます",
        "away": r"""
            (?:休暇|不在|出張|休業|お休み|外出)[^。\n]{0,20}(?:おります|いたします|います|させていたたき|中|となり\
            |てす|とらせて)
        """,
        "until": r"""
            まて
            から[^。\n]{0,12}(?:出社|復帰|戻)
            以降
        """,
        "contact": r"""
            (?:お急き|緊急|至急)[^。\n]{0,30}
            不在中
        """,
        "later": r"""
            (?:返信|返答|回答|対応|こ連絡)[^。\n]{0,20}(?:後|以降|次第|休暇明け)|(?:後|以降|次第|休暇明け)\
            [^。\n]{0,20}(?:返信|返答|回答|対応|こ連絡)
        """,
    },
    "zh": {
        "stems": "休假|办公室|辦公室|出差|外出|度假|放假|请假|請假|不在公司",
        "thanks": r"(?:感谢|谢谢|感謝|謝謝)(?:您|你|來|来)[^。\n]{0,10}(?:邮件|来信|來信|来函|來函|郵件|信|联系|聯絡)",
        "away": r"""
            (?:我|本人|目前|现在|現正|正在|将)[^。\n]{0,30}(?:休假|不在办公室|不在辦公室|出差|外出|度假|放假|请假\
            |請假|不在公司)
        """,
        "until": r"""
            (?:至|到|直到)[^。\n]{0,12}(?:月|日|号|號|周|週|星期|\d)
            (?:返回|回到|回来|回來|恢复|上班)
        """,
        "contact": r"""
            (?:如有|如果|若有|如遇|有)[^。\n]{0,6}(?:紧急|急事|緊急|要事|急需)
            (?:期间|期間)[^。\n]{0,12}(?:请联系|請聯絡|请联络|可联系)
        """,
        "later": r"(?:尽快|盡快|回来后|返回后|回來後|返回後|之后|稍后)[^。\n]{0,12}(?:回复|回覆|答复|处理|處理|联系)",
    },
    "ko": {
        "stems": "휴가|부재|출장|자리를 비|외근",
        "thanks": r"(?:메일|이메일|연락|메시지)[^.\n]{0,14}감사",
        "away": r"""
            (?:휴가|부재|출장|외근)[^.\n]{0,14}(?:중|입니다|예정|으로|로)
            자리를 비
        """,
        "until": r"""
            까지
            (?:복귀|돌아오|부터 출근|출근)
        """,
        "contact": r"""
            (?:급한|긴급|시급)[^.\n]{0,20}
            부재 ?중
        """,
        "later": r"(?:복귀|돌아온|돌아와)[^.\n]{0,20}(?:답변|회신|답장|연락|확인)",
    },
}
