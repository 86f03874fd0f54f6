"""Countries, cities and peoples that go by more than one English name."""

from __future__ import annotations

_GROUPS = """
us usa america americas american americans states
uk gb kingdom britain british briton britons brits
netherlands dutch holland
poland polish pole poles
france french frenchman frenchmen frenchwoman
germany german germans
denmark danish dane danes
sweden swedish swede swedes
finland finnish finn finns
norway norwegian norwegians
iceland icelandic icelander icelanders
ireland irish irishman
scotland scottish scots scot scotsman
wales welsh welshman
england english englishman englishmen
spain spanish spaniard spaniards
portugal portuguese
switzerland swiss
belgium belgian belgians
greece greek greeks hellenic
turkey turkish turk turks turkiye
cyprus cypriot cypriots
czechia czech czechs
slovakia slovak slovaks
slovenia slovene slovenes slovenian slovenians
croatia croat croats croatian croatians
serbia serb serbs serbian serbians
hungary hungarian hungarians magyar
romania romanian romanians
bulgaria bulgarian bulgarians
albania albanian albanians
ukraine ukrainian ukrainians
russia russian russians
ussr soviet soviets
belarus belarusian belarusians belorussia byelorussia
latvia latvian latvians
lithuania lithuanian lithuanians
estonia estonian estonians
georgia georgian georgians
kazakhstan kazakh kazakhs
kyrgyzstan kyrgyz kirghizia
uzbekistan uzbek uzbeks
tajikistan tajik tajiks
turkmenistan turkmen
afghanistan afghan afghans
pakistan pakistani pakistanis
bangladesh bangladeshi bangladeshis
nepal nepali nepalese
myanmar burma burmese
thailand thai thais siam
laos lao laotian
vietnam vietnamese viet
philippines philippine filipino filipinos
china chinese prc sino
japan japanese
taiwan taiwanese
mongolia mongolian mongol mongols
israel israeli israelis
lebanon lebanese
syria syrian syrians
iraq iraqi iraqis
yemen yemeni yemenis
oman omani
emirates uae emirati
arabia saudi saudis
morocco moroccan moroccans
madagascar malagasy
congo congolese
niger nigerien
nigeria nigerian nigerians
guinea guinean
argentina argentine argentinian argentinians argentines
peru peruvian peruvians
barbados barbadian bajan
canada canadian canadians
australia australian australians aussie
zealand zealander zealanders kiwi
india indian indians
italy italian italians
austria austrian austrians
brazil brazilian brazilians
mexico mexican mexicans
colombia colombian colombians
venezuela venezuelan venezuelans
bolivia bolivian bolivians
ecuador ecuadorian ecuadorians ecuadorean
chile chilean chileans
uruguay uruguayan uruguayans
paraguay paraguayan paraguayans
cuba cuban cubans
haiti haitian haitians
jamaica jamaican jamaicans
egypt egyptian egyptians
libya libyan libyans
tunisia tunisian tunisians
algeria algerian algerians
kenya kenyan kenyans
ethiopia ethiopian ethiopians
ghana ghanaian ghanaians
senegal senegalese
sudan sudanese
angola angolan angolans
rwanda rwandan rwandans
uganda ugandan ugandans
tanzania tanzanian tanzanians
zambia zambian zambians
zimbabwe zimbabwean zimbabweans
iran iranian iranians persia persian
jordan jordanian jordanians
kuwait kuwaiti kuwaitis
qatar qatari qataris
palestine palestinian palestinians
armenia armenian armenians
azerbaijan azerbaijani azerbaijanis azeri
korea korean koreans
indonesia indonesian indonesians
malaysia malaysian malaysians
singapore singaporean singaporeans
cambodia cambodian cambodians khmer
tonga tongan tongans
samoa samoan samoans
fiji fijian fijians
malta maltese
luxembourg luxembourgish luxembourger
moldova moldovan moldovans
bosnia bosnian bosnians
kosovo kosovar kosovan
macedonia macedonian macedonians
monaco monegasque
naples napoli neapolitan
turin torino
milan milano milanese
florence firenze florentine
venice venezia venetian
rome roma roman
genoa genova genoese
munich munchen muenchen
cologne koln koeln
vienna wien viennese
prague praha
warsaw warszawa
krakow cracow
plzen pilsen
hanover hannover
barcelona barca
somalia somali somalis
moscow moskva muscovite
kyiv kiev
kharkiv kharkov
odesa odessa
lviv lvov
lisbon lisboa
seville sevilla
brussels bruxelles
antwerp antwerpen
geneva geneve
zurich zuerich
basel basle
copenhagen kobenhavn
gothenburg goteborg
athens athina
thessaloniki salonika
istanbul constantinople
izmir smyrna
mecca makkah meccan
medina madinah
basra basrah
gaza gazan gazans
aleppo halab
beijing peking
guangzhou canton
mumbai bombay
kolkata calcutta
chennai madras
bengaluru bangalore
pune poona
varanasi benares
puducherry pondicherry
yangon rangoon
saigon hcmc
majorca mallorca majorcan mallorcan
minorca menorca
tibet tibetan tibetans xizang
mao maos
ganges ganga
danube donau
rhine rhein rhin
vistula wisla
everest chomolungma qomolangma
macau macao
hague haag
bavaria bavarian bayern
saxony saxon sachsen
flanders flemish fleming
lucerne luzern
catalonia catalan catalans
basque euskadi
crete cretan
corsica corsican
sicily sicilian
normandy norman normans
brittany breton bretons
burgundy burgundian
quebec quebecois quebecer quebecers
shanghai shanghainese
cantonese guangdong
europe european europeans eu
africa african africans
asia asian asians
arab arabic arabs arabian
jew jewish jews judaism
muslim muslims islam islamic moslem moslems islamist
christian christians christianity
hindu hindus hinduism
buddhist buddhists buddhism
catholic catholics catholicism
kurd kurdish kurds kurdistan
roma gypsy gypsies
inuit eskimo eskimos
ivoire ivory ivorian
verde cape cabo
coast cote costa
east eastern
west western
north northern
south southern
northeast northeastern
northwest northwestern
southeast southeastern
southwest southwestern
saint st san sankt sao santa
mount mt mountain mountains hill hills
doctor dr
professor prof
corporation corp company co inc incorporated ltd limited plc group
world global international
olympics olympic olympiad
government govt governmental
province provincial
parliament parliamentary
federation federal
republic republican republicans
democrat democrats democratic
"""

_GROUPS_OF: dict[str, set[int]] = {}
for _number, _line in enumerate(_GROUPS.split("\n")):
    for _form in _line.split():
        _GROUPS_OF.setdefault(_form, set()).add(_number)


def has_other_names(word: str) -> bool:
    """Whether English has more than one name for what a folded word names."""
    return word in _GROUPS_OF


def name_the_same(one: str, other: str) -> bool:
    """Whether two folded words are names of one country, city or people.

    A word may name two: Roma are Gypsies, and Roma is Rome.
    """
    return not _GROUPS_OF.get(one, set()).isdisjoint(_GROUPS_OF.get(other, ()))
