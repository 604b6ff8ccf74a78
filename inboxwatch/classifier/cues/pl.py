"""Polish cues, without diacritics (l with stroke becomes l)."""

from __future__ import annotations

PHRASES = {
    "asks": """
        (czy) (mozesz|mozecie|moglbys|moglabys|moze|moglibyscie|mogl|mogla|moglby|moglaby|mozemy|jest|masz|macie|
          moge|da|bylaby|bylby|pan|pani|ktos|wiesz|wiadomo)
        (mozesz|moglbys|moglabys|mozecie|moglby|moglaby|moglibyscie) (mi|prosze|to|wyslac|przeslac|sprawdzic|nam|
          pan|pani|potwierdzic|sie|go|ja|dac|powiedziec|podeslac)
        (prosimy|prosilbym|prosilabym|chcialbym|chcialabym) (o|prosic|poprosic|zapytac|wiedziec|pana|pania)
        (mam|jedno|krotkie) (pytanie|prosbe|pytanko|prosba)
        (bede|bylbym|bylabym) (wdzieczny|wdzieczna)
        (wiesz|wie|wiecie) (moze|czy|kto|kiedy|jak|gdzie|co|ile|jaki|dlaczego|cos)
        (zastanawiam|zastanawialem|zastanawialam) sie czy
        (chcialbym|chcialabym|chcielibysmy|chcialem|chcialam|chce) (sie|zapytac|spytac|wiedziec|dopytac|prosic|
          poprosic|uzyskac|otrzymac|dowiedziec|pana|pania|cie) (dowiedziec|zapytac|spytac|czy|o|jak|kiedy|prosic|
          poprosic|informacje|jaki|jakie|na)
        (zwracam|zwracamy) sie z (prosba|uprzejma|pytaniem|zapytaniem)
        (uprzejmie|bardzo|serdecznie|goraco) (prosze|prosimy|prosilbym|prosilabym)
        (prosimy|prosilbym|prosilabym|wnosze|wnioskuje) o
        (bede|bylbym|bylabym|bylibysmy|bedziemy) (bardzo|) (wdzieczny|wdzieczna|wdzieczni|zobowiazany|zobowiazana)
        (moglbys|moglabys|moglibyscie|moglby|moglaby|mozesz|mozecie) (mi|na|to|sie|pan|pani|panstwo|prosze|rzucic|
          zerknac|podeslac|przeslac|wyslac|nam|go|ja|jeszcze|dzis|jutro)
        (dasz|da|dacie|dalbys|dalabys|dalby|dalaby) (rade|pan rade|pani rade)
        ^(wezmiesz|zrobisz|przyjdziesz|masz|macie|jestes|podeslesz|wyslesz|przeslesz|zadzwonisz|pojdziesz|idziesz|
          potrzebujesz|znasz|znajdziesz|pamietasz|pomozesz)
        (czy) (znalazlbys|znalazlabys|znalazlby|znalazlaby|zechcialby|zechcialaby|zechce|zgodzi|zgodzilby|
          zgodzilaby|wyslesz|podeslesz|przyjdziesz)
        (nie wiem|nie wiemy|nie jestem pewien|nie jestem pewna|nie mam pewnosci|nie rozumiem) (czy|kto|kiedy|jak|
          gdzie|co|ktory|ktora|ktore|ile|jaki|jakie|dlaczego)
        (bylbym|bylabym|bylibysmy|bede|bedziemy) (bardzo|niezmiernie|) (wdzieczny|wdzieczna|wdzieczni|zobowiazany|
          zobowiazana|zobowiazani|rad)
        (ktory|jaki|ktora) (termin|dzien|opcja|godzina|wersja) (pani|panu|ci|wam|panstwu|bardziej|) (odpowiada|
          pasuje|wolisz|woli|preferuje)
        ^(podasz|zajmiesz|przekazesz|napiszesz|sprawdzisz|potwierdzisz|dostarczysz|pozyczysz|odbierzesz|zerkniesz|
          dolaczysz|wpadniesz|mozesz|zdazysz|bedziesz|wiesz) (mi|sie|to|go|ja|nam|na|jutro|dzis|moze|do|w|o)
        (przydalaby|przydalby|przydaloby) (mi|nam|sie) (sie|)
        (licze|liczymy) na (ciebie|twoja|pania|pana|wasza|was|panstwa)
        (potrzebuje|potrzebujemy) (twojej|pani|pana|waszej|) (pomocy|opinii|rady)
        (dobrze|milo|warto|wskazane|pomocne) (byloby|by bylo|bylo by)
        (do) (sprawdzenia|podpisu|akceptacji|weryfikacji|zatwierdzenia|uzupelnienia|poprawy)
        (mam|mamy) (do|wielka|mala|jeszcze|taka|goraca) (ciebie|was|pani|pana|panstwa|prosbe|jedna|duza) (prosbe|
          pytanie|jedno|)
        (kiedy|gdzie|o ktorej) (sie widzimy|sie spotykamy|przyjedziesz|wracasz|bedziesz)
        ^(i|a|to|) (co|jak|kiedy|komu) (mam|mamy) (mu|jej|im|) (powiedziec|odpowiedziec|odpisac|zrobic|przekazac|wyslac)
        (interesuje|ciekawi) (mnie|nas) (czy|jak|od|kiedy|ile|jaki|jaka|jakie|kto|gdzie|co)
    """,
    "please": """
        (prosze|poprosze) (o|przeslac|wyslac|sprawdzic|potwierdzic|dac|napisac|podac|przygotowac|zadzwonic|
          przekazac|daj|dajcie|wyslij|sprawdz|uzupelnic|podpisac|odpowiedziec|informacje|zatwierdzic|zapoznac|
          odeslac|zrobic|niech|napisz|przeslij|potwierdz)
        (uzupelnij|wyslij|przeslij|sprawdz|potwierdz|podeslij|napisz|zadzwon|zrob|popraw|przygotuj|zerknij|daj|
          podpisz|wypelnij|odpisz|zarezerwuj) prosze
        (odpowiedzcie|odpowiedz|uzupelnijcie|wyslijcie|przeslijcie|sprawdzcie|potwierdzcie|dajcie|napiszcie|
          wypelnijcie|podajcie|zglaszajcie|wpiszcie|podpiszcie|zwroccie) (prosze|mi|nam|do|na|bezposrednio|to|sie)
        prosze (sie|mi|nam|bardzo o|nie|tez|takze|jeszcze|was|cie|pania|pana|wypelnic|wpisac|zglosic|zglaszac|
          zweryfikowac|wskazac|okreslic|uwzglednic|rozwazyc|dolaczyc|skontaktowac|poprawic|dopisac|o|kontakt|pilnie|
          odpowiedz)
    """,
    "orders": """
        ^(wyslij|przeslij|sprawdz|daj|napisz|zadzwon|potwierdz|podeslij|zrob|powiedz) (mi|to|prosze|nam|znac|do|
          czy|go)
        (wyslij|przeslij|podeslij|daj|powiedz) (mi|nam)
        ^(i|a|to|) (rzuc|zerknij|powiedz|uzupelnij|wypelnij|popraw|pamietaj|zapytaj|podpisz|odpisz|zamow|zarezerwuj|
          przygotuj|przynies|przejrzyj|zobacz|wez|wrzuc|ustal|przekaz|zajrzyj|wpisz|dopisz) (okiem|na|czy|mi|to|go|
          ja|prosze|liste|sie|o|do|w|te|ten|nam|jeszcze|tylko|swoje|swoj|im|z|moja|moj|prosze)
        nie zapomnij
        ^(i|a|to|wiec|) (zadzwon|oddzwon|odpisz|popraw|napisz|daj|powiedz|przypomnij|pomoz|pokaz|wyjasnij|przyslij|
          podaj|wytlumacz|podrzuc|umow|odbierz) (mnie|mi|nam|jak|do|gdy|kiedy|prosze|to|sie|jesli|z|po)
        ^(zadzwon|oddzwon|odpisz)$
        ^(i|a|to|wiec|) (informuj|informujcie|sprawdz|sprawdzcie|potwierdz|potwierdzcie|uzupelnij|uzupelnijcie|
          przygotuj|przygotujcie|przeslij|przeslijcie|wyslij|wyslijcie|przejrzyj|popraw|dodaj|dopisz|podpisz|odeslij|
          zamow|kup|zabierz|oddaj|daj|podaj|zarezerwuj|wpisz|powiadom|zglos|dolacz|przypomnij|skontaktuj|odezwij|
          odpowiedz|zostaw|przynies|ustal|wydrukuj|zeskanuj|przekaz|zorganizuj)
        (i|oraz) (potwierdz|daj znac|odpisz|odeslij|przeslij|wyslij|sprawdz|podpisz|podaj|oddzwon|napisz)
    """,
    "tells": """
        (daj|dajcie|prosze dac|da) (mi|nam|znac) (znac|prosze|czy|kiedy|jak)
        daj znac
        co (o tym|na to|pan|pani) (sadzisz|myslisz|powiesz|sadzi|mysli|sadzicie)
        (czekam|czekamy) na (odpowiedz|informacje|potwierdzenie|twoja|pana|pani|wasza|wiadomosc|decyzje|akceptacje)
        ^(i|a|to|wiec|) (zadzwon|oddzwon|odpisz|popraw|powiedz|przypomnij|podaj|napisz|odezwij) (mnie|mi|nam|jak|do|
          gdy|kiedy|prosze|jesli|sie)
        ^(zadzwon|oddzwon|odpisz)$
        (dajcie|daj|prosze dac|niech pan da|niech pani da) (mi|nam|) znac
        ^(i|to|) (potwierdz|powiedz|napisz|sprawdz|potwierdzcie|powiedzcie|napiszcie) (czy|co|kto|kiedy|jak|ile|mi|
          nam|gdzie|prosze)
        (czekam|czekamy) na (wiesci|wiadomosc|info|informacje|znak|sygnal|odzew|reakcje)
        ^(potwierdz|powiedz|napisz|sprawdz|potwierdzcie|powiedzcie|napiszcie|sprawdzcie|podaj)$
        (twoja|wasza|pani|pana|panstwa) (opinia|pomoc|rada|odpowiedz|ocena) (bardzo|by|bylaby|jest|mialaby) (by|
          pomogla|pomogloby|nam|mi|cenna|wazna|potrzebna|mile)
        ^(i|a|) (zdecyduj|wybierz|zadecyduj) (sam|sama|ktory|ktora|ktore|czy|prosze|i)
        niech (napisza|napisze|zglosi|zglosza|odpisze|odpisza|odezwie|potwierdzi|potwierdza) (sie|do mnie|
          mi|do nas|do|prosze)
    """,
    "needs": """
        (potrzebuje|potrzebujemy|potrzebne|potrzebny|potrzebna|brakuje|chcialbym|chcialabym|chcielibysmy)
        (trzeba|nalezy|nalezaloby|warto|wypadaloby) (by|byloby|jeszcze|tez|sie|)
    """,
    "wonders": """
        (zastanawiam|chcialem|chcialam) (sie|zapytac|spytac|wiedziec)
        (wiesz|wie|wiecie) (czy|kiedy|jak|gdzie|kto|co)
        (czy) (to|sa|te|ten|ta|bedzie|bedziesz|juz|beda|sie|zrobiles)
        ^(a|i|ale|) (kiedy|jak|gdzie|kto|dlaczego|ile|jaki|jaka|jakie|ktory|ktora|o ktorej|co) (jest|sa|moge|
          mozemy|mozesz|bedzie|mam|to|robimy|z|wersji)
        (pasuje|odpowiada) (ci|panu|pani|wam)
    """,
    "opens": """
        ^(czy|kiedy|gdzie|dlaczego|ile|o ktorej)
    """,
    "waits": """
        (czekam|czekamy|oczekuje) na (twoja|pana|pani|wasza|odpowiedz|akceptacje|decyzje|potwierdzenie|zgode)
        (czekam|czekamy|oczekuje|oczekujemy) na (twoje|twoj|twoja|panska|panskie|pani|pana|wasze|wasza|wasz|panstwa)
        (potrzebuje|potrzebujemy|potrzebna|potrzebne|potrzebny|brakuje) (mi|nam|jeszcze|tylko|) (jeszcze|tylko|
          ) (twojej|twojego|twoich|twoja|twoje|pani|pana|panstwa|waszej|waszego|waszych)
        (czekam|czekamy) (na|juz|nadal|wciaz|ciagle|od)
        (chce|wole|chcialbym|chcialabym) (najpierw|jeszcze|) (twojej|twoja|pani|pana) (zgody|zgode|opinii|opinie|
          akceptacji|potwierdzenia|podpisu)
        (czekam|czekamy) (tylko|jedynie|juz tylko|nadal|wciaz|jeszcze) na (twoje|twoja|twoj|pani|pana|
          wasze|wasza|panstwa)
    """,
    "approves": """
        (zatwierdzic|zatwierdzenie|akceptacja|akceptacje|akceptacji|zaakceptowac|zgode|zgoda|zatwierdz|zgadzasz)
    """,
    "meets": """
        czy (jestes|jestescie|bedziesz|pan jest|pani jest) (wolny|wolna|dostepny|dostepna|dostepni)
        (kiedy|o ktorej|ktorego dnia) (mozemy|mozesz|masz|pasuje|moglibysmy)
        (mozemy|moglibysmy|czy mozemy) (sie spotkac|porozmawiac|zdzwonic|umowic|spotkac)
        (umowic|ustalic|zaplanowac) (spotkanie|termin|rozmowe|sie)
        (ustalic|umowic|wyznaczyc|uzgodnic|znalezc) (wspolny|jakis|nowy|) (termin|date|spotkanie|godzine|dzien)
    """,
    "closing": """
        (w razie|jesli masz|jezeli masz) (pytan|jakichkolwiek|watpliwosci|pytania|jakies)
        (pozostaje|jestem|pozostajemy) do (dyspozycji|panstwa)
        (w zalaczniku|w zalaczeniu) (przesylam|znajdziesz|znajduje)
        (prosze|uprzejmie) (pamietac|zwrocic uwage)
        (gdyby|gdybys|jesli|jezeli) (cos|bedziesz|bedzie|beda|pan|pani|potrzebujesz|potrzebowal|potrzebowala|
          pojawia) (jeszcze|cos|pytania|mial|miala|sie|czegos)
        (wszelkie|ewentualne) (pytania|watpliwosci|uwagi) (prosze|prosimy|mozna|kierowac)
    """,
    "noted": """
        (dla|tylko dla) (informacji|wiadomosci|twojej informacji)
        (do wiadomosci|fyi)
        (nie trzeba|nie musisz|nie ma potrzeby) (odpowiadac|odpisywac|nic|odpowiedzi)
        (informuje|informujemy|uprzejmie informuje)
    """,
    "social": """
        (jak) (sie masz|leci|tam|minal|sie pan)
        (mam nadzieje) (ze)
        (milego|dobrego|udanego) (dnia|weekendu|wieczoru|tygodnia|urlopu)
        ^prawda ?
        kto by (pomyslal|sie|przypuszczal|to|przypuscil)
        (kto wie|czemu nie)
    """,
    "thanks": """
        (dziekuje|dzieki|dziekujemy|dziekowac)
    """,
    "before": """
        (dziekuje|dzieki|dziekujemy) z gory
        z gory (dziekuje|dzieki|dziekujemy)
    """,
    "chases": """
        (sa|czy sa|czy masz|masz|jakies|czy jest|czy wiadomo) (jakies|juz|cos) (wiesci|nowe|informacje|nowosci|
          nowego|cos|postepy|wiadomo)
        (jakies|jakie) (wiesci|nowosci|nowe|postepy)
        (nadal|wciaz|ciagle|jeszcze) (czekam|czekamy|nie dostalem|nie otrzymalem|nie mam|oczekuje|
          nie otrzymalismy|nie dostalam|nie otrzymalam)
        (nie otrzymalem|nie otrzymalam|nie dostalem|nie dostalam|nie mam|nie otrzymalismy) (jeszcze|odpowiedzi|
          zadnej|dotad|do tej)
        (przypominam|przypomnienie|przypomniec|ponawiam|ponownie|dopytac|dopytuje|uprzejme przypomnienie)
        (udalo|czy udalo) (ci sie|sie|ci|panu|pani)
        (czy) (mial|miales|mialas|widziales|widzialas|dostales|zdazyles|pan mial|pani miala|otrzymales) (czas|
          okazje|moja|moje|pan|moj|juz)
        (jaki|co) (jest status|jest stan|slychac|z moja|z tym|nowego)
        (kiedy) (moge|mozemy) (sie spodziewac|liczyc|oczekiwac|dostac|spodziewac)
        (nic|niczego) (nie|jeszcze nie) (dostalem|dostalam|otrzymalem|otrzymalam|przyszlo|dostalismy)
        nie (dostalem|dostalam|przyszlo|otrzymalem|otrzymalam) (nic|niczego|jeszcze|zadnej)
    """,
    "withdraws": """
        (juz|sprawa|problem|wszystko|temat) (nieaktualne|rozwiazane|rozwiazany|zalatwione|nie potrzebuje|
          niepotrzebne|nie trzeba|zalatwiona|rozwiazalem|znalazlem|znalazlam|rozwiazana|nie jest|zamkniety|dziala|
          nieaktualna|sie rozwiazal|jest rozwiazany)
        ^(nieaktualne|rozwiazane|zalatwione|niewazne)
        (niewazne|nieaktualne)
        (nie) (jest juz potrzebne|potrzebuje juz|potrzebujemy juz|jest juz potrzebna|jest juz aktualne|
          potrzebuje tego)
        (zignoruj|prosze zignorowac|prosze pominac|pomin) (moja|moj|to|poprzednia|poprzedni|ta)
        (znalazlem|znalazlam|znalezlismy|udalo mi sie) (to|juz|rozwiazanie|odpowiedz|plik|go|ja|rozwiazac|znalezc)
    """,
    "stays": """
        (nie|jeszcze nie|nadal nie) (jest|zostal|rozwiazane|zostala|rozwiazany) (rozwiazany|rozwiazane|rozwiazana|
          jeszcze)
    """,
    "holds": """
        (sprawdze|zajme|odezwe|zobacze|dam|odpisze|odpowiem|wysle|przesle|wroce|dopytam|zapytam|przyjrze|zajmuje|
          sprawdzam|pracuje|zerkne|podesle|zajmiemy|przygotuje|zrobie|popatrze|skonsultuje|poinformuje|
          ustale) (sie|to|i|z|znac|do|w|jutro|dzis|na|tym|nad|ci|u|panu|pani|$|dzisiaj|wam|po|jeszcze)
        (dam|dajemy|damy) (ci|znac|panu|pani|wam|odpowiedz)
        (daj|prosze dac|dajcie) (mi|nam) (chwile|czas|troche|do|kilka|dzien)
        (jestem|juz) (w trakcie|sie tym|nad tym)
        (otrzymasz|dostaniesz|otrzyma|dostanie|bedziesz) (odpowiedz|to|informacje|pan|pani|mial|miala|ja|je|ode)
        (zajmie|zajmuje|odezwie|skontaktuje) sie
        (sie) (tym|odezwie|skontaktuje|zajme) (zajmie|zajmuje|zajme|i|z|jutro|do)
        (odpowie|odpisze|skontaktuje|zadzwoni) (panu|pani|ci|wam|jutro|do|$|i|sie)
        (przekazalem|przekazalam|przeslalem dalej) (to|ja|go|do|sprawe|wiadomosc)
        (nie mialem|nie mialam|jeszcze nie) (czasu|jeszcze|sprawdzilem|sprawdzilam)
    """,
    "acknowledges": """
        ^(otrzymalem|otrzymalam|dostalem|dostalam|przyjalem|przyjelam|zrozumialem|ok|jasne|dobrze|w porzadku|
          zanotowane|przyjete|oczywiscie)
        (otrzymalem|otrzymalam|dostalem|dostalam|otrzymalismy) (twoja|pana|pani|wiadomosc|maila|mail|to)
        (dziekuje|dzieki) za (wiadomosc|maila|mail|informacje|zgloszenie|info|kontakt)
    """,
    "receives": """
        ^(otrzymalem|otrzymalam|dostalem|dostalam|przyjalem|przyjelam|przyjete|zanotowane)
        potwierdzam (otrzymanie|odbior)
    """,
    "busy": """
        (jestem) (na|w|poza|dzis|teraz) (spotkaniu|urlopie|podrozy|biurem|trasie|delegacji|spotkaniach)
        (przepraszam|sorry|wybacz)
    """,
    "answers": """
        ^(tak|nie|zrobione|gotowe|zatwierdzone|dokladnie|potwierdzam|wyslane|zgadza)
        (w zalaczniku|w zalaczeniu|zalaczam|oto|ponizej)
        (jest|sa|zostalo) (gotowe|zrobione|zatwierdzone|wyslane)
        (mozesz|moze pan|moze pani) (uzyc|zrobic|dzialac|isc)
        (bede|bedziemy|przyjde|przyjdziemy|wezme udzial) (|tam|na|o|obecny|obecna|w|$)
    """,
    "commits": """
        (wysle|przesle|odpisze|odpowiem|sprawdze|zajme|dam|odezwe|zrobie|przygotuje|dostarcze|podesle|wroce|
          skoncze|zobacze|zadzwonie|otrzymasz|dostaniesz|postaram|poinformuje|ustale)
        (bedzie|beda) (gotowe|gotowy|gotowa|zrobione|wyslane)
        (daj|prosze dac) (mi) (czas|do|chwile)
        (bedziesz|bedzie pan|bedzie pani) (mial|miala)
    """,
    "delivers": """
        (wyslac|przeslac|przeslanie|odpowiedz|odpowiedziec|potwierdzic|potwierdzenie|potrzebuje|potrzebujemy|
          dostarczyc|zrobic|sprawdzic|podpisac|zatwierdzic|akceptacje|znac|uzupelnic|termin|oddac|odeslac|
          przygotowac|informacje|miec|podac|wyslij|przeslij|zaplacic|daj|odpisac|skonczyc)
    """,
    "duty": """
        (musze|musimy|powinienem|powinnam)
    """,
    "looks": """
        (zapytac|sprawdzic|dopytac|ustalic|skonsultowac|porozmawiac|zobaczyc|przejrzec|przemyslec|znalezc|przeczytac|
          wyjasnic|policzyc|poszukac)
    """,
    "done": """
        (wyslalem|wyslalam|przeslalem|przeslalam|zamowilem|zamowilam|zatwierdzilem|zatwierdzilam|podpisalem|
          podpisalam|
          zrobilem|zrobilam|zaplacilem|zaplacilam|poprawilem|poprawilam|wyslane)
    """,
    "has": """
        (wyslalem|wyslalam|przeslalem|przeslalam|zamowilem|zamowilam|zatwierdzilem|zatwierdzilam|podpisalem|
          podpisalam|
          zrobilem|zrobilam|zaplacilem|zaplacilam|poprawilem|poprawilam)
    """,
    "unfinished": """
        (jeszcze nie|nie)
    """,
    "patience": """
        (daj|prosze dac|dajcie) (mi|nam) (chwile|czas|troche|do|kilka|dzien)
        (potrzebuje|potrzebujemy) (wiecej|troche wiecej|jeszcze|troche) (czasu|troche|chwili|dnia)
        (potrwa|zajmie) (dluzej|to dluzej|jeszcze)
    """,
    "bulk": """
        (newsletter|biuletyn|subskrypcji|wypisac)
        (milej|przyjemnej) lektury
        w tym (numerze|wydaniu)
        (przeczytacie|przeczytasz|dowiecie|dowiesz) (sie|na|w|o)
    """,
    "provided": """
        (jesli|jezeli|o ile|jak) (znajde|bede|zdaze|uda|wszystko|nic|dam|bedziemy|starczy|tylko)
        (byc moze|ewentualnie)
    """,
    "absent": """
        na (urlopie|zwolnieniu|delegacji)
        (nieobecny|nieobecna)
    """,
    "says": """
        (powiedzial|powiedziala|napisal|napisala|mowil|mowila|obiecal|obiecala) $
    """,
    "denies": """
        nie (przed|do)
    """,
    "courtesy": """
        prosze (bardzo|uprzejmie|nie ma)
    """,
}

DATES = {
    "weekdays": "poniedzialek wtorek sroda czwartek piatek sobota niedziela",
    "other weekdays": (
        "poniedzialku=0|wtorku=1|srody=2|srode=2|czwartku=3|piatku=4|soboty=5|sobote=5|niedzieli=6|niedziele=6"
    ),
    "months": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrzesnia pazdziernika listopada grudnia",
    "short months": ("styczen luty marzec kwiecien - czerwiec lipiec sierpien wrzesien pazdziernik listopad grudzien"),
    "today": "dzis|dzisiaj|jeszcze dzis",
    "tomorrow": "jutro|jutra",
    "overmorrow": "pojutrze",
    "morning": "rano|przed poludniem",
    "noon": "poludnie|poludnia|w poludnie",
    "afternoon": "po poludniu",
    "evening": "wieczorem|wieczora",
    "tonight": "dzis wieczorem",
    "midnight": "polnocy",
    "close": "konca dnia|koniec dnia|pod koniec dnia|konca dnia pracy|konca dnia roboczego",
    "week end": "konca tygodnia|koniec tygodnia|pod koniec tygodnia|tym tygodniu|w tym tygodniu",
    "next week": "przyszlym tygodniu|w przyszlym tygodniu|nastepnym tygodniu|przyszlego tygodnia",
    "month end": "konca miesiaca|koniec miesiaca",
    "year end": "konca roku",
    "this": "najblizszy|najblizsza|ten|te|przyszly|nastepny|najblizszego|przyszlego",
    "in": "za|w ciagu|przez|w terminie|w przeciagu",
    "day": "dzien|dni|dnia",
    "working day": "dni robocze|dni roboczych|dzien roboczy",
    "week": "tydzien|tygodnie|tygodni",
    "hour": "godzine|godziny|godzin|godz",
    "minute": "minut|minuty|minute",
    "numbers": "jeden=1 jedna=1 dwa=2 dwie=2 trzy=3 cztery=4 piec=5 szesc=6 siedem=7 dziesiec=10 kilka=3 pare=2",
    "at": "o|o godzinie|o godz|godziny|godz",
    "by": (
        "do|przed|najpozniej|najpozniej do|nie pozniej niz|do konca|do dnia|najpozniej w|do najblizszego|"
        "do przyszlego|do godziny|do godz"
    ),
    "of": "o|w|do|dnia|na|godziny|godz|we",
    "clock": "h",
    "half hour": "pol godziny",
    "end of": "konca|koniec|pod koniec|do konca",
    "next month": "przyszlym miesiacu|w przyszlym miesiacu|przyszlego miesiaca",
    "week number": "tydzien",
    "fortnight": "dwoch tygodni",
}
