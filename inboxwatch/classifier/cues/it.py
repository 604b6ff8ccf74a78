"""Italian cues, without accents."""

from __future__ import annotations

PHRASES = {
    "asks": """
        ^(puo|possiamo) (inviare|mandare|confermare|verificare|controllare|fare|dire|vedere|indicare|firmare)
        puo (inviarmi|mandarmi|dirmi|confermarmi|aiutarmi|farmi|darmi|inviarci|spiegarmi|chiamarmi|gentilmente|
          cortesemente|per)
        (puoi|potresti|potrebbe|potete|potreste|potremmo) (inviarmi|mandarmi|dirmi|confermare|
          confermarmi|aiutarmi|controllare|verificare|per|farmi|darmi|inviare|mandare|vedere|fare|gentilmente|
          per favore|cortesemente|inviarci|rivedere|approvare|firmare|spiegarmi|chiamarmi|il|la|i|le|vederci|
          sentirci|guardare)
        (mi|ci) (puoi|potresti|potrebbe|puo|potete|aiuti|mandi|invii|confermi|dici|servirebbe)
        (sarebbe|e) possibile
        (ti|le|vi) (chiedo|chiederei|prego|sarei grato|sarei grata|dispiacerebbe|pregherei)
        (avrei|ho|una) (una domanda|una richiesta|domanda|un dubbio)
        (le|ti|vi) (dispiace|spiace) (inviarmi|se)
        (sai|sapete|sa) (se|quando|come|dove|chi|cosa|quale|per caso|dirmi|perche)
        (mi|ci) (chiedevo|chiedo|chiedevamo) (se|quando|come)
        (volevo|volevamo|vorrei|vorremmo|desidero|desideravo) (sapere|chiedere|chiederti|chiederle|capire|conoscere|
          ricevere|avere)
        (con la presente|con questa|pertanto|quindi) (chiedo|si chiede|richiedo|chiediamo|richiediamo|sono a chiedere)
        ^(chiedo|chiediamo|richiedo|richiediamo) (una|un|di|la|il|copia|cortesemente|gentilmente|che|l'invio)
        (le|la|vi|ti) (preghiamo|prego|chiediamo|chiedo|saremmo|sarei|invitiamo) (di|grati|grata|grato|a)
        (riesci|riesce|riuscite|riusciresti|riuscirebbe) (a|ad)
        (ti|le|vi) (sarebbe|e) possibile
        (ti|le|vi) (chiedo|chiedo cortesemente|chiedo gentilmente) di
        (sarei|saremmo|sarei molto|saremmo molto|sarei davvero) (grato|grata|grati|riconoscente|riconoscenti|
          molto grato|molto riconoscente|felice di ricevere|lieto di ricevere)
        (se|che) (mi|ci) (comunicasse|comunicassi|comunichi|indicasse|indichi|confermasse|confermi|inviasse|
          inviassi|dicesse|dicessi|mandasse|mandassi|facesse|facessi)
        (se) (volesse|volessi|potesse|potessi|poteste|voleste) (inviarmi|inviarci|mandarmi|dirmi|farmi|indicarmi|
          confermarmi|darmi|confermare|aiutarmi)
        ^(hai|ha|avete|sai|vieni|fai|puoi|vai|sei) (tu|lei|voi)
        (non so|non sappiamo|non mi e chiaro|non ho capito|non ci e chiaro|non e chiaro) (se|chi|quando|come|dove|
          cosa|quale|quanto)
        (conoscere|sapere) (la|il) (tua|sua|vostra|tuo|suo|vostro) (preferenza|opinione|parere|decisione|
          disponibilita|risposta)
        (la|ti|vi) (invitiamo|invito|pregherei|pregheremmo) (pertanto|quindi|dunque|gentilmente|cortesemente|) a
        ^(vieni|venite|vuoi|volete|ti va|vi va|ce l'hai|te la senti) (a|con|anche|tu|al|in|domani|oggi|di|per|da)
        (mi|ci) (piacerebbe|interesserebbe|servirebbe) (sapere|conoscere|avere|capire|una mano|un aiuto)
        (bisogno|serve|servirebbe) (di una mano|una mano|di aiuto|del tuo aiuto|del suo aiuto|un aiuto)
        conto (su|sul) (di te|di lei|di voi|tuo|vostro|suo)
        (mi|ci) (dici|confermi|mandi|avvisi|chiami|giri|invii|fai sapere|rispondi) (se|che|cosa|quando|il|la|i|le|
          come|un|una|$)
        (gradirei|gradiremmo) (sapere|conoscere|ricevere|avere|una|un)
        sarebbe (importante|utile|bene|meglio|opportuno|bello|necessario)
        da (controllare|firmare|verificare|rivedere|approvare|completare|confermare|compilare)
        per (la tua|la sua|una) (firma|approvazione|revisione|verifica)
        (e|poi) (dimmi|fammi|mandami|rispondimi|confermami|scrivimi)
        ^(vai|vieni|andate|venite) (all'assemblea|alla|a|al|anche|domani|oggi|tu)
        (avrebbe|avresti|avreste|abbia|ha) (la|) (cortesia|gentilezza|bonta|compiacenza)
        (avrei|avremmo) (bisogno|necessita)
        (posso|potrei|potremmo) (chiederti|chiederle|chiedervi|disturbarti|disturbarla)
        (lascio|lasciamo) a (te|lei|voi)
        (quando|dove|a che ora) (ci vediamo|ci troviamo|ci sentiamo|arrivi|torni)
        (mi|ci) (servirebbe|servirebbero|occorrerebbe|occorrerebbero)
        ^(e|ma|) (cosa|che cosa|che|come|quando|a chi) (gli|le|) (dico|diciamo|rispondo|rispondiamo|devo|dobbiamo|
          faccio)
    """,
    "please": """
        (per favore|perfavore|per cortesia|per piacere|cortesemente|gentilmente|si prega di|siete pregati di|
          la prego di|ti prego di)
    """,
    "orders": """
        (mandami|inviami|dimmi|fammi|chiamami|confermami|mandatemi|inviatemi|ditemi|mi mandi|mi invii|mi dica|
          mi faccia)
        ^(e|poi|) (ricordati|ricordatevi|si ricordi|guarda|guardate|dacci|dai|date|dagli|dimmi|mandamelo|mandamela|
          mandameli|mandamele|compila|compilate|controlla|controllate|verifica|verificate|conferma|confermate|firma|
          firmate|invia|inviate|manda|mandate|prenota|prepara|chiama|chiamate|rispondi|rispondete|correggi|passami|
          girami) (il|la|lo|le|i|gli|un'|un|una|un'occhiata|di|se|che|a|al|alla|pure|anche|per|entro|tu|questo|
          questa)
        (dacci|dagli|dateci|datemi|dia) un'occhiata
        non (dimenticare|dimenticarti|dimenticate|scordare|scordarti) di
        ^(e|per favore|) (rispondete|rispondi|risponda|confermate|confermi|inviate|invii|compilate|compili|
          verificate|verifichi|mandate|firmate|controllate|completate|restituite) (direttamente|nel|nella|al|alla|
          entro|il|la|i|le|per|a|subito|gli)
        ^(e|ma|) (non|) (dimenticare|dimentichi|dimenticarti|dimenticatevi|scordare|scordarti) (di|che)
    """,
    "tells": """
        (fammi|fatemi|mi faccia|facci|fateci) (sapere|avere)
        (cosa|che) (ne pensi|ne pensa|ne pensate|ne dici|dici)
        (tienimi|mi tenga|tenetemi) (aggiornato|aggiornata|informato|al corrente)
        (dimmi|mi dica|ditemi) (se|quando|cosa|come)
        (attendo|aspetto|resto in attesa di|in attesa di) (un tuo|una tua|un suo|una sua|tuo|suo|vostro|un|una|
          tua|sua|vostra|riscontro|gentile) (riscontro|risposta|conferma|cortese|gentile)
        in attesa di
        (ci|mi) (faccia|facciate|facci) (sapere|avere|pervenire)
        (ci|mi) (dica|indichi|comunichi|confermi|invii|mandi|scriva|risponda|chiami)
        (il|la|un|) (tuo|suo|vostro|tua|sua|vostra) (parere|opinione|aiuto|riscontro|consiglio|punto di vista) (ci|
          mi|sarebbe) (sarebbe|aiuterebbe|prezioso|preziosa|utile|molto|gradito)
        ^(e|allora|) (decidi|scegli) (tu|voi|quale|se)
    """,
    "needs": """
        (ho|abbiamo|avrei|avremmo) (bisogno|ancora bisogno|urgente bisogno|urgentemente bisogno)
        (mi|ci) (serve|servono|servirebbe|manca|mancano|occorre|occorrono)
        (vorrei|vorremmo|desidero|mi piacerebbe)
        (bisognerebbe|occorrerebbe|dovremmo|bisogna|converrebbe)
        (mi|ci) (serve|servono|occorre|occorrono)
        (voglio|vorrei|aspetto|attendo|mi basta|ci basta|manca solo) (il|la|un) (tuo|suo|vostro|tua|sua|vostra) (ok|
          okay|parere|benestare|via|consenso|conferma|approvazione|firma)
    """,
    "wonders": """
        (volevo|volevamo|vorrei) (sapere|chiedere|chiederti|chiederle|capire)
        (sai|sapete|sa) (se|quando|come|dove|chi|cosa|quale)
        (hai|ha|avete) (un|una|il|la|qualche|tempo|idea|gia)
        (se|come|quando|dove|cosa|a chi) (devo|dobbiamo|posso|possiamo|dovrei)
        ^posso (chiederti|chiederle|avere|sapere|farti|disturbarti)
        ^(e|ma|quindi|) (quando|come|dove|chi|quale|quali|quanto|quanti|perche|che) (e|sono|posso|puoi|dobbiamo|
          hai|ora|versione|giorno|possiamo|devo|ci)
        (ti|le|vi) va (bene|se)
        c'e (un|una|qualche|modo)
    """,
    "opens": """
        ^(quando|dove|quale|quali|quanto|quanti|perche)
    """,
    "waits": """
        (attendo|aspetto|attendiamo|aspettiamo|in attesa della|in attesa di) (la tua|la sua|la vostra|il tuo|
          il suo|tua|sua|vostra|una|un|vostro) (risposta|approvazione|conferma|decisione|riscontro|autorizzazione|
          ok|cenno)
        (bisogno|attesa) (della|del|di|dell') (tua|sua|vostra|tuo|suo|vostro|un tuo|un suo|una tua|una sua|
          un vostro) (approvazione|firma|conferma|risposta|riscontro|autorizzazione|ok|aiuto|parere|cortese|gentile)
        (mi|ci) (serve|servirebbe|manca|mancano|servono|occorre) (ancora|solo|anche|) (la tua|il tuo|le tue|i tuoi|
          la sua|il suo|le sue|i suoi|la vostra|il vostro|le vostre|i vostri)
        (manca|mancano) (ancora|solo|soltanto|) (la|il|le|i) (sua|suo|tua|tuo|vostra|vostro|sue|tue|suoi|tuoi)
        (attendo|attendiamo|aspetto|aspettiamo) (tue|sue|vostre|tuoi|suoi) (notizie|nuove|riscontri)
        (aspetto|attendo|aspettiamo|attendiamo) (il|la|i|le|ancora|da|sempre|tuo|tua|un)
        (resto|restiamo|rimango|rimaniamo|siamo|sono) in attesa (di|del|della|delle)
        (voglio|vorrei|aspetto|attendo|mi basta|ci basta|manca solo) (il|la|un) (tuo|suo|vostro|tua|sua|vostra) (ok|
          okay|parere|benestare|via|consenso|conferma|approvazione|firma)
    """,
    "approves": """
        (approvare|approvazione|approvi|autorizzare|autorizzazione|via libera|benestare|il tuo ok|il suo ok|
          validare)
        (sei|siete|e) d'accordo
        va bene (per te|per lei|per voi|cosi)
    """,
    "meets": """
        (sei|siete|saresti|sareste|sarebbe|e) (disponibile|libero|libera|disponibili|liberi)
        (tua|sua|vostra) disponibilita
        (quando|che giorno|a che ora) (puoi|possiamo|potremmo|sei|siete|ci vediamo|ti va)
        (possiamo|potremmo) (vederci|sentirci|incontrarci|fissare|parlare|parlarne)
        (fissare|organizzare|programmare|concordare) (un|una) (incontro|riunione|appuntamento|call|chiamata)
        (fissare|stabilire|concordare|trovare|decidere) (insieme|) (una|un|la|l') (data|appuntamento|giorno|momento|
          orario|incontro|riunione)
    """,
    "closing": """
        non (esitare|esiti|esitate) a
        (per|se|in caso di) (qualsiasi|qualunque|ulteriori|hai|avete|ha|eventuali) (domanda|domande|dubbio|dubbi|
          informazione|informazioni|chiarimento|chiarimenti|necessita|bisogno)
        (resto|rimango|restiamo|rimaniamo|sono|siamo) a (tua|sua|vostra|disposizione)
        (in allegato|allegato) (trovi|trova|trovate|troverai)
        (resto|rimango|restiamo) a disposizione
        (se) (ti|vi|le) (serve|servisse|servono|occorre) (altro|qualcosa|qualcos'altro)
        per qualsiasi (cosa|dubbio|domanda|informazione|necessita)
    """,
    "noted": """
        (per|a titolo di) (tua|sua|vostra|conoscenza|informazione|tua informazione|opportuna) (informazione|
          conoscenza|$|.)
        (non serve|non occorre|non e necessario|non e necessaria|nessuna) (rispondere|risposta|una|azione|che|
          alcuna|fare)
        (ti|vi|la) (informo|informiamo|comunico|comunichiamo)
        per conoscenza
    """,
    "social": """
        come (stai|sta|va|state|vanno)
        (spero|speriamo|mi auguro) (che|tu|tutto|vada|stia)
        (buona|buon) (giornata|serata|weekend|settimana|fine|lavoro|vacanze)
        ^(vero|no|giusto) ?
        chi (l'avrebbe|lo avrebbe|avrebbe|poteva|l'avrebbe mai) (detto|mai|pensato|immaginato|creduto)
        (chi lo sa|chissa|perche no)
    """,
    "thanks": """
        (grazie|ringrazio|ringraziamo)
    """,
    "before": """
        (grazie|ringrazio|ringraziandola|ringraziandoti) (in anticipo|anticipatamente|sin da ora)
        in anticipo
    """,
    "chases": """
        (ci sono|hai|avete|ha|qualche|nessuna|ci sarebbero) (novita|notizie|aggiornamenti|notizia|aggiornamento|
          sviluppi)
        (novita|notizie|aggiornamenti) (su|in|sul|sulla|?|riguardo|per|da)
        (sto|stiamo|siamo|sono) (ancora|sempre) (aspettando|in attesa|attendendo|attesa)
        (aspetto|attendo|aspettiamo|attendiamo) (ancora|sempre)
        (non ho|non abbiamo|ancora) (ancora|ricevuto|avuto|nessuna|nessun|niente) (ricevuto|avuto|risposta|
          riscontro|notizie|nulla|saputo|nessuna)
        (un|piccolo|gentile|cortese|solo un|semplice|breve) (promemoria|sollecito|remind|reminder|
          gentile promemoria)
        (sollecito|sollecitare|ricordarti|ricordarle|ti ricordo|le ricordo|promemoria)
        (hai|ha|avete|sei|e) (avuto|potuto|visto|ricevuto|riuscito|riuscita|letto|gia) (modo|tempo|vedere|
          guardare|la|il|a|la mia|occasione|modo di|guardato|visto)
        (a che punto|come procede|come siamo|come va con)
        (torno|ritorno|riscrivo|scrivo di nuovo|rinnovo)
        (seconda|terza) (volta|richiesta|mail)
        (quando) (posso|potro|potremo|possiamo) (avere|ricevere|aspettarmi|contare)
        (non) (e|mi e|ci e) (arrivato|arrivata|pervenuto|giunto) (nulla|niente|ancora)
    """,
    "withdraws": """
        (ho|abbiamo|e|gia|tutto|problema|stato|ora e|e stato) (risolto|gia risolto|stato risolto|sistemato|
          risolta|a posto|chiarito)
        ^(risolto|sistemato|tutto risolto|tutto a posto)
        non (serve|servono|occorre|mi serve|ci serve|e) (piu|piu necessario|piu necessaria|piu valido)
        non (ne ho|ho|abbiamo) piu bisogno
        (lascia|lasci|lasciate) (perdere|stare)
        (ignora|ignori|ignorate|non considerare|non consideri) (la|il|questa|questo|pure|le|mia)
        (ho|abbiamo|l'ho|l'abbiamo) (trovato|trovata|risolto|gia trovato|gia risolto|trovato la|
          finalmente trovato|risolta)
        (come|fa|fai) non (detto|ricevuto)
        (ora|adesso) funziona
        (annullo|ritiro|annulla) (la|mia)
    """,
    "stays": """
        (non|non ancora|ancora non) (e|ho|e stato|abbiamo|risolto|e ancora|e stata) (risolto|trovato|ancora|
          risolta|stato)
    """,
    "holds": """
        (me ne|ce ne) (occupo|occupero|occupiamo|incarico)
        (ci|lo|la|ti|le|vi|gli|te lo|te la|ve lo|glielo) (guardo|guardero|penso|controllo|controllero|verifico|
          verifichero|faccio|faro|faremo|mando|mandero|invio|inviero|dico|diro|aggiorno|aggiornero|rispondo|
          rispondero|lavoro|sto|vedo|sapro|ricontatto|ricontattero|preparo|do|daro|chiamo|richiamo|comunico|
          comunichero|esamino|esaminero|chiedo)
        (faccio|faro) sapere
        (sto|stiamo) (verificando|controllando|guardando|lavorando|chiedendo|valutando)
        (verifico|controllo|chiedo|guardo|sento) (e|con|subito|il|la|internamente|con il|con la|al|a|i)
        (avrai|riceverai|avra|ricevera|avrete|riceverete) (una|la|il|notizie|risposta|mie|tutto|un)
        (dammi|mi dia|datemi) (un|qualche|tempo|fino|un po')
        (appena) (posso|so|ho|possibile|riesco)
        (e|sono) in (lavorazione|corso)
        (se ne) (occupa|occupera|occupano|incarica)
        (ti|le|vi) (risponde|rispondera|contatta|contattera|fa sapere|fara sapere|scrive|scrivera|chiama|chiamera|fa|
          fara|
          ricontatta|ricontattera|faccio)
        (l'ho|ho) (girato|girata|inoltrato|inoltrata|passato|passata) (a|al|la|il|alla|tutto)
        (non ho|non abbiamo) (ancora|) (avuto|trovato) (tempo|modo|il tempo)
        (ti|vi|la|le) (aggiorno|aggiorniamo|aggiornero|aggiorneremo|terremo|teniamo|tengo|terro) (entro|domani|
          appena|al|
          aggiornato|aggiornata|presto|oggi|$|in)
    """,
    "acknowledges": """
        ^(ricevuto|capito|ok|va bene|perfetto|d'accordo|certo|preso nota|bene|certamente|prendo nota)
        (ho|abbiamo) (ricevuto|preso|letto) (la|il|nota|tua|sua)
        grazie (per|della|del|di) (la|il|aver|avermi|averci|avviso|segnalazione|mail|messaggio|tuo|tua|email|le)
        (presa|preso) in carico
    """,
    "receives": """
        ^(ricevuto|preso nota|prendo nota|ricevuta)
        (ho|abbiamo) ricevuto (la|il|tua|sua)
        (presa|preso) in carico
    """,
    "busy": """
        (sono|siamo) (in viaggio|in riunione|fuori|in ferie|impegnato|impegnata|fuori ufficio)
        (scusa|scusi|scusate|mi scuso|mi dispiace|scusami|chiedo scusa)
    """,
    "answers": """
        ^(si|no|fatto|approvato|esatto|confermato|corretto|confermo|inviato)
        (in allegato|allego|ecco|ti allego|le allego|di seguito)
        (e|e stato|sono) (fatto|approvato|pronto|stato inviato|stato fatto)
        (per me) va bene
        (puoi|puo) (usare|procedere|fare|andare|utilizzare)
        (metti|mettete|metta|fai|faccia|prendi|usa|chiedi|vai|procedi|procedete) (pure|tranquillamente)
        (ci saro|ci saremo|ci vediamo|vengo|verro|veniamo|partecipo|partecipero) (|giovedi|alle|il|anche|volentieri|
          con|$)
    """,
    "commits": """
        (te lo|te la|ve lo|glielo|lo|la|ti|le|vi|ci) (mando|mandero|invio|inviero|faccio|faro|dico|diro|rispondo|
          rispondero|preparo|guardo|guardero|controllo|verifico|aggiorno|aggiornero|consegno|consegnero|chiamo|do|
          daro|spedisco|comunico|avrai|esamino)
        (me ne|ce ne) (occupo|occupero)
        (avrai|riceverai|avra|ricevera|avrete|riceverete|rispondero|inviero|mandero|consegnero|finiro|faro)
        (sara|saranno) (pronto|pronta|fatto|pronti|tutto)
        (dammi|mi dia) (fino|un|qualche)
        (ti|le|vi) (risponde|rispondera|contattera|fara|fa sapere|ricontattera)
        (ti|vi|la|le) (aggiorno|aggiorniamo|aggiornero|aggiorneremo|rispondiamo|inviamo|mandiamo|facciamo)
    """,
    "delivers": """
        (inviare|inviarmi|inviami|mandare|mandarmi|mandami|rispondere|risposta|riscontro|confermare|conferma|
          bisogno|serve|servono|consegnare|avere|approvare|firmare|sapere|completare|restituire|pagare|scadenza|
          entro|fare|farlo|ricevere|dirmi|dimmi|invii)
    """,
    "duty": """
        (devo|dobbiamo|dovrei|bisogna|dovremmo)
    """,
    "looks": """
        (chiedere|verificare|controllare|guardare|guardarlo|sentire|vedere|parlare|parlarne|consultare|cercare|capire|
          pensarci|leggere|leggerlo|confrontarmi|informarmi|chiarire|contare|rivedere)
    """,
    "has": """
        (ho|abbiamo|l'ho|l'abbiamo|li ho|le ho|te l'ho|gliel'ho)
    """,
    "done": """
        (inviato|inviata|inviati|mandato|mandata|spedito|spedita|ordinato|approvato|approvata|firmato|fatto|pagato|
          prenotato|corretto|cambiato|caricato|aggiornato|confermato)
    """,
    "unfinished": """
        (non ancora|non|ancora non)
    """,
    "patience": """
        (dammi|mi dia|datemi) (un|qualche|tempo|fino|un po')
        (bisogno|serve|servono|ci vuole|ci vorra) (di|ancora|un|piu) (piu|po'|qualche|un po'|tempo|ancora) (tempo|
          di tempo|
          giorno|di|piu)
        (mi|ci) serve piu tempo
    """,
    "bulk": """
        (newsletter|bollettino|disiscriverti|disiscriversi|cancellarti|iscritti)
        buona lettura
        in questo (numero|bollettino)
        (lo|la) (scoprite|scopri|trovate|leggete|raccontiamo) (a|in|su)
    """,
    "provided": """
        se (trovo|riesco|ho|posso|tutto|niente|nulla|possibile|resta|troviamo|abbiamo|riusciamo|ce)
        (forse|magari|eventualmente)
    """,
    "absent": """
        in (ferie|vacanza|permesso|malattia|trasferta)
    """,
    "says": """
        (detto|scritto|disse|dice|risposto|promesso) $
    """,
    "denies": """
        non (prima|entro)
    """,
}

DATES = {
    "weekdays": "lunedi martedi mercoledi giovedi venerdi sabato domenica",
    "months": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "short months": "gen - - - mag giu lug - set ott - dic",
    "today": "oggi|oggi stesso|in giornata",
    "tomorrow": "domani",
    "overmorrow": "dopodomani|dopo domani",
    "morning": "mattina|in mattinata|stamattina|domattina|mattinata|questa mattina",
    "noon": "mezzogiorno",
    "afternoon": "pomeriggio|nel pomeriggio|questo pomeriggio|di pomeriggio",
    "evening": "in serata",
    "tonight": "stasera|questa sera",
    "midnight": "mezzanotte",
    "close": "fine giornata|fine della giornata|la fine della giornata|di sera|la sera|fine giornata lavorativa",
    "week end": "fine settimana|fine della settimana|la fine della settimana|questa settimana|settimana",
    "next week": "la prossima settimana|prossima settimana|settimana prossima|la settimana prossima",
    "month end": "fine mese|fine del mese|la fine del mese",
    "year end": "fine anno|fine dell'anno|la fine dell'anno",
    "this": "questo|prossimo|il prossimo",
    "in": "in|tra|fra|entro|nel giro di|nel termine di|entro un termine di|nel giro di",
    "day": "giorno|giorni",
    "working day": "giorni lavorativi|giorno lavorativo",
    "week": "settimane",
    "hour": "ora|ore",
    "minute": "minuto|minuti",
    "numbers": "un=1 una=1 due=2 tre=3 quattro=4 cinque=5 sei=6 sette=7 otto=8 dieci=10 paio=2",
    "at": "alle|le|verso le|alle ore|ore|all'",
    "by": (
        "entro|entro il|entro le|prima di|prima del|non oltre|non oltre il|al piu tardi|al massimo|per|"
        "entro la|entro e non oltre|entro domani|per il|entro questo|fino a|prima delle"
    ),
    "of": "il|del|di|alle|le|giorno|ore|dalle",
    "clock": "ore",
    "half hour": "mezz'ora|mezzora|mezza ora|una mezz'ora",
    "end of": "fine|la fine di|fine di",
    "next month": "prossimo mese|il prossimo mese|mese prossimo",
    "week number": "settimana",
}
