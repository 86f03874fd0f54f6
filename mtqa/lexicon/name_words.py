"""Words in and around names: titles, generic words, directions, connectors, currencies."""

from __future__ import annotations

from mtqa.lexicon.calendar import (
    MONTH_ABBREVIATIONS,
    MONTH_NAMES,
    WEEKDAY_ABBREVIATIONS,
    WEEKDAY_NAMES,
)

TITLES = frozenset(
    """mr mrs ms miss dr prof professor doctor sir madam dame lord lady president vice minister
    premier prime chancellor king queen prince princess emperor empress pope bishop archbishop
    cardinal father mother brother sister saint chairman chairwoman chairperson chair chief
    director general secretary deputy assistant governor mayor senator congressman congresswoman
    representative ambassador judge justice attorney officer inspector sergeant captain colonel
    major lieutenant admiral commander marshal coach manager editor reporter ceo cfo founder
    executive head speaker leader spokesman spokeswoman spokesperson member under premiership
    presidency state mp mps sheikh sultan imam rabbi reverend rev hon honourable honorable lt
    col gen sgt capt maj cpl adm lieut supt det insp hrh mme mlle herr frau senor signor
    monsieur""".split()
)
"""Words before a name or for its bearer; without them it is the same name."""

BEFORE_SURNAMES = frozenset("mr mrs ms miss dr prof sir dame herr frau mme".split())
"""Titles before surnames; even a common word is a name behind one: Mr Green, Dr. Hill."""

NO_NAMES = frozenset(
    """i i'm i've i'd i'll a an the and or but if in on at of to for from by with as it he she they
    we you this that these those there here what who when where why how not no yes his her its
    their our my your is are was were be been has have had do does did will would can could may
    might must shall should so then than some any all each every both more most many much few
    one two three four five six seven eight nine ten eleven twelve first second third fourth
    fifth sixth seventh eighth ninth tenth hundred thousand million billion am pm gmt utc
    est edt cet cest bst pst pdt ist msk bc ad bce ce eur usd gbp ii iii iv vi vii viii ix xi xii
    xiii xiv xv xvi xvii xviii xix xx xxi ok okay mm cm km kg mph kph ko vs etc nos tv dvd cd pc
    gps sms vip ceo faq pdf
    chf jpy cny rmb inr sek nok dkk pln huf czk aud cad nzd hkd sgd inc ltd co corp plc llc
    gmbh ag""".split()
) | {
    *MONTH_NAMES,
    *MONTH_ABBREVIATIONS,
    *WEEKDAY_NAMES,
    *(f"{name}s" for name in WEEKDAY_NAMES),
    *WEEKDAY_ABBREVIATIONS,
}
"""Words that are no names though they have capitals; other detectors read dates and numbers."""

GENERIC = frozenset(
    """abbey academy accord accords act administration advanced affairs age agency agreement
    agricultural agriculture aircraft airline airlines airport airways album alley alliance
    amendment ancient annual anti applied archipelago area arena army assembly association
    authority autumn avenue aviation award awards ballet band bank baseball basic basin
    basketball battalion battle bay bazaar beach bible big bill black blue board book border
    borough boulevard bridge brigade bronze brothers building buildings bureau bypass cabinet
    campaign canal canton canyon cape capital carnival cars castle cathedral cave caves cemetery
    census center central centre century chamber championship championships channel chapel
    charter chemicals children choir christian church circus citadel city civil civilisation
    civilization classical cliff clinic clinical club coalition coast coastal code college
    colony command commerce commission committee commonwealth commune communications communist
    community company complex comprehensive confederation conference congress conservative
    constitution constitutional consulting contemporary convent convention corona corp
    corporation corps council county court cove covenant covid creek cricket criminal crisis
    cross crossing culture cup customs cyclone dam day declaration defence defense democratic
    democrats department derby desert development directive directorate disease district
    division doctrine domestic drive duchy dynasty earth earthquake east eastern economics
    economy edict education effect elders election electoral electric electronics emirate
    emirates empire energy entertainment environment era estate exchange exhibition expo
    expressway external factory fair falls families family famine far farm farms fed federal
    federation festival fever film final finals finance financial first fisheries fleet flood
    flu food foods football force forces foreign forest forestry fort fortress forum foundation
    free front fund gallery games garden gardens gas gate general geological glacier global god
    golden government governorate grand great greater green group guard guild gulf hall harbor
    harbour headquarters health heavy high highway hill hills holdings holy homeland hospital
    hotel house housing human hurricane immigration imperial inc independence index industries
    industry information initiative inland inner inspectorate institute institution insurance
    intelligence interior internal international internet investigation investigative investment
    investments islamic island islands isle isles joint journal judicial junction justice
    kingdom kingdoms krai lab labor laboratories laboratory labour labs lake lane language law
    league legal lesser liberal liberation library line list little local lower ltd magazine
    mall management manor marathon maritime market marketing massif medal media medical medieval
    memorial men metro metropolitan mid middle military mill mine mines mining minister ministry
    mission mobile modern monastery monument mosque motor motors motorway mountain mountains
    movement movie municipal municipality museum nation national nations naval navy near network
    new news non north northeast northeastern northern northwest northwestern oblast observatory
    ocean office oil old olympic olympics online open opera operation orchestra order
    organisation organization outer overseas pact palace pandemic parade parish park parliament
    partners party peace peninsula people peoples petroleum pharmaceutical
    pharmaceuticals philharmonic pictures pier plague plain plains plan plant plateau plaza
    police pond port post pre prefecture premium press prix prize pro program programme progress
    progressive project prosecution protocol province public pyramid qualifiers quarter race
    radio railroad railway rally ranch range rangers records red reform reformist
    regiment region regional regulation report republic republican research reserve reservoir
    residence resolution restaurant retail revenue review revolution revolutionary rights river
    road rocket round route royal rugby ruins rural sacred sanctuary satellite school science
    sea season second secretariat section security senate service services shop shore show
    shrine shuttle side silver small social socialist society software solidarity solutions song
    sons south southeast southeastern southern southwest southwestern space spacecraft special
    sport sports spring squad squadron square stadium state states station statistical
    statistics statue statute steel steppe store stores storm strait strategic strategy stream
    street students studio studios sub suburb summer summit supreme survey symposium synagogue
    syndrome systems teachers team technologies technology telecom telescope television temple
    tennis terminal territory the theater theatre theorem theory third times tomb tour
    tournament tower towers town township trade transformation transport transportation treasury
    treaty tribunal trophy trust tunnel tv typhoon union unions united unity university upper
    urban valley ventures veterans village virus volcano wall war water web week west western
    white winter women woods workers works workshop world year yellow youth zone zoo""".split()
)
"""Generic words of names: they say which kind of thing it is, not which one."""

DIRECTIONS = frozenset(
    """north south east west northern southern eastern western northeast northwest southeast
    southwest northeastern northwestern southeastern southwestern upper lower""".split()
)
"""Directions and parts of countries."""

CONNECTORS = frozenset(
    """of the de del della di da do dos das du la le les el al bin ibn ben van von der den ter zu
    zum y e for on to in - ‐ ‑ – & / ' ’ .""".split()
)
"""Words and signs that join the words of a name."""

MONEY = frozenset(
    """dollar dollars euro euros franc francs pound pounds sterling yen yuan renminbi rupee rupees
    ruble rubles rouble roubles krona kronor krone kroner peso pesos real reais rand won lira
    zloty zlotys forint forints koruna koruny crown crowns baht ringgit dirham dirhams dinar
    dinars riyal riyals shekel shekels hryvnia hryvnias tenge lev leva leu lei chf eur usd gbp
    jpy cny rmb inr rub sek nok dkk pln huf czk aud cad nzd hkd sgd""".split()
)
"""Currencies; a demonym before one is part of the amount."""
