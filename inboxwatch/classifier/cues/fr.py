"""French cues, without accents."""

from __future__ import annotations

PHRASES = {
    "asks": """
        (pouvez-vous|pourriez-vous|pourrais-tu|peux-tu|pourrions-nous|pouvons-nous|voudriez-vous|veux-tu|
          voulez-vous|puis-je|peut-on|pourrait-on)
        (pouvez|pourriez|voudriez) vous
        (tu|vous) (pourrais|pourriez) (me|m'envoyer|nous|le|la|les|envoyer|regarder|verifier|confirmer|faire|m'aider)
        (tu|vous) (peux|pouvez) (me|m'envoyer|m'aider|m'appeler|m'indiquer|nous|stp|svp)
        (serait-il|est-il|serait il|est il) possible
        (auriez-vous|aurais-tu|avez-vous|as-tu|auriez vous)
        (je|nous) (vous|te) (demande|demandons|prie|saurais|serais|serions|remercie de)
        (j'aurais|j'ai) (une question|une demande|une petite question)
        (une|petite|juste une) question
        (tu|vous) (sais|savez|saurais|sauriez|connais|connaissez) (si|qui|quand|ou|comment|quel|quelle|quels|
          quelles|combien|pourquoi|ce)
        (je|nous) (me|) (demandais|demandions|voulais|voulions) (si|savoir|te demander|vous demander|demander)
        (je|nous) (souhaite|souhaitons|souhaiterais|souhaiterions|voudrais|voudrions|aimerais|aimerions|desire|
          desirons) (obtenir|recevoir|savoir|connaitre|avoir|disposer|que|ton|ta|tes|votre|vos|t'en|vous en)
        (je|nous) (sollicite|sollicitons|requiers|vous saurais|te saurais|vous serais|te serais)
        (je vous|je te|nous vous|nous te) (prie|prions|demande|demandons|invite|invitons) de (me|nous|bien|faire|
          proceder|confirmer|transmettre|m'envoyer|verifier|repondre|completer)
        (serait-ce|est-ce) possible
        (vous|te|t') (serait-il|serait) possible
        (pourrais|pourriez|peux|pouvez) (tu|vous)
        ^(tu|vous) (pourrais|pourriez|penses|pensez|viens|venez|aurais|auriez)
        (je|nous) (serais|serions|te serais|vous serais|vous serions|vous en serais) (heureux|heureuse|ravi|ravie|
          reconnaissant|reconnaissante|reconnaissants|tres reconnaissant|tres reconnaissante|curieux|curieuse) (de|
          si|d'avoir|d'en)
        (je|nous) (vous|te|) (saurais|serais|saurions) gre
        (remercie|remercions|remercie d'avance|saurais gre) de (me|nous|bien|m'indiquer|confirmer|m'envoyer|
          transmettre|revenir|prendre)
        ^(a|merci de) (completer|remplir|retourner|renvoyer|signer|valider|corriger|confirmer|verifier|transmettre|
          rendre|relire)
        c'est (toi|vous) qui
        (pouvoir|possible de|possibilite de) (me|m'envoyer|nous) (le|la|les|communiquer|transmettre|envoyer|
          confirmer|indiquer|dire)
        (j'ignore|je ne sais pas|je ne sais plus|on ne sait pas|reste a savoir) (si|qui|quand|ou|comment|quel|
          quelle|ce que)
        (dites-moi|dis-moi|dis moi)
        (tu|vous) (me|m'|nous) (dis|dites|confirmes|confirmez|envoies|envoyez|rappelles|rappelez|tiens|tenez|fais|
          faites|redis|redites|donnes|donnez|passes|passez) (si|ce|quand|un|une|le|la|les|au|signe|des|ca|comment|
          tout|ton|ta)
        (compte|comptons) sur (toi|vous|ton|votre)
        (besoin) (d'un coup de main|d'aide|de ton aide|de votre aide|d'un avis|d'une reponse)
        (serait-il|est-il|serait-ce) (envisageable|faisable|possible|pensable|utile)
        (serait|ce serait|c'est) (important|bien|bon|utile|souhaitable|preferable|gentil) (de|que|d'eclaircir|
          d'avoir|d'en|si|d'y)
        merci (d'indiquer|d'envoyer|d'adresser|d'ajouter|d'apporter|d'informer|d'accuser|d'y|d'en|d'assurer|
          d'effectuer|d'organiser|d'inscrire|d'annuler)
        (a toi|a vous) de (me|nous|decider|dire|choisir|jouer|voir)
        pour (relecture|signature|validation|verification|approbation|correction)
        ^(tu viens|tu vas|vous venez|vous allez) (a|au|avec|demain|aujourd'hui|ce|lundi|mardi|mercredi|jeudi|
          vendredi|manger|dejeuner)
        (il|me|nous) (me|nous|) faudrait
        (j'aurais|nous aurions|j'aurai|nous aurons|j'aurais bien) besoin
        (j'aimerais|nous aimerions|je souhaiterais|je voudrais|nous voudrions|nous souhaiterions) (savoir|connaitre|
          avoir|que|recevoir|obtenir|comprendre)
        (il faudrait|il faut|faut|faudrait) (que tu|que vous|qu'on me|qu'on nous)
        (je te|je vous) laisse (verifier|voir|me|le|la|les|regarder|completer|confirmer|valider|relire|gerer)
        (on se voit|on se retrouve|on s'appelle|vous arrivez|tu arrives|tu rentres) (quand|ou|a quelle|a quel|
          comment)
        (tu|vous) (dois|devez|devrais|devriez) (encore|aussi|me|nous|m'envoyer|absolument|d'abord)
        (vous voudrez|tu voudras|veuillez|voudrais-tu|voudriez-vous) bien
        que (chacun|chacune|tout le monde|chaque equipe) (m'indique|nous indique|me|nous|reponde|confirme|m'envoie|
          s'inscrive|remplisse)
        qu'est-ce (que|qui|qu'on|qu'il|qu'elle)
        (tu|vous) (saurais|sauriez|aurais|auriez) (ou|si|comment|quand|un|une|le|la|encore|par|du|de)
        ^(et|mais|) (que|quoi|comment|quand|a qui|lui) (dois-je|devons-nous|faut-il|puis-je|repondre|lui dire|
          lui repondre|faire)
    """,
    "please": """
        s'il (vous|te) (plait|plaît)
        (svp|stp)
        merci de (bien vouloir|me|nous|m'envoyer|confirmer|verifier|repondre|vous|le|la|les|faire|transmettre|
          valider|ne|votre retour|prendre|completer|signer|l'envoyer|m'indiquer|nous indiquer|m'appeler|corriger|
          ton|revenir)
        (veuillez|priere de|je vous prie de|je te prie de)
    """,
    "orders": """
        (envoyez-nous|envoyez-le|envoyez-les|envoie-le|envoie-les|donnez-nous|donne-nous|dites-nous|confirmez-moi|
          confirme-moi|confirmez-nous|appelez-nous|rappelle-moi|rappelez-nous|faites-nous|faites-le|transmettez-moi|
          transmettez-nous|transmets-moi|renvoyez-moi|renvoyez-nous|renvoyez-le|envoie-nous|montre-moi|montrez-moi|
          aidez-moi|aide-moi|indiquez-moi|indique-moi)
        (envoyez-moi|envoie-moi|dis-moi|dites-moi|donne-moi|donnez-moi|faites-moi|rappelez-moi|appelle-moi|
          appelez-moi|renvoie-moi|fais-moi)
        ^(et|sinon|alors|) (jette|jetez|regarde|regardez|verifie|verifiez|pense|pensez|n'oublie|n'oubliez|
          oublie pas|envoie|envoyez|appelle|appelez|remplis|remplissez|confirme|confirmez|passe|passez|dis|dites|
          viens|venez|prends|prenez|reponds|repondez) (un|une|a|le|la|les|pas|de|moi|nous|bien|que|si|donc|vite|au|
          d'|l')
        (n'oublie|n'oubliez) pas
    """,
    "tells": """
        (tenez-moi|tiens-moi|tenez-nous) (au courant|informe|informee)
        (faites-moi|fais-moi|faites-nous) (savoir|signe|part|un retour)
        (dites-moi|dis-moi|dites-nous) (si|ce|quand|comment|quel)
        (qu'en|que) (pensez-vous|penses-tu|dites-vous)
        (votre|ton|un) (avis|retour|reponse|accord) (sur|avant|d'ici|rapide|des|svp|stp|pour|$)
        (me|nous) (dire|confirmer|faire savoir|tenir au courant|indiquer) (si|quand|ce|la|le|par|d'ici|votre)
        (me|nous) (indiquer|preciser|communiquer|transmettre) (votre|ta|ton|vos|tes|la|le|les|si|quelle|quel)
        (indiquer|preciser|communiquer) (votre|ta) (preference|choix|disponibilite|disponibilites|decision)
        (votre|ton|vos|tes|ta) (avis|aide|retour|opinion|remarques|commentaires|reponse) (nous|me|serait|
          seraient) (serait|seraient|aiderait|precieux|precieuse|bienvenu|bienvenus|attendu|attendue|utile|utiles)
        (preneur|preneuse|preneurs|curieux|curieuse|avide) de (tes|vos|ton|votre|ta|tout|toute|toutes|tous|connaitre|
          savoir)
        (a toi de|a vous de|je te laisse|je vous laisse) (choisir|decider|trancher|voir)
        ^(choisis|decide|tranche) (toi-meme|lequel|laquelle|entre|et|si)
    """,
    "needs": """
        (j'ai|nous avons|on a|j'aurais|nous aurions) (besoin|vraiment besoin|encore besoin|toujours besoin|
          urgemment besoin)
        (il me|il nous) (faut|faudrait|manque)
        (je|nous) (voudrais|voudrions|souhaite|souhaitons|souhaiterais|cherche|cherchons|aimerais)
        j'aimerais
        (il faudrait|il faut) (qu'on|que nous|que l'on|qu'il|que)
    """,
    "wonders": """
        je (me demande|voulais savoir|voudrais savoir|souhaite savoir|voulais demander)
        (savez-vous|sais-tu|saurais-tu|sauriez-vous)
        est-ce (que|qu'il|qu'on)
        (y a-t-il|y aurait-il|a-t-il|a-t-elle)
        (dois-je|devons-nous|doit-on|faut-il|peut-il)
        ^(et|mais|donc|) (quand|comment|pourquoi|combien|ou|quel|quelle|quels|quelles|qui|que) (est|sont|dois|
          peut|pouvez|sera|est-ce|faut|as-tu|avez|est-il|avons|version|date|heure)
        (ca|cela) (te|vous) (va|convient|irait)
    """,
    "opens": """
        ^(quand|comment|pourquoi|combien|quel|quelle|quels|quelles|est-ce)
    """,
    "waits": """
        (j'attends|nous attendons|en attente de|dans l'attente de|attends) (votre|ton|de votre|une|vos|
          tes) (reponse|retour|validation|accord|decision|confirmation)
        dans l'attente (de|d'une)
        (il me|il nous) (faut|faudrait|manque) (ton|ta|tes|votre|vos)
        (besoin|attente) de (ton|ta|tes|votre|vos) (accord|validation|feu vert|reponse|retour|signature|avis|
          confirmation|aide)
        (il manque|manque|manquent) (encore|toujours|juste|plus que|) (votre|vos|ton|ta|tes)
        (j'attends|nous attendons|on attend) (les|le|la|l'|ton|votre|tes|vos|toujours|encore|depuis)
        (n'attends|n'attendons|n'attend|ne manque|ne me manque|ne nous manque) (plus|encore|) que (ta|ton|tes|votre|vos)
        (je veux|je voudrais|il me faut|j'attends|on attend) (d'abord|juste|) (ton|ta|votre) (ok|accord|feu|avis|
          confirmation|signature|approbation|reponse)
    """,
    "approves": """
        (valider|validation|approuver|approbation|feu vert|votre accord|ton accord|donner votre accord|
          bon pour accord|autorisation)
        (etes-vous|es-tu) d'accord
        (d'accord|ok) (avec|pour) (ca|cela|cette)
    """,
    "meets": """
        (etes-vous|es-tu|seriez-vous|serais-tu) (disponible|libre|dispo|present)
        (vos|tes) (disponibilites|dispos)
        (rendez-vous|rdv|reunion|point) (demain|lundi|mardi|mercredi|jeudi|vendredi|la semaine|ensemble|
          cette semaine)
        (quand|quel jour|a quelle heure) (pouvons-nous|peut-on|etes-vous|es-tu|pouvez-vous|vous|seriez-vous)
        (pouvons-nous|peut-on|pourrait-on|pourrions-nous) (se|nous) (voir|rencontrer|parler|reunir|appeler)
        (fixer|convenir|organiser|caler|planifier) (un|une|d'un|d'une) (rendez-vous|rdv|reunion|date|point|appel)
        (fixe|fixer|fixions|trouve|trouver|trouvions|convenir|arreter|caler) (ensemble|) (d'une|une|un|la|le) (date|
          creneau|jour|horaire|moment|heure|rendez-vous|reunion)
    """,
    "closing": """
        (n'hesitez|n'hesite|hesitez) pas
        (si vous avez|si tu as|pour toute) (des|la moindre|une|question|toute|autre|d'autres) (question|questions|
          demande|information|remarque)
        (je reste|nous restons|restant|reste) a (votre|ta) disposition
        (veuillez|vous trouverez|tu trouveras|trouvez) (trouver|agreer|recevoir|noter|ci-joint|ci-dessous|
          en piece|excuser)
        pour toute (question|information)
        (prie|prions) (d'agreer|de croire|de recevoir|d'accepter|madame|monsieur)
        (d'agreer|agreez|recevez|agreer) (madame|monsieur|mes|nos|l'expression|cher|chere)
        merci de votre (comprehension|patience|attention|confiance|fidelite)
        merci (d'emprunter|de patienter|de noter|de prendre note)
    """,
    "noted": """
        pour (information|info|votre information|ton information|memoire)
        (aucune|pas de|pas besoin de) (reponse|action|retour|repondre) (n'est|necessaire|requise|attendue|
          de votre|$|de ta)
        (je vous informe|nous vous informons|je tiens a vous informer|je voulais vous informer|je t'informe|
          juste pour)
    """,
    "social": """
        comment (allez-vous|vas-tu|ca va|va)
        (ca va|tout va bien) ?
        (j'espere|en esperant) que
        (bonne|bon) (journee|soiree|week-end|weekend|semaine|vacances)
        n'est-ce pas
        qui (aurait|l'aurait|l'eut|eut) (cru|dit|pense|pu)
        (qui sait|allez savoir|que demander de plus|quoi de neuf)
    """,
    "thanks": """
        (merci|remercie|remercions)
    """,
    "before": """
        (merci|remercie|remerciant) (d'avance|par avance)
        (d'avance|par avance)
        merci de
    """,
    "chases": """
        (des|du|avez-vous des|as-tu des|y a-t-il des|avez-vous du|as-tu du) (nouvelles|nouveau|news|nouveautes|
          retour|retours)
        (je me permets|je) (de revenir|de vous relancer|de te relancer|vous relance|te relance|reviens vers|
          de vous recontacter|relance)
        (petite|nouvelle|deuxieme|derniere|ma|cette|une) relance
        (petit|simple|dernier|nouveau|ce|un) rappel
        ^(relance|rappel)
        (toujours|encore) (en attente|pas de|pas recu|rien|aucune|dans l'attente)
        (j'attends|nous attendons|attends) (toujours|encore)
        (je n'ai|nous n'avons|n'ai) (toujours|pas encore|pas|rien|toujours pas|encore) (recu|pas|eu|rien|de|aucune)
        sans (reponse|nouvelles|retour) (de votre|de ta|a ce|de|a)
        (avez-vous|as-tu|avez vous) (eu|pu|recu|vu|lu) (le temps|l'occasion|mon|ma|le|regarder|voir|mes|un|la|
          avancer|y)
        (ou en|ou) (est|etes-vous|es-tu|en est|en sommes-nous|en etes-vous|en es-tu|sommes-nous)
        (qu'en est-il|quid)
        (deuxieme|seconde|troisieme) (demande|relance|fois)
        (quand) (pourrai-je|puis-je|aurai-je|pourrons-nous) (avoir|esperer|recevoir|compter)
        (je n'ai|nous n'avons|n'ai|rien) (toujours|encore|) rien (recu|eu|vu)
    """,
    "withdraws": """
        (c'est|est|probleme|desormais|maintenant|question|deja) (resolu|regle|bon maintenant|resolue|reglee|
          arrange|obsolete|caduc|caduque)
        ^(resolu|regle|probleme resolu|c'est bon)
        (plus|n'est plus) (besoin|necessaire|d'actualite|utile|la peine|nécessaire)
        (je n'ai|nous n'avons|n'ai|n'avons|ai) plus besoin
        (laisse tomber|laissez tomber|oublie|oubliez|ignorez|ne tenez pas compte|ne tiens pas compte|
          ne pas tenir compte) (ma|mon|cette|ce|de|$|ca|cela|le|la|mes)
        (j'ai|nous avons|ai|on a) (trouve|finalement trouve|retrouve|pu trouver|resolu|reussi|la reponse|
          enfin trouve|deja trouve)
        (ca|cela|tout) (marche|fonctionne|remarche) (maintenant|a nouveau|de nouveau|$|desormais)
        (annule|annulez|j'annule|je retire) (ma|la|cette|mon)
        (inutile|pas la peine) de (repondre|chercher|m'envoyer|regarder|faire)
    """,
    "stays": """
        (pas|toujours pas|pas encore|n'est pas) (resolu|regle|resolue|trouve)
    """,
    "holds": """
        (je|nous) (m'en|m'y|nous en|vais|regarde|verifie|reviens|vous reviens|te reviens|vous tiens|te tiens|
          me renseigne|m'occupe|nous occupons|revenons|vous reponds|te reponds|vous repondrai|reviendrai|
          regarderai|verifierai|vous ferai|te ferai|vous enverrai|t'enverrai|l'enverrai|vous envoie|t'envoie|
          vous donne|vous recontacte|vous dis|te dis|te recontacte|fais le|fais un|demande a|transmets|traite|
          consulte|me penche|te redis|vous redis|m'en occupe|lui demande|leur demande)
        (m'en|m'y) (occupe|occuperai|charge|mets|chargerai)
        je (l'enverrai|t'enverrai|l'envoie|t'envoie|l'etudie)
        (vous|tu) (aurez|auras|recevrez|recevras|avez|aurez bien)
        (on s'en|nous nous en) (occupe|occupons|charge)
        (reponse|retour) (suit|a suivre|demain|d'ici|sous)
        (c'est|est) en cours
        (revenir|reviens|reviendrai|reviendrons|revenons) vers (vous|toi)
        (s'en|s'y) (occupe|occupera|occupent|charge|chargera|met|penche)
        (revient|reviendra|reviendront|reviennent) vers (vous|toi)
        (vous|te) (repond|repondra|recontacte|recontactera|contacte|contactera|tient|tiendra|rappelle|rappellera|
          reponds|
          tiendrai|tiens|recontacterai|dirai)
        (j'ai|je l'ai|je) (transmis|transmets|fait suivre|fais suivre|passe) (a|votre|ta|au|le|la|l')
        (je|nous) te (dis|redis|tiens|fais|reponds|confirme|rappelle)
        (laissez-moi|laisse-moi|donnez-moi|donne-moi) (un|quelques|le temps|jusqu'a|voir|verifier|regarder)
        (vous|tu) (aurez|auras) (ma|une|la|de mes|des)
        (pas encore|pas) (eu|trouve) le temps
        (vous|tu) (l'aurez|l'auras|les aurez|les auras|la recevrez|le recevrez|en saurez plus|en sauras plus)
    """,
    "acknowledges": """
        (bien recu|bien note|c'est note|recu|note|entendu|compris|d'accord|ok|parfait|bien compris|pris note)
        (j'ai|nous avons) (bien|bien recu|bien pris|recu) (recu|votre|ton|note|ta|vos)
        merci (pour|de) (votre|ton|ta|vos|l'info|le|la|ce)
        (accuse|accusons) (reception|bonne reception)
    """,
    "receives": """
        (bien recu|bien note|c'est note|accuse reception|pris note|accusons reception)
        ^recu
    """,
    "busy": """
        (en|en pleine) (reunion|deplacement|formation|conges|vacances|rendez-vous)
        (desole|desolee|pardon|toutes mes excuses)
        (cela|ca) (prendra|va prendre|peut prendre)
    """,
    "answers": """
        ^(oui|non|fait|c'est fait|valide|approuve|exact|exactement|tout a fait|accepte)
        (ci-joint|ci-jointe|en piece jointe|voici|ci-dessous)
        (c'est|est) (fait|valide|approuve|envoye|bon pour moi|correct)
        (ca|cela) me (va|convient)
        (vous|tu) (pouvez|peux) (utiliser|faire|y|prendre|le|la|voir|aller)
        (je serai|nous serons|j'y serai|nous y serons|je viens|je viendrai|nous venons|je participe|
          je participerai) (la|
          present|presente|presents|avec|a|au|le|lundi|mardi|mercredi|jeudi|vendredi|demain|volontiers|dans|aussi|$)
        j'y serai
    """,
    "commits": """
        (je|nous) (vais|vous|te|t'envoie|l'enverrai|m'en|reviens|reviendrai|regarde|verifie|enverrai|ferai|serai|
          finirai|revenons|allons|m'y|le|la|les|verrai|livre|fais|reponds|repondrai|l'envoie|t'enverrai|l'aurai|
          l'etudie|compte|peux)
        (vous|tu) (aurez|auras|recevrez|recevras|l'aurez|l'auras|avez)
        (ce|il|elle|cela|tout) (sera|serait) (fait|pret|prete|envoye|livre|la|chez|bon)
        (reponse|retour|suite) (demain|d'ici|sous|lundi|a suivre)
        (m'en|m'y) (occupe|occuperai|mets)
        (revient|reviendra) vers (vous|toi)
        (vous|te) (repond|repondra|recontacte|recontactera|contactera|tiendra)
        (nous|on) (livrerons|livre|livrons|enverrons|repondrons|reviendrons|traiterons|ferons|donnons|donne|
          confirmerons|transmettrons|finirons|vous|te)
        je (finis|termine|confirme|prepare|transmets|rappelle|passe|donne|signe|t'appelle|vous appelle|reserve|
          commande|complete|depose)
    """,
    "delivers": """
        (envoyer|envoyez|envoie|repondre|reponse|retour|confirmer|valider|validation|besoin|recevoir|transmettre|
          faire|finir|terminer|signer|renvoyer|retourner|livrer|indiquer|avoir|donner|dire|savoir|delai|echeance|
          m'envoyer|faut|faudrait|rendre|completer|payer|l'envoyer|me l'envoyer|avis|envoyez-moi|envoie-moi)
    """,
    "duty": """
        (je|nous) (dois|devons|doit|voudrais)
        il (me|nous) faut
        (il faut|faut) que (je|nous)
    """,
    "looks": """
        (demander|verifier|regarder|voir|consulter|me renseigner|nous renseigner|en parler|discuter|controler|
          chercher|
          clarifier|reflechir|y reflechir|relire|etudier|compter|retrouver)
    """,
    "has": """
        (j'ai|nous avons|je l'ai|je les ai|on a|nous l'avons|l'ai|viens de|vient de|venons de|les ai)
    """,
    "done": """
        (envoye|envoyee|envoyes|transmis l'|commande|valide|validee|signe|signee|fait|paye|reserve|modifie|corrige|
          depose|ajoute|l'envoyer|vous l'envoyer|te l'envoyer|t'envoyer|vous envoyer|les envoyer|le faire|mis a jour|
          repondu)
    """,
    "unfinished": """
        (pas encore|pas|n'ai|n'avons)
    """,
    "patience": """
        (laissez-moi|laisse-moi|donnez-moi|donne-moi) (un|quelques|le temps|jusqu'a|un peu)
        (besoin|faut|faudra) (de|d'un|encore|un) (plus|peu plus|peu de|peu|encore|plus de) (temps|de temps|longtemps)
        (prend|prendra|demande) (plus|un peu plus) (de|de temps|longtemps)
    """,
    "hopes": """
        (j'espere|esperant|esperons) que (vous|tu|quelqu'un)
    """,
    "help": """
        (pourrez|pouvez|pourras|peux) (m'aider|nous aider|m'envoyer|me|nous|l'envoyer|le faire)
    """,
    "bulk": """
        (newsletter|infolettre|desabonner|desinscrire|desinscription|abonnes)
        bonne lecture
        dans ce (numero|bulletin)
        (reponse|suite|lire|decouvrir|retrouvez) (en|a la) page
        la lettre (du|de la|des|d'information)
    """,
    "provided": """
        (si|s'il) (je|j'ai|tout|rien|possible|on|nous|tu|vous|reste|n'y)
        (peut-etre|eventuellement|sous reserve)
    """,
    "absent": """
        en (conge|conges|vacances|deplacement|arret|formation)
        (absent|absente|absents)
    """,
    "says": """
        (dit|ecrit|repondu|promis) $
        (disait|disant|ecrivait) $
    """,
    "denies": """
        (pas|plus|pourrai|pourrons) (avant|d'ici|pour)
    """,
}

DATES = {
    "weekdays": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "months": "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "short months": "janv fevr - avr - - juil - - - - dec",
    "today": "aujourd'hui|ce jour|dans la journee",
    "tomorrow": "demain",
    "overmorrow": "apres-demain|apres demain",
    "morning": "matin|ce matin|dans la matinee|matinee|en matinee|le matin",
    "noon": "midi",
    "afternoon": "apres-midi|apres midi|cet apres-midi|cet apres midi|dans l'apres-midi|l'apres-midi",
    "evening": "soir|en soiree",
    "tonight": "ce soir",
    "midnight": "minuit",
    "close": (
        "fin de journee|la fin de journee|fin de la journee|la fin de la journee|en fin de journee|"
        "ce soir en fin de journee"
    ),
    "week end": (
        "fin de semaine|la fin de la semaine|fin de la semaine|cette semaine|la fin de semaine|dans la semaine"
    ),
    "next week": (
        "la semaine prochaine|semaine prochaine|debut de semaine prochaine|la fin de la semaine prochaine|"
        "fin de semaine prochaine|fin de la semaine prochaine"
    ),
    "month end": "fin de mois|fin du mois|la fin du mois|fin de ce mois",
    "year end": "fin de l'annee|fin d'annee|la fin de l'annee",
    "this": "ce",
    "in": ("dans|sous|d'ici|en|dans les|dans un delai de|dans le delai de|dans un delai maximum de|sous un delai de"),
    "day": "jour|jours",
    "working day": "jours ouvres|jour ouvre|jours ouvrables|jour ouvrable",
    "week": "semaine|semaines",
    "hour": "heure|heures",
    "minute": "minute|minutes",
    "numbers": "un=1 une=1 deux=2 trois=3 quatre=4 cinq=5 sept=7 huit=8 dix=10 quinze=15 quelques=2",
    "at": "a|vers|des",
    "by": (
        "avant|d'ici|d'ici a|d'ici au|d'ici le|au plus tard|au plus tard le|jusqu'a|jusqu'au|pour|pour le|"
        "avant le|avant la|sous|avant ce|d'ici la|d'ici ce|avant cette|d'ici cette|jusqu'a ce"
    ),
    "of": "le|a|au|du|prochain|de|en|dans",
    "clock": "heures|heure|h",
    "half hour": "demi-heure|une demi-heure|demi heure|une demi heure",
    "week number": "semaine|sem",
    "end of": "fin|la fin de|la fin|fin du mois de",
    "eight days": "sous huitaine|huitaine|dans la huitaine|sous huit jours",
    "fortnight": "sous quinzaine|quinzaine|quinze jours|dans la quinzaine",
    "next month": "le mois prochain|mois prochain|fin du mois prochain",
}
