"""The language of a text: English is called English, and another language is named."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest
from sample_reports import a_report

from mtqa import Checker
from mtqa.reports import pair_page, text
from mtqa.reports.summary import Tally
from mtqa.text.language import Languages, language_of

ENGLISH = (
    "The harbour of Marrin closed on Monday after a storm had broken two of its piers. Nobody was "
    "hurt, the mayor said, but it will take weeks to repair the damage, and about forty boats "
    "have to stay at sea or find another port."
)
OTHERS = {
    "de": "Der Hafen von Marrin wurde am Montag geschlossen, nachdem ein Sturm zwei Molen zerstört "
    "hatte. Niemand wurde verletzt, sagte die Bürgermeisterin, aber die Reparatur wird Wochen "
    "dauern.",
    "fr": "Le port de Marrin a été fermé lundi après une tempête qui a détruit deux jetées. "
    "Personne n'a été blessé, a déclaré la maire, mais les réparations dureront des semaines.",
    "es": "El puerto de Marrin cerró el lunes después de que una tormenta destruyera dos muelles. "
    "Nadie resultó herido, dijo la alcaldesa, pero la reparación llevará varias semanas.",
    "it": "Il porto di Marrin è stato chiuso lunedì dopo che una tempesta ha distrutto due moli. "
    "Nessuno è rimasto ferito, ha detto la sindaca, ma i lavori dureranno settimane.",
    "pt": "O porto de Marrin foi fechado na segunda-feira depois que uma tempestade destruiu dois "
    "cais. Ninguém ficou ferido, disse a prefeita, mas os reparos vão levar semanas.",
    "nl": "De haven van Marrin werd maandag gesloten nadat een storm twee pieren had verwoest. "
    "Niemand raakte gewond, zei de burgemeester, maar de reparatie gaat weken duren.",
    "sv": "Hamnen i Marrin stängdes i måndags sedan en storm hade förstört två pirar. Ingen "
    "skadades, sade borgmästaren, men reparationen kommer att ta flera veckor.",
    "da": "Havnen i Marrin blev lukket mandag, efter at en storm havde ødelagt to moler. Ingen kom "
    "til skade, sagde borgmesteren, men reparationen vil tage flere uger.",
    "fi": "Marrinin satama suljettiin maanantaina, kun myrsky oli tuhonnut kaksi laituria. Kukaan "
    "ei loukkaantunut, pormestari sanoi, mutta korjaus kestää viikkoja.",
    "pl": "Port w Marrin został zamknięty w poniedziałek po tym, jak sztorm zniszczył dwa mola. "
    "Nikt nie ucierpiał, powiedziała burmistrz, ale naprawa potrwa kilka tygodni.",
    "cs": "Přístav v Marrinu byl v pondělí uzavřen poté, co bouře zničila dvě mola. Nikdo nebyl "
    "zraněn, řekla starostka, ale oprava potrvá několik týdnů.",
    "hu": "A marrini kikötőt hétfőn lezárták, miután egy vihar két mólót is lerombolt. Senki sem "
    "sérült meg, mondta a polgármester, de a javítás hetekig fog tartani.",
    "ro": "Portul din Marrin a fost închis luni după ce o furtună a distrus două diguri. Nimeni nu "
    "a fost rănit, a spus primărița, dar reparațiile vor dura câteva săptămâni.",
    "tr": "Marrin limanı, fırtınanın iki iskeleyi yıkmasının ardından pazartesi günü kapatıldı. "
    "Belediye başkanı kimsenin yaralanmadığını, ancak onarımın haftalar süreceğini söyledi.",
    "id": "Pelabuhan Marrin ditutup pada hari Senin setelah badai menghancurkan dua dermaga. Tidak "
    "ada yang terluka, kata wali kota, tetapi perbaikannya akan memakan waktu berminggu-minggu.",
    "sw": "Bandari ya Marrin ilifungwa siku ya Jumatatu baada ya dhoruba kuharibu gati mbili. "
    "Hakuna aliyeumia, meya alisema, lakini ukarabati utachukua wiki kadhaa.",
    "tl": "Isinara ang daungan ng Marrin noong Lunes matapos sirain ng bagyo ang dalawang pantalan."
    " Walang nasaktan, sabi ng alkalde, ngunit aabutin ng ilang linggo ang pagkukumpuni.",
    "vi": "Cảng Marrin đã đóng cửa hôm thứ Hai sau khi một cơn bão phá hủy hai cầu tàu. Không ai bị"
    " thương, thị trưởng cho biết, nhưng việc sửa chữa sẽ mất nhiều tuần.",
    "ru": "Порт Маррина был закрыт в понедельник после того, как шторм разрушил два причала. Никто "
    "не пострадал, сказала мэр, но ремонт займёт несколько недель.",
    "uk": "Порт Марріна було закрито в понеділок після того, як шторм зруйнував два причали. Ніхто "
    "не постраждав, сказала мерка, але ремонт триватиме кілька тижнів.",
    "el": "Το λιμάνι του Μάριν έκλεισε τη Δευτέρα, αφού μια καταιγίδα κατέστρεψε δύο προβλήτες. "
    "Κανείς δεν τραυματίστηκε, είπε η δήμαρχος, αλλά οι επισκευές θα διαρκέσουν εβδομάδες.",
    "ar": "أُغلق ميناء مارين يوم الاثنين بعد أن دمرت عاصفة رصيفين. وقالت رئيسة البلدية إن أحدا لم "
    "يصب بأذى، لكن الإصلاح سيستغرق أسابيع.",
    "he": "נמל מרין נסגר ביום שני לאחר שסערה הרסה שני רציפים. איש לא נפגע, אמרה ראש העיר, אבל "
    "התיקון יימשך שבועות.",
    "hi": "तूफ़ान में दो घाट टूट जाने के बाद सोमवार को मैरिन का बंदरगाह बंद कर दिया गया। मेयर ने कहा कि कोई "
    "घायल नहीं हुआ, लेकिन मरम्मत में कई सप्ताह लगेंगे।",
    "zh": "周一，一场风暴摧毁了两座码头，马林港因此关闭。"
    "市长说没有人受伤，但修复工作需要数周时间。",
    "ja": "月曜日、嵐で二つの桟橋が壊れたため、マリン港は閉鎖された。"
    "市長は、けが人はいなかったが、修理には数週間かかると述べた。",
    "ko": "폭풍으로 부두 두 곳이 무너지면서 마린 항구가 월요일에 폐쇄되었다. "
    "시장은 다친 사람은 없지만 수리에 몇 주가 걸릴 것이라고 말했다.",
}
PLAIN_LETTERS = {
    "de": "Der Hafen wurde am Montag geschlossen, nachdem ein Sturm die Mole beschaedigt hatte. "
    "Niemand wurde verletzt, sagte die Leiterin, aber die Reparatur wird noch Wochen dauern.",
    "fr": "Le port est rentre dans une longue attente apres la tempete de lundi. Les pecheurs ne "
    "savent pas quand ils pourront repartir en mer, et la mairie ne dit rien de plus.",
    "es": "El puerto estuvo cerrado el lunes porque una tormenta dejo sin luz los muelles. Los "
    "barcos no pudieron salir y la gente espera una respuesta del gobierno.",
    "it": "Il porto resta chiuso dopo la tempesta di domenica. Le barche non possono uscire e i "
    "pescatori aspettano una risposta del comune per sapere quando tornare in mare.",
    "pl": "Port zostal zamkniety w poniedzialek po sztormie. Nikt nie zostal ranny, ale naprawa "
    "potrwa kilka tygodni i lodzie nie moga wyplywac w morze.",
    "pt": "O porto ficou fechado na segunda depois da tempestade. Os barcos ainda esperam por uma "
    "resposta da prefeitura para saber quando podem voltar ao mar.",
}
NAMES_AND_FIGURES = {
    "a headline": "Harbour shut",
    "names": "Ada Quist, Marek Osei, Liv Aasgaard",
    "figures": "12 340 17.5 2024-03-03 99 % 1,200 4:15 17 18 19",
    "a table": "\n".join(f"{year}\t{year * 3}\t{year / 7:.2f}" for year in range(1990, 2010)),
    "an address": "https://paper.example/2024/03/03/a1b2c3d4e5f6",
    "signs": "... --- !!! ???",
    "a blank": "   \n",
}
ODD_ENGLISH = {
    "foreign names": "Jarosław Kaczyński and Mateusz Morawiecki met Włodzimierz Cimoszewicz in "
    "Szczebrzeszyn on Monday to talk about the Rzeczpospolita interview.",
    "capitals": ENGLISH.upper(),
    "few small words": "Marrin harbour closed Monday. Storm broke piers. Boats stayed out. Repairs "
    "take weeks. Mayor promised help. Fishermen want money now.",
    "a quotation": f"{ENGLISH} “Alles wird gut”, she added in German. {ENGLISH}",
    "a list": "Three boats, two piers, one crane, forty fishermen, nine engineers, five trucks, "
    "eleven lamps, six ropes, thirty nets, ten anchors",
    "broken English": "Harbour it close Monday because storm two pier to break have. Hurt nobody, "
    "mayor say, but repairing weeks will need and boats outside must wait.",
}


def test_english_is_english() -> None:
    assert language_of(ENGLISH) == "en"


@pytest.mark.parametrize("case", ODD_ENGLISH)
def test_odd_english_is_english(case: str) -> None:
    assert language_of(ODD_ENGLISH[case]) == "en"


@pytest.mark.parametrize("code", OTHERS)
def test_another_language_is_named(code: str) -> None:
    assert language_of(OTHERS[code]) == code


@pytest.mark.parametrize("code", PLAIN_LETTERS)
def test_another_language_in_plain_letters_is_named(code: str) -> None:
    assert PLAIN_LETTERS[code].isascii()
    assert language_of(PLAIN_LETTERS[code]) == code


@pytest.mark.parametrize("case", NAMES_AND_FIGURES)
def test_what_tells_nothing_is_undetermined_or_english(case: str) -> None:
    assert language_of(NAMES_AND_FIGURES[case]) in ("und", "en")


@pytest.mark.parametrize("code", ["de", "fr", "pl", "id", "ru", "ja"])
@pytest.mark.parametrize("times", [3, 12])
def test_of_a_mixed_text_the_larger_part_decides(code: str, times: int) -> None:
    english, other = [ENGLISH] * times, [OTHERS[code]] * times
    assert language_of("\n\n".join([*english, *english, *other])) == "en"
    assert language_of("\n\n".join([*english, *other, *other, *other])) == code


def test_a_text_half_in_english_is_in_one_of_its_two_languages() -> None:
    assert language_of("\n\n".join([ENGLISH, OTHERS["de"]] * 5)) in ("en", "de")


def test_only_the_beginning_of_a_long_text_is_looked_at() -> None:
    assert language_of(ENGLISH * 100 + OTHERS["de"] * 1000) == "en"


def test_english_needs_no_library_to_be_recognised() -> None:
    told = (
        f"from mtqa.text.language import language_of\nassert language_of({ENGLISH!r}) == 'en'\n"
        "import sys; print('py3langid' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


@pytest.mark.parametrize(
    ("languages", "said"),
    [
        (Languages(), ""),
        (Languages("en", "en"), ""),
        (Languages("en", "und"), ""),
        (Languages("en", "de"), "b.txt seems to be in German"),
        (Languages("fr", "en"), "a.txt seems to be in French"),
        (Languages("fr", "de"), "a.txt seems to be in French and b.txt seems to be in German"),
        (Languages("zh", "zh"), "a.txt and b.txt seem to be in Chinese"),
    ],
)
def test_the_warning_names_what_is_not_in_english(languages: Languages, said: str) -> None:
    rest = "; mtqa reads English only, so its figures and findings may be wrong"
    assert languages.warning("a.txt", "b.txt") == (said + rest if said else "")


def test_a_warning_keeps_two_texts_of_one_name_apart() -> None:
    said = Languages("fr", "de").warning("a.txt", "a.txt")
    assert said.startswith("a.txt seems to be in French and a.txt seems to be in German;")


def test_the_report_says_the_languages_in_every_form(checker: Checker) -> None:
    report = checker.check(ENGLISH, OTHERS["de"], copy_name="copy.txt")
    assert report.to_dict()["language"] == {"reference": "en", "copy": "de"}
    said = "copy.txt seems to be in German; mtqa reads English only"
    assert text.render(report, width=120).startswith(f"Warning: {said}")
    assert f'<p class="notice"><strong>Warning:</strong> {said}' in pair_page.render(report)


def test_a_report_in_english_warns_of_nothing() -> None:
    report = replace(a_report(), language=Languages("en", "en"))
    for rendered in (text.render(report), pair_page.render(report)):
        assert "seem" not in rendered
        assert 'class="notice"' not in rendered


def test_a_name_cannot_give_orders_through_the_warning() -> None:
    report = replace(a_report(name="\x1b[2J<b>"), language=Languages("en", "de"))
    assert text.render(report).startswith("Warning: <U+001B>[2J<b> seems to be in German")
    assert "&lt;U+001B&gt;[2J&lt;b&gt; seems to be in German" in pair_page.render(report)


def test_a_batch_counts_the_rows_that_are_not_in_english() -> None:
    tally = Tally()
    report = replace(a_report(), language=Languages("en", "de")).to_dict()
    of_an_earlier_version = a_report().to_dict()
    del of_an_earlier_version["language"]
    for result in (report, report, a_report().to_dict(), of_an_earlier_version):
        tally.add(result)
    assert "rows that seem not to be in English: 2" in list(tally.lines())
