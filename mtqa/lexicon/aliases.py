"""Words that stand for each other in names, so that one in place of the other is no damage.

Each line of a table is a group, in lower case and plain letters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

_COUNTRIES = """
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
somalia somali somalis
"""
"""Countries and their peoples."""

_CITIES = """
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
lucerne luzern
hague haag
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
shanghai shanghainese
macau macao
mumbai bombay
kolkata calcutta
chennai madras
bengaluru bangalore
pune poona
varanasi benares
puducherry pondicherry
yangon rangoon
saigon hcmc
"""
"""Cities, their former and local names, and their peoples."""

_REGIONS = """
europe european europeans eu
africa african africans
asia asian asians
bavaria bavarian bayern
saxony saxon sachsen
flanders flemish fleming
catalonia catalan catalans
basque euskadi
normandy norman normans
brittany breton bretons
burgundy burgundian
quebec quebecois quebecer quebecers
cantonese guangdong
tibet tibetan tibetans xizang
majorca mallorca majorcan mallorcan
minorca menorca
crete cretan
corsica corsican
sicily sicilian
ganges ganga
danube donau
rhine rhein rhin
vistula wisla
everest chomolungma qomolangma
"""
"""Continents, regions, islands, rivers and mountains, and their peoples."""

_PEOPLES = """
arab arabic arabs arabian
kurd kurdish kurds kurdistan
inuit eskimo eskimos
roma gypsy gypsies
jew jewish jews judaism
muslim muslims islam islamic moslem moslems islamist
christian christians christianity
hindu hindus hinduism
buddhist buddhists buddhism
catholic catholics catholicism
mao maos
"""
"""Peoples, religions and persons by whom others are named."""

_PARTS_OF_PLACES = """
ivoire ivory ivorian
verde cape cabo
coast cote costa
saint st san sankt sao santa
mount mt mountain mountains hill hills
"""
"""Parts of names of places, in English and in local languages."""

_DIRECTIONS = """
east eastern
west western
north northern
south southern
northeast northeastern
northwest northwestern
southeast southeastern
southwest southwestern
"""
"""Directions, as nouns and as adjectives."""

_TITLES = """
doctor dr
professor prof
"""
"""Titles and their abbreviations."""

_COMPANY_FORMS = """
corporation corp company co inc incorporated ltd limited plc group
"""
"""Legal forms of companies."""

_INSTITUTIONS = """
world global international
olympics olympic olympiad
government govt governmental
province provincial
parliament parliamentary
federation federal
republic republican republicans
democrat democrats democratic
"""
"""Generic words in names of institutions, as nouns and as adjectives."""

GROUPS = tuple(
    tuple(line.split())
    for table in (
        _COUNTRIES,
        _CITIES,
        _REGIONS,
        _PEOPLES,
        _PARTS_OF_PLACES,
        _DIRECTIONS,
        _TITLES,
        _COMPANY_FORMS,
        _INSTITUTIONS,
    )
    for line in table.strip().splitlines()
)
"""Groups of words that stand for each other; only `roma`, a city and a people, is in two."""


def _numbers_of_groups() -> Mapping[str, frozenset[int]]:
    """The numbers of the groups of each word."""
    numbers: defaultdict[str, set[int]] = defaultdict(set)
    for number, group in enumerate(GROUPS):
        for word in group:
            numbers[word].add(number)
    return {word: frozenset(each) for word, each in numbers.items()}


_NUMBERS_OF_GROUPS = _numbers_of_groups()


def has_other_names(word: str) -> bool:
    """Whether another word may stand for a folded word."""
    return word in _NUMBERS_OF_GROUPS


def name_the_same(one: str, other: str) -> bool:
    """Whether two folded words may stand for each other.

    A word may be in two groups: Roma are Gypsies, and Roma is Rome.
    """
    numbers = _NUMBERS_OF_GROUPS.get(one, frozenset())
    return not numbers.isdisjoint(_NUMBERS_OF_GROUPS.get(other, ()))
