"""Spanish cues, without accents."""

from __future__ import annotations

PHRASES = {
    "asks": """
        ^(puede|pueden|podemos) (enviar|mandar|confirmar|revisar|hacer|decir|indicar|ver|quedar|hablar|llamar|firmar)
        (puede|pueden) (enviarme|enviarnos|mandarme|decirme|confirmarme|ayudarme|darme|indicarme|llamarme|explicarme|
          usted|ustedes|por favor)
        (puedes|podrias|podria|podrian|podeis|podriais|podriamos) (enviarme|enviar|enviarnos|
          mandarme|mandar|decirme|confirmar|confirmarme|ayudarme|revisar|hacer|darme|indicarme|por|pasarme|
          por favor|ver|mirar|hacerlo|enviarlo|comprobar|verificar|llamarme|el|la|los|las|usted|tu|vernos|firmar|
          aprobar|explicarme|quedar|hablar)
        (te|le|os|les) (importaria|pido|pediria|ruego|agradeceria|agradezco|solicito)
        (seria|es) posible
        (me|nos) (puedes|puede|podrias|podria|pueden|ayudas|ayuda|envias|envia|confirmas|confirma|mandas|
          pasas)
        (tengo|una) (una pregunta|una duda|una consulta|pregunta|consulta|duda)
        agradeceria (que|si|su|tu)
        (sabes|sabe|saben|sabeis) (si|quien|cuando|donde|como|cual|cuanto|que|por)
        (me|nos) (interesaria|interesa|gustaria) (saber|conocer|que|recibir|tener|oir)
        (me) (preguntaba|pregunto|gustaria saber|interesaria saber|gustaria preguntarte|gustaria preguntarle)
        ^(yo|solo|hola|tambien|y|pero|bueno|ada|) queria (saber|preguntar|preguntarte|preguntarle|consultar|pedirte|
          pedirle|conocer)
        (quisiera|querria) (saber|preguntar|preguntarte|preguntarle|consultar|consultarte|pedirte|pedirle|
          solicitar|conocer)
        (solicito|solicitamos|solicitarle|solicitarles|pido|pedimos|le pido|te pido)
        (te|le|os|les) (agradeceria|agradeceriamos|agradecere|rogamos|ruego|rogaria|pedimos|pido|pediria|
          solicitamos|solicito) (que|si|me|nos|el|la|su|tu|una|un|enviar|confirmar|remitir)
        (se) (agradeceria|ruega|agradecera) (que|confirmar|enviar|respuesta|confirmacion|su)
        (estaria|estariamos|quedaria|quedariamos|estare|quedo) (muy|sumamente|) (agradecido|agradecida|agradecidos|
          agradecidas) (si|por|que)
        (me|nos) (gustaria|alegraria|encantaria|vendria bien|seria de ayuda|seria util) (que|recibir|contar|saber|
          tener|conocer)
        (que|si) (nos|me) (comunique|comuniques|indique|indiques|confirme|confirmes|informe|diga|digas|facilite|
          facilitara|facilites|envie|envies|enviara|remita|mande|mandes|mandara|ayude|ayudaras|diera|hiciera|pasara|
          pasaras)
        ^(tienes|tiene|teneis|sabes|vas|vienes|puedes|quieres|haces|te) (tu|usted|vosotros|llamas)
        (no se|no sabemos|no tengo claro|no me queda claro|no tenemos claro|desconozco|ignoro) (si|quien|cuando|
          donde|como|cual|que|cuanto)
        (podeis|podriais|podria usted|pueden) (decirme|decirnos|confirmar|enviarnos|enviarme|contestar|mirar)
        ^(vienes|venis|quieres|quereis|te vienes|te apetece|te va bien|te apuntas) (hoy|a|con|al|manana|tu|que|el|
          la|tambien|un|una)
        (echar|echarme|echaras|echases|echarnos|echas|echais) (me|) una mano
        (necesito|necesitaria|necesitamos|vendria bien) (ayuda|tu ayuda|su ayuda|una mano|que)
        (cuento|contamos) (contigo|con usted|con vosotros|con que)
        (me|nos) (dices|confirmas|mandas|avisas|llamas|pasas|envias|cuentas|respondes) (si|que|cuando|algo|el|la|lo|
          los|las|como|un|una|$)
        (le|les|os|te) (rogamos|ruego|rogaria|rogariamos)
        seria (importante|bueno|conveniente|util|necesario|deseable)
        para que (lo|la|los|las|le|me|nos) (revises|mires|firmes|confirmes|apruebes|veas|eches|digas|envies|revise|
          mire|firme|confirme|apruebe)
        para (tu|su|vuestra) (revision|firma|aprobacion|visto)
        ^(vas|vienes|venis|vais) (manana|hoy|a|al|el|tu)
        (tendria|tendrian|tendrias|tiene|tuviera) (usted|) (la|el) (amabilidad|bondad|gentileza|detalle)
        (seria|estaria) (bien|bueno|genial|estupendo|ideal|factible|viable|fantastico) (que|si|)
        (cuando|donde|a que hora) (nos vemos|quedamos|vienes|llegas|vuelves)
        (te|le|os|les) dejo (que|a ti|para que) (lo|la|los|las|me|) (compruebes|revises|mires|confirmes|veas|
          completes|compruebe|revise|confirme)
        (y|que) (me|nos) (confirmes|digas|avises|envies|cuentes|confirme|diga|avise|envie)
        (haz|haga|hagan|hagan el|haz el|haga el) (el|) favor de
        (queria|quisiera|necesito|tengo que|puedo) (pedirte|pedirle|pediros|pedirles) (un|que|una)
        ^(y|pero|) (que|como|cuando|a quien) (le|les|lo|la|) (digo|decimos|contesto|contestamos|respondo|respondemos|
          hago|hacemos)
    """,
    "please": """
        (por favor|porfavor|porfa|xfa|favor de|se ruega)
        (rogamos|ruego) (que|nos|me|confirme|confirmen|envie)
    """,
    "orders": """
        (enviame|envieme|mandame|dime|digame|avisame|avisenos|confirmame|llamame|envianos|pasame|revisa|
          confirma) (el|la|los|las|por|si|cuando|que|lo|un|una|tu|antes|como|cuanto|$|manana)
        (enviame|envieme|mandame|avisame|aviseme|confirmame|pasame|envienos)
        ^(y|pues|) (mandamelo|mandamela|mandamelos|mandamelas|enviamelo|enviamela|enviamelos|enviamelas|pasamelo|
          pasamela|pasamelos|pasamelas|enviemelo|enviemelos|echale|echadle|mirate|miralo|miralos|revisalo|revisala|
          confirmalo|rellenalo|llamalo|acuerdate|recuerda|piensatelo|dile|decidle|digale)
        ^(y|pues|) (mira|revisa|rellena|rellenad|envia|enviad|manda|mandad|confirma|confirmad|firma|firmad|
          comprueba|prepara|reserva|completa|completad|pide|apunta|corrige|llama) (el|la|los|las|tu|tus|este|esta|
          por|si|a|al|lo|antes|un|una)
        (no te olvides|no se olvide|no olvides|no olvide|no os olvideis) de
        (contestad|contesten|responded|respondan|responda|envien|confirmen|remitan|remita|
          completen|complete|revisen|rellenen|firmen) (por|en|a|al|antes|el|la|los|las|este|esta|
          directamente|aqui|cuanto)
        ^(y|pero|) (no|) (olvides|olvide|te olvides|se olvide|olviden) (de|revisar|enviar|repasar|que|el|la|los|las|
          firmar|confirmar|mandar|traer|pasar)
        ^(apuntate|apuntense|inscribete|inscribanse|recuerda|recuerden|recuerde|acuerdate) (en|de|a|que|por)
    """,
    "tells": """
        (avisame|aviseme|dime|digame|hazme saber|hagame saber|mantenme|mantengame|mantennos|dejame saber) (si|
          cuando|al tanto|que|informado|por|como|lo)
        (que|como) (opinas|opina|te parece|le parece|os parece|piensas|lo ves|lo ve)
        (espero|quedo a la espera de|a la espera de) (tu|su|vuestra|tus|sus|vuestros) (respuesta|comentarios|
          confirmacion|noticias|opinion|aprobacion)
        (tu|su|vuestra) (opinion|ayuda|respuesta|valoracion|parecer|punto de vista) (nos|me|seria|resultaria|
          serviria) (seria|vendria|resultaria|ayudaria|muy|de|util)
        (agradezco|agradeceria|agradecemos|agradeceriamos) (una|su|tu|vuestra|de antemano su) (pronta|rapida|
          respuesta|contestacion|confirmacion)
        que (me|nos) (escriban|escriba|avisen|avise|respondan|responda|contesten|confirmen|digan|llamen|envien)
        ^(decide|elige|escoge|di) tu (cual|que|si|cuando|quien|la|el)
    """,
    "needs": """
        (necesito|necesitamos|necesitaria|me hace falta|nos hace falta|me falta|nos falta|requiero|requerimos|
          preciso|quisiera|querria|me gustaria|nos gustaria)
        (habria que|hay que|tendriamos que|deberiamos|convendria)
    """,
    "wonders": """
        (quisiera|querria) (saber|preguntar|preguntarte|preguntarle|consultar)
        (sabes|sabe|saben|sabeis) (si|cuando|como|donde|quien|que|cual)
        (tienes|tiene|tienen|teneis) (alguna|algun|idea|un|una|el|la|los|tiempo)
        (hay|habria) (alguna|algun|algo|posibilidad)
        (si|que|como|cuando|donde|a quien) (debo|debemos|deberia|deberiamos|puedo|podemos|podria)
        ^(y|pero|entonces|) (cuando|como|donde|quien|cual|cuales|cuanto|cuantos|por que|que) (es|son|esta|seria|
          debo|puedo|puedes|podemos|hay|tenemos|dia|hora|version|vas|va|te|le)
        (te|le|os) (viene|va) bien
        (como|que tal) (llevas|lleva|va|vas con|marcha) (el|la|lo|los|con)
    """,
    "opens": """
        ^(cuando|como|donde|quien|cual|cuanto|cuantos|por que)
    """,
    "waits": """
        (espero|esperamos|esperando|a la espera de|quedo a la espera de|pendiente de) (tu|su|vuestra|tus|
          sus) (respuesta|aprobacion|confirmacion|decision|autorizacion|visto bueno|comentarios)
        (necesito|necesitamos|necesitaria|hace falta|falta) (tu|su|vuestra|vuestro|tus|sus) (aprobacion|
          autorizacion|firma|confirmacion|respuesta|visto|ok|ayuda|opinion|conformidad|valoracion)
        (me|nos) (falta|faltan) (aun|todavia|) (tu|tus|su|sus|vuestro|vuestros|que)
        (quedo|quedamos|estoy|estamos) (a la espera|pendiente|pendientes|en espera) (de|del) (tu|su|vuestra|tus|sus)
        (falta|faltan) (todavia|aun|solo|) (su|tu|sus|tus|vuestra|vuestro)
        llevo (dias|semanas|tiempo|toda|todo|mucho|horas) (esperando|sin)
        (sigo|estoy|estamos) esperando
        (quiero|queria|espero|aguardo|falta|solo falta|me basta) (con|) (tu|su|vuestro|vuestra) (ok|okay|parecer|
          consentimiento|confirmacion|aprobacion|firma|respuesta|visto)
        (espero|esperamos|falta|quedo) (a|solo a|solo|) que (me|nos|) (digas|confirmes|des|diga|confirme|de|
          respondas|apruebes|firmes)
        (solo|nada mas) (espero|esperamos|falta|me falta) (a|) (que|tu|su|el)
    """,
    "approves": """
        (aprobar|apruebas|aprueba|aprobacion|autorizar|autorizacion|autorizas|validar)
        (tu|su|vuestro|el|dar|dame|danos|das|da|dais|dan) (el|su|tu|) (visto bueno|luz verde|aprobacion)
        (estas|esta|estais) de acuerdo
        (te|le) parece bien
    """,
    "meets": """
        (estas|esta|estais|estaras|estaria|estarias) (disponible|libre|disponibles|libres)
        (tu|su) disponibilidad
        (que dia|a que hora|cuando) (te|le|os|podemos|puedes|puede|nos|quedamos|estas)
        (podemos|podriamos) (quedar|vernos|reunirnos|hablar|llamarnos)
        (agendar|concertar|fijar|programar|organizar) (una|un) (reunion|cita|llamada)
        (te|le|os) (viene bien|va bien|queda bien)
        (fijar|acordar|encontrar|buscar|poner) (una|un|la) (fecha|hueco|hora|dia|momento|cita|reunion)
    """,
    "closing": """
        (no dudes|no dude|no duden|no dudeis) en
        (si|cualquier) (tienes|tiene|tienen|duda|pregunta|consulta|teneis|necesitas) (alguna|dudas|cualquier|duda|
          pregunta|preguntas|consulta|o|quedo|mas|algo)
        (quedo|quedamos|estoy|estamos) a (tu|su|vuestra) disposicion
        (adjunto|adjunta) (encontrara|encontraras|te|le)
        (ten en cuenta|tenga en cuenta)
        cualquier (cosa|duda|problema|pregunta|consulta)
        (si) (necesitas|necesita|necesitais) (algo|cualquier|mas)
        (reciba|recibe|reciban) un (cordial|afectuoso)
    """,
    "noted": """
        (para|a modo de) (tu|su|vuestra|informacion|tu informacion|su informacion|conocimiento) (informacion|
          conocimiento|$|.)
        (no hace falta|no es necesario|no necesito|no se requiere|sin necesidad de) (responder|respuesta|
          que respondas|contestar|ninguna|que hagas|accion|que conteste)
        (te|le|os|les) (informo|informamos|comunico|comunicamos)
        solo para (informar|que lo|que sepas|informarte)
    """,
    "social": """
        (como|que) (estas|esta|tal|va|te va|vas|estais|le va)
        (espero|esperamos|confio) que
        (buen|feliz|buena) (dia|fin de|tarde|semana|finde|viaje)
        ^(verdad|no) ?
        quien (lo|nos|me|iba) (iba|diria|hubiera|habria|a)
        (que se le va|quien sabe|por que no)
    """,
    "thanks": """
        (gracias|agradezco|agradecemos)
    """,
    "before": """
        gracias (de antemano|por adelantado|anticipadas)
        (de antemano|por adelantado)
    """,
    "chases": """
        (alguna|hay|tienes alguna|tenemos alguna|hay alguna|algun|tienes algun|hay algun|se sabe) (novedad|
          noticia|noticias|novedades|avance|actualizacion|algo|respuesta|update)
        (novedades|noticias|alguna noticia) (sobre|de|al|?|respecto|acerca)
        (sigo|seguimos|aun|todavia|estoy|continuo) (esperando|a la espera|pendiente|espero|no he recibido|
          no hemos recibido|no|sin)
        (no he|no hemos|sin) (recibido|tenido|respuesta|noticias) (respuesta|aun|todavia|noticias|tu|su|ninguna|
          nada|de|contestacion)
        (recordatorio|recuerdo|recordarte|recordarle|te recuerdo|le recuerdo|recordar)
        (solo|queria|simplemente) (queria|para|hacer|dar) (seguimiento|saber si|hacer seguimiento|recordarte|
          recordarle|preguntar si)
        (hago|haciendo|dando|doy|hacer) seguimiento
        (has|ha|han|habeis|pudiste|pudo) (podido|tenido|visto|recibido|ver|revisar|mirar|leido) (ver|revisar|
          mirar|tiempo|mi|el|la|oportunidad|lo|algo|ocasion|avanzar)
        (como va|como vamos|en que estado|en que punto) (esto|con|el|la|esta|lo|estamos|mi|eso|$)
        (vuelvo|volvemos) a (escribir|preguntar|escribirte|escribirle|insistir|contactar|pedir)
        (segunda|tercera) (vez|solicitud|peticion)
        (insisto|reitero|me permito insistir)
        (cuando) (podre|podremos|tendre|tendremos|recibire) (tener|recibir|la|el|una|respuesta|contar)
        (sabemos|sabes|sabe|saben|se sabe) (algo|algo ya|ya algo|alguna cosa)
        (no) (me|nos) (ha|han) (llegado|enviado|contestado|mandado) (nada|ninguna|ningun|todavia|aun|el|la)
    """,
    "withdraws": """
        (ya|esta|problema|asunto|tema|quedo|ha quedado|queda|todo) (esta resuelto|resuelto|solucionado|
          esta solucionado|arreglado|se resolvio|esta arreglado|se soluciono|se arreglo|resuelta)
        ^(resuelto|solucionado|arreglado)
        ya no (es|lo|la|hace|necesito|necesitamos|hara|se|me|los|las|nos) (necesario|necesito|necesitamos|falta|
          necesita|hace|la|el|lo|requiere|tu|necesaria)
        ya no (necesito|necesitamos|aplica|procede)
        (olvida|olvidalo|olvidelo|olvide|ignora|ignore|ignoren|haz caso omiso|haga caso omiso|descarta|
          descarte) (mi|el|este|lo|de|esto|la|$|por|mensaje)
        (olvidalo|olvidelo)
        (ya|lo|la) (lo he|lo|la he|he) (encontre|encontrado|resuelto|solucionado|encontramos|tengo|resolvi)
        (he|hemos) (encontrado|resuelto|solucionado|conseguido)
        ya funciona
        (funciona|va) (ahora|de nuevo|otra vez)
        (no te|no se) (preocupes|preocupe|molestes|moleste)
        (cancelo|anulo|retiro|cancelar|anula) (mi|la)
    """,
    "stays": """
        (no|aun no|todavia no|sigue sin) (esta|se|ha|estar|he|lo he) (resuelto|solucionado|resolver|sido|
          ha resuelto|encontrado)
    """,
    "holds": """
        (lo|la|los|te|le|os|les|me) (miro|reviso|revisare|mirare|compruebo|consulto|consultare|digo|dire|confirmo|
          confirmare|envio|enviare|mando|mandare|aviso|avisare|respondo|respondere|contesto|contestare|cuento|
          vere|veo|hare|hago|preparo|encargo|encargare|ocupo|ocupare|pongo|pondre|comprobare|tengo|tendre|paso|
          pasare|pregunto|informo|informare|verifico|verificare|estudio|doy|dare|gestiono)
        (vamos|voy) a (mirar|mirarlo|revisar|revisarlo|comprobar|comprobarlo|ver|preguntar|consultar|verlo|
          investigar|consultarlo|preparar|prepararlo)
        (me|nos) (encargo|ocupo|ocupamos|encargamos|pongo) (de|con|yo|$|a)
        (estoy|estamos|ya estoy) (en ello|en eso|con ello|revisando|mirando|comprobando|trabajando|consultando|
          revisandolo|mirandolo|viendolo|esperando a)
        (lo|la|los) (tendras|tendra|recibiras|recibira|tienes|tendreis|tiene)
        (tendras|tendra|recibiras|recibira) (noticias|respuesta|una|la|el|mi|los)
        (en cuanto|tan pronto) (pueda|sepa|tenga|como)
        (dame|deme|denme) (un|unos|hasta|tiempo|algo|unas)
        (se) (encarga|ocupa|encargara|ocupara|encargan|ocupan|pone|pondra)
        (te|le|os|les) (contesta|contestara|responde|respondera|contacta|contactara|escribe|escribira|llama|llamara|
          avisa|
          avisara|dira|dice algo)
        (se lo|lo) (he|ha|paso|reenvio|remito) (pasado|reenviado|remitido|a)
        (pondra|pondre|pondremos|ponemos|pongo) en contacto
        (no he|aun no he|todavia no he) (tenido|podido) (tiempo|mirarlo|ver|mirar|ocasion)
    """,
    "acknowledges": """
        ^(recibido|entendido|anotado|vale|ok|perfecto|de acuerdo|claro|tomo nota|muy bien|por supuesto)
        (he|hemos) recibido (tu|su|el|la|vuestro)
        gracias por (tu|su|el|la|escribir|avisar|informar|los|las|vuestro|contactar|recordarmelo)
        (tomo|tomamos) nota
        acuso recibo
    """,
    "receives": """
        ^(recibido|anotado|tomo nota)
        (he|hemos) recibido (tu|su|el|la)
        (acuso recibo|acusamos recibo)
    """,
    "busy": """
        (estoy|estamos|en) (de viaje|en reuniones|reunido|reunida|una reunion|reuniones|fuera)
        (perdon|perdona|perdone|disculpa|disculpe|disculpas|lo siento|siento) (por|el|la|la demora|el retraso|que|$)
        (tardara|llevara|puede tardar)
    """,
    "answers": """
        ^(si|no|hecho|listo|aprobado|correcto|exacto|confirmado|enviado)
        (adjunto|adjunta|te adjunto|le adjunto|aqui tienes|aqui esta|aqui tiene|aqui van|a continuacion)
        (esta|ya esta|ha sido) (hecho|listo|aprobado|enviado|hecha|lista|aprobada)
        (me parece|por mi) (bien|perfecto|correcto)
        (puedes|puede) (usar|hacer|utilizar|proceder|seguir|ir)
        adelante
        (alli|ahi) (estare|estaremos|nos vemos)
        (estare|estaremos) (alli|ahi|presente|en la|en el|a las)
        (ire|iremos|asistire|asistiremos|vendre|me apunto|participare) (|a|el|con|tambien|$)
    """,
    "commits": """
        (lo|la|los|te|le|os|les|me) (miro|reviso|revisare|mirare|compruebo|consulto|digo|dire|confirmo|confirmare|
          envio|enviare|mando|mandare|aviso|avisare|respondo|respondere|contesto|contestare|hare|hago|tendras|
          tendra|recibiras|recibira|tendre|tengo|paso|pasare|dare|doy|comprobare|entrego|entregare|llamo|llamare|
          ocupo|encargo|tienes|vere|veo)
        (voy|vamos) a
        (estara|estaran|quedara) (listo|lista|hecho|listos|terminado|preparado)
        (tendras|tendra|recibiras|recibira|enviare|mandare|respondere|contestare|entregare|terminare|acabare)
        (dame|deme) (hasta|unos|un)
        (te|le|os|les) (contesta|contestara|respondera|responde|contactara|llamara|avisara)
    """,
    "delivers": """
        (enviar|enviarme|envies|envie|enviame|envieme|mandar|mandarme|mandame|responder|respuesta|contestar|
          confirmar|confirmarme|necesito|necesitamos|entregar|tener|aprobar|firmar|revisar|devolver|completar|
          pagar|decirme|saber|fecha limite|plazo|hacer|hacerlo|enviarlo|recibir|dime|avisame|terminar|llamarme|
          rellenar)
    """,
    "duty": """
        (tengo|tenemos|he|hemos) (que|de)
        (debo|debemos|necesito|necesitamos)
    """,
    "looks": """
        (preguntar|consultar|mirar|mirarlo|revisar|revisarlo|comprobar|comprobarlo|ver|averiguar|verificar|hablar|
          hablarlo|consultarlo|preguntarle|verlo|aclarar|buscar|pensar|pensarlo|estudiar|estudiarlo)
    """,
    "has": """
        (he|hemos|lo he|la he|los he|ya|acabo de|acabamos de)
    """,
    "done": """
        (enviado|enviada|mandado|mandada|pedido|aprobado|firmado|hecho|pagado|reservado|corregido|cambiado|enviarlo|
          enviartelo|mandarlo|enviarte|subido|actualizado|contestado|envie|mande)
    """,
    "unfinished": """
        (aun no|todavia no|no)
    """,
    "patience": """
        (dame|deme|denme) (un|unos|hasta|tiempo|algo|unas)
        (necesito|necesitamos|tardare|tardo|me llevara|llevara) (mas|un poco|algo|unos) (tiempo|mas|de tiempo|dias)
    """,
    "bulk": """
        (boletin|newsletter|suscriptores)
        (buena|feliz) lectura
        en (este|nuestro|el) (numero|boletin)
        (lo|os lo|te lo|se lo) (contamos|cuento) (en|aqui)
        (darse|darte|dar) de baja
    """,
    "provided": """
        si (tengo|puedo|encuentro|todo|nada|me|no surge|da|es posible|tenemos|podemos|queda)
        (quizas|quiza|tal vez|a lo mejor)
    """,
    "absent": """
        (de|en) (vacaciones|baja|permiso)
    """,
    "says": """
        (dijo|dice|escribio|contesto|prometio) $
    """,
    "denies": """
        no (antes|hasta)
    """,
}

DATES = {
    "weekdays": "lunes martes miercoles jueves viernes sabado domingo",
    "months": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "short months": "ene - - abr - - - ago - - - dic",
    "other months": "setiembre=9",
    "today": "hoy|hoy mismo|dia de hoy",
    "tomorrow": "manana",
    "overmorrow": "pasado manana",
    "morning": "por la manana|esta manana|de la manana|a primera hora",
    "noon": "mediodia|el mediodia|al mediodia|a mediodia",
    "afternoon": "por la tarde|esta tarde|de la tarde",
    "evening": "por la noche",
    "tonight": "esta noche",
    "midnight": "medianoche",
    "close": (
        "final del dia|fin del dia|el final del dia|ultima hora|a ultima hora|fin de la jornada|"
        "final de la jornada|a lo largo del dia|el fin del dia"
    ),
    "week end": (
        "fin de semana|fin de la semana|final de semana|final de la semana|el final de la semana|esta semana|"
        "finales de semana|esta misma semana"
    ),
    "next week": "la proxima semana|proxima semana|la semana que viene|semana que viene|la semana proxima",
    "month end": "fin de mes|final de mes|fin del mes|finales de mes|final del mes",
    "year end": "fin de ano|final de ano",
    "this": "este|proximo|el proximo",
    "in": "en|dentro de|en un plazo de|en el plazo de|en un plazo maximo de",
    "day": "dia|dias",
    "working day": "dias habiles|dia habil|dias laborables|dia laborable",
    "week": "semana|semanas",
    "hour": "hora|horas",
    "minute": "minuto|minutos",
    "numbers": "uno=1 dos=2 tres=3 cuatro=4 cinco=5 seis=6 siete=7 ocho=8 diez=10 quince=15 par=2",
    "at": "a las|las|sobre las|hacia las|a la",
    "by": (
        "antes de|antes del|para el|hasta el|a mas tardar|a mas tardar el|antes de las|para|hasta|"
        "como muy tarde|como muy tarde el|como maximo|antes del dia|para el dia|antes|para este|"
        "antes de este|antes de esta|para la|antes del proximo"
    ),
    "of": "el|del|de|a|al|dia|por",
    "clock": "horas|h|hs|hrs",
    "half hour": "media hora",
    "end of": "finales de|fin de|final de|el fin de|fines de",
    "next month": "proximo mes|el proximo mes|mes que viene|el mes que viene",
    "fortnight": "quince dias|quincena",
    "week number": "semana",
}
