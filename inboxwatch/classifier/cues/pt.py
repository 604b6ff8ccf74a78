"""Portuguese cues, without accents."""

from __future__ import annotations

PHRASES = {
    "asks": """
        ^(pode|podem|podemos) (enviar|mandar|confirmar|verificar|fazer|dizer|ver|revisar|aprovar|assinar|explicar|ligar|
          passar|reunir|dar|me|nos|ajudar|por)
        (pode|podem) (enviar-me|me|nos|dizer-me|ajudar-me|por favor|confirmar-me|mandar-me|dar-me)
        (podes|poderia|poderiam|podias|poderiamos|consegue|consegues|conseguem) (enviar|
          enviar-me|me|mandar|confirmar|verificar|ajudar|dizer|por|fazer|dar|nos|ver|revisar|aprovar|assinar|
          explicar|o|a|os|as|dizer-me|ligar|passar|reunir)
        (voce|voces) (pode|podem|poderia|poderiam|consegue|tem)
        (seria|e) possivel
        (me|nos) (envia|manda|confirma|diz|ajuda|pode|poderia)
        (gostaria|gostava) (de|que) (pedir|saber|confirmar|perguntar|me|voce|solicitar|receber)
        (tenho|uma) (uma duvida|uma pergunta|duvida|pergunta)
        (agradeceria|agradecia) (que|se|a|o)
        (sabe|sabes|sabem) (se|quem|quando|como|onde|qual|quanto|que|dizer|o que)
        (gostaria|gostava|queria|gostariamos|gostavamos) (de|) (saber|perguntar|confirmar|pedir|solicitar|receber|
          conhecer|te pedir|lhe pedir|perguntar-te|perguntar-lhe|saber-se)
        (perguntava-me|pergunto-me|me perguntava) se
        (solicito|solicitamos|venho solicitar|vimos solicitar|requeiro|peco|pedimos|vimos por este meio|
          venho por este meio|venho por meio) (solicitar|pedir|o|a|os|as|uma|um|que|desta|deste|-lhe|gentilmente)
        (solicito|solicitamos|solicitar) (o|a|os|as|uma|um|que|o envio|gentilmente|vossa|sua)
        (agradeceria|agradecia|agradeciamos|agradeceriamos|agradecemos|agradeco) (que|se|o envio|a confirmacao|
          o retorno|uma resposta|a sua resposta|o seu retorno|me)
        (da|daria|da-me|consegues|consegue) (para|dar|tratar|mandar-mas|mandar-me|mandar-mos|enviar-me)
        (voce|voces|tu) (da|vem|vai|acha|quer|consegue|faz|poderia|pode|podes|queres|vens|vais)
        (ficaria|ficar-lhe-ia|ficar-te-ia|ficariamos|estaria|seria) (muito|imensamente|) (grato|grata|gratos|
          agradecido|agradecida|reconhecido)
        (que|se) (me|nos) (indique|indiques|indicasse|comunique|comuniques|confirme|confirmes|confirmasse|informe|
          informasse|diga|digas|dissesse|dissesses|envie|envies|enviasse|enviasses|mande|mandasse|mandasses|ajude|
          ajudasse|desse|passasse)
        ^(tens|tem|sabes|vens|queres|podes|fazes|vais) (tu|a|o|as|os|ai|algum|alguma|voce|uma|um|tempo|como)
        (nao sei|nao sabemos|nao percebi|nao entendi|nao me ficou claro|nao esta claro|nao tenho a certeza) (se|
          quem|quando|como|onde|qual|quanto|o que)
        (gostaria|gostava) de (receber|contar|ter|ouvir|conhecer) (a|o|com|os|as|uma|um)
        ^(vens|vem|queres|quer|topas|topa|voce vem|voce vai|vais) (almocar|hoje|com|ao|a|amanha|tambem|jantar|tomar|
          ir|que|comigo|connosco|na|no|um|uma)
        (podia|podias|podiam) (dar|ver|enviar|mandar|confirmar|verificar|dizer|ajudar|fazer|me|enviar-me|mandar-me|
          explicar)
        (preciso|precisava|precisamos|precisaria) de (uma|alguma|) (ajuda|mao|maozinha)
        (conto|contamos) (contigo|consigo|com voce|convosco|com voces)
        (me|nos) (diz|confirma|manda|avisa|passa|responde) (se|o|a|os|as|quando|como|um|uma|que)
        seria (importante|bom|util|conveniente|melhor|necessario|otimo)
        para (reveres|veres|assinares|confirmares|aprovares|validares|voce revisar|voce ver|voce assinar|
          sua revisao|sua assinatura|sua aprovacao|a tua revisao)
        ^(vais|vens|vao|vem) (a|ao|amanha|hoje|tu|na|no|connosco|comigo)
        (teria|tinha|tens|tem|teriam) a (gentileza|bondade|amabilidade)
        (peco-te|peco-lhe|peco-vos|pedia-te|pedia-lhe|pedia-vos|pediamos-lhe|pedimos-lhe|pedimos-vos|peco|pedimos|
          solicitamos|solicito) (que|o|a|os|as|para)
        (peco-te|peco-lhe|peco-vos|pedia-te|pedia-lhe|pedia-vos)
        (deixo|fica) ao (teu|seu|vosso) (cuidado|criterio|encargo)
        (quando|onde|a que horas) (nos vemos|nos encontramos|chegas|voltas|vens)
        (como) (vai|vao|esta|estao|anda|andam|ficou) (o|a|os|as) (relatorio|projeto|processo|preparativos|trabalho|
          proposta|obra|pedido|encomenda|contrato|orcamento)
        (seria|era) (bom|importante|necessario|util|preciso|otimo|ideal|conveniente) (que|se)
        (queria|gostaria de|gostava de|preciso de|posso) (pedir-te|pedir-lhe|lhe pedir|te pedir|pedir-vos)
        ^(e|mas|) (o que|que|como|quando|a quem) (lhe|) (digo|dizemos|respondo|respondemos|devo|devemos|faco|fazemos)
    """,
    "please": """
        (por favor|porfavor|pfv|por gentileza|se faz favor|faz favor|queira|favor)
        (peco|pedimos|solicito|solicitamos) (que|a|o|gentilmente|por)
    """,
    "orders": """
        (envie-nos|envia-nos|mande-nos|manda-me|manda-nos|confirma-me|confirme-nos|avise-nos|avisa-nos|liga-me|
          ligue-nos|mostre-me|mostra-me|ajude-me|ajuda-me|manda-mas|manda-mos|manda-ma|manda-mo|diz-nos|diga-nos)
        (envie-me|envia-me|mande-me|diga-me|diz-me|avise-me|avisa-me|confirme-me|ligue-me)
        (me) (avise|avisa|envie|mande|diga|ligue|confirme|fala|informe)
        ^(e|entao|) (da|de|deem) uma (olhada|olhadela|vista)
        ^(e|entao|) (me) (diz|diga|avisa|avise|manda|mande|envia|envie|fala|confirma|confirme|liga|ligue|passa|
          passe|responde)
        ^(e|por favor|entao|) (preencha|preenche|preencham|envie|envia|enviem|mande|manda|mandem|confirme|confirma|
          confirmem|verifique|verifica|assine|assina|revise|reveja|reve|lembra-te|lembre-se|ligue|liga|responda|
          responde|reserve|reserva|prepare|prepara|veja|ve|olha|olhe) (o|a|os|as|um|uma|se|de|para|por|ate|la|isso|
          isto)
        nao (se esqueca|te esquecas|esqueca|esquecas|se esquecam|esquece) (de|que|do|da)
        ^(e|por favor|) (respondam|respondas|responda|confirmem|enviem|preencham|verifiquem|assinem|mandem|revejam|
          revisem|completem|devolvam) (direto|diretamente|no|na|ao|a|ate|o|por|logo|neste|nesse|os|as)
        ^(liga-me|diz-me|avisa-me|manda-me|envia-me)
        ^(e|por favor|) (avise|avisa|avisem|diga|diz|confirma|confirme|mande|manda) (quem|se|quando|o que|me|nos|
          que|qual)
    """,
    "tells": """
        (me|nos) (avise|avisa|informe|diga|deixe saber|mantenha) (se|quando|por|o|assim|informado|sobre|que)
        (o que|que) (acha|achas|acham|voce acha|pensa)
        (aguardo|aguardamos|fico a aguardar|fico no aguardo) (a|o|sua|seu|de|do|da|retorno|resposta|tua|
          confirmacao|um) (sua|resposta|retorno|confirmacao|seu|breve|tua|teu|$)
        (no aguardo|aguardo retorno|aguardo resposta)
        (diga-me|diz-me|avise-me) (se|quando|como)
        ^(liga-me|diz-me|avisa-me|liga-nos|ligue-me|avise-me|me liga|me avisa|me diz|me responde|me corrija|me diga|
          me ligue|me avise)
        (a|) (tua|sua|vossa) (opiniao|ajuda|resposta|avaliacao) (seria|ajudava|ajudaria|era) (muito|util|
          importante|preciosa|bem|essencial|nos|me)
        ^(e|entao|) (decide|escolhe) (tu|qual|se)
    """,
    "needs": """
        (preciso|precisamos|precisava|necessito|necessitamos|preciso de|falta-me|falta-nos|precisaria|queria|
          gostaria)
        (era|seria|e) (preciso|necessario) (marcar|fazer|enviar|rever|definir)
    """,
    "wonders": """
        (queria|gostaria de|gostava de) (saber|perguntar|confirmar)
        (sabe|sabes|sabem) (se|quando|como|onde|quem|qual|dizer)
        (tem|tens|voce tem|ha) (alguma|algum|ideia|como|possibilidade|um|uma|tempo|o|a)
        (se|que|como|quando|onde|a quem) (devo|devemos|posso|podemos|deveria)
        ^(e|mas|entao|) (quando|como|onde|quem|qual|quais|quanto|quantos|por que|porque|que) (e|sao|esta|posso|
          pode|devo|vai|seria|dia|horas|versao|tem|podemos)
        (tudo bem|pode ser) (se|para|por)
    """,
    "opens": """
        ^(quando|onde|quem|qual|quais|quanto|quantos|por que)
    """,
    "waits": """
        (aguardo|aguardamos|espero|esperamos|a espera da|a espera de|aguardando) (a sua|a tua|sua|seu|o seu|tua|
          a vossa|vossa|o teu) (resposta|aprovacao|confirmacao|decisao|autorizacao|retorno|ok|parecer|aval)
        (preciso|precisamos|necessito|necessitamos|falta|faltam) (da|do|das|dos|de|a|o) (sua|seu|tua|teu|vossa|
          vosso|suas|seus|tuas|teus)
        (fico|ficamos|estou|estamos) (a aguardar|aguardando|a espera|no aguardo) (a|o|da|do|de|) (sua|seu|tua|teu|
          vossa|vosso|confirmacao|resposta|retorno)
        (ainda|) (me|nos) (faltam|falta) (as|os|a|o) (tuas|teus|tua|teu|suas|seus|sua|seu)
        (falta|faltam) (ainda|so|apenas|) (a|o|as|os) (sua|seu|tua|teu|suas|seus|tuas|teus|vossa|vosso)
        (aguardo|aguardamos|aguardar|a espera de|espero) (noticias|novidades|suas noticias|as suas|a vossa)
        ha (dias|semanas|tempo|horas) que (espero|aguardo|estou|esperamos|aguardamos)
        (espero|aguardo|esperamos|aguardamos) (pelos|pelas|pelo|pela|ha|ainda|os|as|o|a) (numeros|dias|semanas|
          resposta|dados|documentos|sua|seu|tua|teu|valores|muito)
        (quero|queria|espero|aguardo|falta|so falta|so preciso|preciso) (do|da|o|a) (teu|tua|seu|sua|vosso|vossa) (ok|
          okay|parecer|aval|consentimento|confirmacao|aprovacao|assinatura|resposta)
    """,
    "approves": """
        (aprovar|aprovacao|aprova|autorizar|autorizacao|aval|luz verde|validar|validacao)
        (esta|estas|concorda|concordas|estao) (de acordo|com)
    """,
    "meets": """
        (esta|estas|estaria|estao|voce esta|estara) (disponivel|livre|disponiveis|livres)
        (sua|tua|vossa) disponibilidade
        (que dia|a que horas|que horas|quando) (podemos|pode|podes|voce|seria|fica|da)
        (podemos|poderiamos|vamos) (falar|reunir|encontrar|marcar|conversar|nos)
        (marcar|agendar) (uma|um) (reuniao|encontro|call|chamada|conversa|horario)
        (marcar|combinar|fixar|definir|agendar|encontrar) (uma|um|a) (data|hora|reuniao|dia|encontro|momento|
          horario)
    """,
    "closing": """
        nao hesite em
        (qualquer|se tiver|caso tenha|em caso de) (duvida|duvidas|alguma|questao|qualquer|pergunta)
        (fico|ficamos|estou|estamos) (a|ao) (disposicao|sua|dispor)
        (segue|seguem) (em anexo|anexo|o|a|anexos)
        qualquer (coisa|duvida|questao|problema|pergunta)
        (fico|ficamos) (ao dispor|a disposicao|a sua)
    """,
    "noted": """
        para (sua|seu|conhecimento|tua|vossa|informacao) (informacao|conhecimento|$|.)
        (nao e necessario|nao precisa|nao e preciso|sem necessidade de) (responder|resposta|retornar|fazer|
          nenhuma|de resposta)
        (informo|informamos|comunico|comunicamos) (que|a)
        so para (informar|avisar|constar)
    """,
    "social": """
        (como|tudo) (vai|esta|bem|estas|vao|certo)
        (espero|esperamos) que
        (bom|boa|otimo) (dia|tarde|fim|semana|final|noite|feriado)
        ^(certo|ne|nao e) ?
        quem (diria|havia|iria|poderia) (dizer|imaginar|de|?)
        (quem sabe|por que nao)
        quem (diria|haveria|imaginaria|acreditaria)
    """,
    "thanks": """
        (obrigado|obrigada|agradeco|agradecemos|grato|grata|valeu)
    """,
    "before": """
        (obrigado|obrigada|agradeco|grato|grata) (desde ja|antecipadamente|pela atencao)
        (desde ja)
    """,
    "chases": """
        (alguma|ha|tem|temos|ha alguma|tem alguma|voce tem) (novidade|noticia|noticias|novidades|atualizacao|
          resposta|previsao)
        (novidades|noticias) (sobre|de|?|do|da)
        (ainda|continuo|continuamos|sigo|estou) (aguardo|a aguardar|aguardando|espero|a espera|estou aguardando|
          estou esperando|nao recebi|nao recebemos|nao tive|nao obtive|sem|no aguardo|esperando)
        (nao recebi|nao recebemos|nao tive|nao obtive) (resposta|retorno|ainda|nenhuma|a|sua|noticias|nenhum)
        (lembrete|relembrar|lembrar|gentil lembrete|lembro|reforco|reforcar)
        (so|gostaria de|apenas) (para|queria|fazer|dar) (saber se|dar seguimento|relembrar|lembrar|seguimento|
          reforcar|fazer)
        (conseguiu|conseguiste|teve|tiveste|viu|viste|recebeu|recebeste|pode|pôde|ja) (ver|verificar|tempo|
          a oportunidade|olhar|o meu|meu|a minha|oportunidade|conseguiu|teve|viu|avancar|tem|recebeu|minha)
        (como|em que) (esta|estamos|anda|ponto|pe|vai) (o|a|isso|com|esta|este|isto|andamento)
        (volto|voltando) a (escrever|perguntar|contactar|insistir|este|esse)
        (segunda|terceira) (vez|solicitacao|tentativa)
        (quando) (posso|poderei|podemos|terei|teremos) (ter|contar|receber|esperar|uma)
        (nao) (chegou|recebi|veio|me chegou) (nada|ainda nada|nenhum|nenhuma)
    """,
    "withdraws": """
        (ja|esta|problema|foi|ficou|tudo|assunto) (esta resolvido|resolvido|foi resolvido|resolvemos|resolvi|
          solucionado|se resolveu|resolvida|consegui resolver)
        ^(resolvido|solucionado|resolvida)
        (ja nao|nao) (e|preciso|precisamos|sera|precisa) (mais|necessario|preciso|mais necessario|mais preciso|de)
        nao (preciso|precisamos|e necessario|precisa) mais
        ja nao (preciso|precisamos|e preciso|e necessario)
        (esquece|esqueca|ignore|ignora|desconsidere|desconsiderar|favor desconsiderar|deixa pra la|
          deixe para la) (o|a|meu|minha|isso|este|esta|esse|$|por)
        (desconsidere|deixa pra la)
        (ja|) (encontrei|encontramos|achei|consegui) (o|a|resolver|encontrar|os|as|aqui|isso|$|obrigado)
        (agora|ja) (funciona|esta funcionando|funcionou)
        (cancelo|retiro|cancelar|anulo) (o|a|meu|minha)
    """,
    "stays": """
        (nao|ainda nao) (esta|foi|ficou|consegui|encontrei|ficou resolvido) (resolvido|resolver|solucionado|ainda|
          o|a|encontrar)
    """,
    "holds": """
        (vou|vamos|irei|iremos) (ver|verificar|olhar|analisar|checar|confirmar|tratar|consultar|perguntar|
          responder|enviar|te|lhe|dar|retornar|mandar|cuidar|investigar|preparar|falar|averiguar)
        (estou|estamos) (a ver|a tratar|vendo|verificando|analisando|a verificar|tratando|trabalhando|a trabalhar|
          checando|nisso)
        (ja|) (trato|cuido) (disso|disto|do|da)
        (envio|enviarei|respondo|responderei|retorno|retornarei|aviso|avisarei|digo|direi|dou|darei|confirmo|
          confirmarei|mando|mandarei|verifico|verificarei|volto|informo|informarei) (ate|amanha|hoje|em|na|no|
          assim|ainda|te|lhe|o|a|logo|um|uma|com|para|segunda|e|retorno|$|noticias)
        (te|lhe|vos|me) (envio|enviarei|respondo|responderei|aviso|avisarei|digo|direi|dou|darei|retorno|mando|
          mandarei|informo|confirmo)
        (tera|teras|recebera|receberas|voce tera|voce recebera|terao) (a|o|uma|noticias|resposta|um|novidades|ate)
        (assim que|logo que) (possivel|puder|tiver|souber|possa)
        (me de|da-me|de-me) (um|uns|ate|algum|mais)
        (trata|cuida|tratara|cuidara|encarrega-se|ocupa-se) (disso|disto|do assunto|do|da|e)
        (responde-te|responde-lhe|contacta-te|contacta-lhe|diz-te|diz-lhe|avisa-te|avisa-lhe|liga-te|liga-lhe|
          responde-vos|contacta-vos|contata-te|contata-lhe)
        (te|lhe) (responde|respondera|retorna|retornara|contata|contatara|avisa|avisara|dira)
        (dou-te|dou-lhe|digo-te|digo-lhe|envio-te|envio-lhe|respondo-te|respondo-lhe|aviso-te|aviso-lhe|mando-te|
          mando-lhe|informo-o|informo-te|ligo-te)
        (encaminhei|passei|reencaminhei|encaminhado) (para|ao|o|a|a sua|o seu|para o|para a)
        (ainda nao|nao) (tive|consegui|houve) (tempo|ver|olhar|oportunidade)
    """,
    "acknowledges": """
        ^(recebido|entendido|anotado|ok|certo|perfeito|combinado|claro|esta bem|ta bom|beleza|registado|registrado)
        (recebi|recebemos) (o|a|seu|sua|teu|tua|os)
        (obrigado|obrigada|agradeco) (pelo|pela|por|o|a|pelas|pelos)
    """,
    "receives": """
        ^(recebido|anotado|registado|registrado)
        (recebi|recebemos) (o|a|seu|sua|teu|tua)
    """,
    "busy": """
        (estou|estamos) (em|de) (viagem|reuniao|reunioes|ferias|fora)
        (desculpe|desculpa|desculpas|peco desculpa|lamento|perdao)
    """,
    "answers": """
        ^(sim|nao|feito|pronto|aprovado|correto|exato|confirmado|enviado|concordo)
        (em anexo|anexo|segue|seguem|aqui esta|aqui estao)
        (esta|ja esta|foi) (feito|pronto|aprovado|enviado|concluido)
        (por mim) (tudo|esta|pode)
        pode (usar|seguir|avancar|prosseguir|fazer|ir)
        (estarei|estaremos|vou estar|vamos estar) (la|presente|presentes|ai|na|no|as)
        (la estarei|participo|participarei|irei a|vou a reuniao)
    """,
    "commits": """
        (vou|vamos|irei|iremos)
        (envio|enviarei|respondo|responderei|entrego|entregarei|mando|mandarei|aviso|avisarei|digo|direi|dou|
          darei|termino|retorno|retornarei|confirmo|verifico|volto|farei|faco)
        (te|lhe|vos) (envio|enviarei|respondo|digo|dou|mando|aviso|informo|retorno)
        (tera|teras|recebera|receberas|terao)
        (estara|ficara|estarao) (pronto|pronta|feito|concluido|prontos)
        (me de|da-me|de-me) (ate|um|uns)
        (dou-te|dou-lhe|digo-te|digo-lhe|envio-te|envio-lhe|respondo-te|respondo-lhe|aviso-te|aviso-lhe|mando-te|
          mando-lhe|ligo-te)
        (responde-te|responde-lhe|te responde|lhe responde)
    """,
    "delivers": """
        (enviar|envie|enviar-me|mandar|mande|responder|resposta|retorno|confirmar|confirmacao|preciso|precisamos|
          entregar|ter|receber|aprovar|assinar|verificar|devolver|concluir|pagar|prazo|fazer|saber|avise|dizer|
          terminar|preencher|envie-me|envia|revisar)
    """,
    "duty": """
        (tenho|temos) (de|que|ainda)
        (preciso|precisamos|devo|devemos) (de|primeiro|antes|ainda|)
    """,
    "looks": """
        (perguntar|verificar|ver|consultar|falar|confirmar com|analisar|checar|olhar|averiguar|esclarecer|procurar|
          pensar|
          ler|rever|estudar|conferir)
    """,
    "has": """
        (acabei|acabamos|ja|acabo) (de|o|a|)
        (enviei|enviamos|mandei|mandamos) (o|a|os|as|para|por|ontem|agora|$)
    """,
    "done": """
        (enviar|enviei|mandar|mandei|fazer|fiz|aprovei|aprovar|assinei|assinar|paguei|pagar|encomendei|reservei|
          corrigi|
          atualizei|enviamos|mandamos)
    """,
    "unfinished": """
        (ainda nao|nao)
    """,
    "patience": """
        (me de|da-me|de-me) (um|uns|ate|algum|mais)
        (preciso|precisamos) (de|ainda de) (mais|um pouco|algum|mais algum|uns) (tempo|mais|dias|de tempo)
        (vai|vou) demorar (mais|um)
    """,
    "bulk": """
        (newsletter|boletim|informativo|assinantes|descadastrar)
        boa leitura
        (neste|nesse|deste) (mes|numero|boletim|informativo) |
        (contamos|veja|leia|saiba) (tudo|mais|na|no|aqui) (na|pagina|em|mais|pagina|site)
    """,
    "provided": """
        se (tiver|puder|conseguir|der|houver|tudo|nada|for|eu|sobrar|tivermos|pudermos)
        (talvez|eventualmente)
    """,
    "absent": """
        (de|em) (ferias|licenca|baixa)
    """,
    "says": """
        (disse|diz|escreveu|respondeu|prometeu) $
    """,
    "denies": """
        nao (antes|ate)
    """,
}

DATES = {
    "weekdays": "segunda-feira terca-feira quarta-feira quinta-feira sexta-feira - -",
    "other weekdays": (
        "ate segunda=0|ate terca=1|ate quarta=2|ate quinta=3|ate sexta=4|na segunda=0|na terca=1|na quarta=2|"
        "na quinta=3|na sexta=4|ate a segunda=0|proxima segunda=0|proxima terca=1|proxima quarta=2|"
        "proxima quinta=3|proxima sexta=4|sexta=4|terca=1"
    ),
    "months": "janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro",
    "short months": "- fev - - - - - - - out - dez",
    "today": "hoje|ainda hoje|hoje mesmo",
    "tomorrow": "amanha",
    "overmorrow": "depois de amanha",
    "morning": "de manha|pela manha|da manha|esta manha",
    "noon": "meio-dia|meio dia|ao meio-dia|o meio-dia",
    "afternoon": "a tarde|de tarde|da tarde|esta tarde|hoje a tarde",
    "evening": "da noite",
    "tonight": "hoje a noite|esta noite",
    "midnight": "meia-noite",
    "close": (
        "final do dia|fim do dia|o fim do dia|o final do dia|final do expediente|fim do expediente|ao longo do dia"
    ),
    "week end": (
        "fim da semana|final da semana|o fim da semana|o final da semana|esta semana|essa semana|fim de semana"
    ),
    "next week": "a proxima semana|proxima semana|semana que vem|na proxima semana|para a semana",
    "month end": "fim do mes|final do mes|o fim do mes|o final do mes",
    "year end": "fim do ano|final do ano",
    "this": "esta|essa|proxima",
    "in": "em|dentro de|daqui a|no prazo de|num prazo de|em um prazo de|dentro do prazo de",
    "day": "dia|dias",
    "working day": "dias uteis|dia util",
    "week": "semana|semanas",
    "hour": "hora|horas",
    "minute": "minuto|minutos",
    "numbers": "um=1 uma=1 dois=2 duas=2 tres=3 quatro=4 cinco=5 seis=6 sete=7 oito=8 dez=10",
    "at": "as|pelas|por volta das|das",
    "by": (
        "ate|ate as|ate o|ate a|ate ao|antes de|antes do|antes da|antes das|no maximo|o mais tardar|"
        "no mais tardar|ate ao dia|ate o dia|ate dia|para|ate no maximo|ate ao final|ate esta|ate a proxima"
    ),
    "of": "de|do|da|dia|as|ao|a|o|pelas|na|no",
    "clock": "horas|h|hs",
    "half hour": "meia hora",
    "end of": "fim de|final de|o fim de|o final de|finais de",
    "next month": "proximo mes|o proximo mes|mes que vem|no proximo mes",
    "week number": "semana",
}
