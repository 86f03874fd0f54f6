"""Names, signs and sizes of units of measure, and names and signs of currencies."""

from __future__ import annotations

FACTORS = {
    "length": {
        "kilometer": "1000",
        "meter": "1",
        "centimeter": "0.01",
        "millimeter": "0.001",
        "nanometer": "1e-9",
        "mile": "1609.344",
        "yard": "0.9144",
        "foot": "0.3048",
        "inch": "0.0254",
        "nautical-mile": "1852",
        "light-year": "9.4607e15",
    },
    "area": {
        "square-kilometer": "1e6",
        "hectare": "1e4",
        "square-meter": "1",
        "square-centimeter": "1e-4",
        "square-mile": "2589988",
        "acre": "4046.856",
        "square-yard": "0.836127",
        "square-foot": "0.092903",
        "square-inch": "0.00064516",
    },
    "volume": {
        "cubic-kilometer": "1e9",
        "cubic-meter": "1",
        "cubic-centimeter": "1e-6",
        "cubic-mile": "4.168182e9",
        "cubic-foot": "0.0283168",
        "hectoliter": "0.1",
        "liter": "1e-3",
        "centiliter": "1e-5",
        "milliliter": "1e-6",
        "gallon": "0.00378541",
        "pint": "0.000473176",
        "quart": "0.000946353",
        "barrel": "0.158987",
    },
    "mass": {
        "ton": "1000",
        "kilogram": "1",
        "gram": "1e-3",
        "milligram": "1e-6",
        "pound": "0.45359237",
        "ounce": "0.0283495",
    },
    "speed": {"kilometer-per-hour": "1", "mile-per-hour": "1.609344", "knot": "1.852"},
    "duration": {
        "century": "36525",
        "decade": "3652.5",
        "year": "365.25",
        "month": "30.4375",
        "week": "7",
        "day": "1",
        "hour": "1/24",
        "minute": "1/1440",
        "second": "1/86400",
        "millisecond": "1/86400000",
    },
    "temperature": {"celsius": "1", "fahrenheit": "5/9", "kelvin": "1"},
    "energy": {
        "kilowatt-hour": "3.6e6",
        "kilojoule": "1000",
        "joule": "1",
        "kilocalorie": "4184",
        "calorie": "4.184",
    },
    "power": {
        "gigawatt": "1e9",
        "megawatt": "1e6",
        "kilowatt": "1000",
        "watt": "1",
        "horsepower": "745.7",
    },
    "digital": {
        "terabyte": "1e12",
        "gigabyte": "1e9",
        "megabyte": "1e6",
        "kilobyte": "1000",
        "gigabit": "1.25e8",
        "megabit": "125000",
        "kilobit": "125",
    },
    "frequency": {"gigahertz": "1e9", "megahertz": "1e6", "kilohertz": "1000", "hertz": "1"},
    "electric": {"volt": "1", "ampere": "1"},
    "pressure": {"hectopascal": "100", "millibar": "100", "kilopascal": "1000", "pascal": "1"},
}
"""Units of the Unicode CLDR by dimension, with their size in base units.

Factors: BIPM, The International System of Units, and NIST SP 811, appendix B. A month is a
twelfth of 365.25 days. Tons are metric, for news texts rarely say which ton they mean.
"""

OFFSETS = {"celsius": "273.15", "fahrenheit": "255.372"}
"""What to add to a temperature in kelvins."""

ALIASES = {
    "kilometer per hour": ("kph", "kmh", "kmph"),
    "square kilometer": ("sq km", "sq. km", "km2", "sq kilometers"),
    "square meter": ("sq m", "m2", "sqm"),
    "square mile": ("sq miles", "sq. miles"),
    "square foot": ("sq. ft", "sq feet", "sqft"),
    "cubic meter": ("m3", "cu m"),
    "ton": ("tonne", "tonnes", "metric ton", "metric tons", "metric tonne", "metric tonnes"),
    "kilogram": ("kilo", "kilos", "kgs", "kilogramme", "kilogrammes"),
    "pound": ("lbs",),
    "ounce": ("ozs",),
    "kilometer": ("kms",),
    "celsius": ("celsius", "centigrade", "degrees centigrade", "degree centigrade"),
    "fahrenheit": ("fahrenheit",),
    "year": ("yrs", "year old", "years old", "years of age", "year olds"),
    "hour": ("hrs",),
    "minute": ("mins",),
    "second": ("secs",),
    "megawatt": ("mw",),
    "megabit": ("mbit",),
    "gigabit": ("gbit",),
}
"""Further names of units, in lower case."""

SIGNS = {"m": "meter", "g": "gram", "l": "liter", "h": "hour", "t": "ton", "W": "watt",
         "V": "volt", "C": "celsius", "F": "fahrenheit"}  # fmt: skip
"""Letters that are units in this case and right after digits."""

NO_UNITS = {"in", "dec", "pt", "ms", "kn", "cal", "pa", "tn", "ly"}
"""Abbreviations of the CLDR that usually mean something else in a text."""

CURRENCY_NOUNS = {
    "dollar": ("dollars", "buck", "bucks"),
    "crown": ("crowns", "koruna", "korunas", "koruny", "korun", "krone", "kroner", "krona",
              "kronor", "kronur", "króna", "krónur"),
    "yuan": ("renminbi",),
    "pound": ("pounds", "sterling", "pounds sterling", "quid"),
    "ruble": ("rubles", "rouble", "roubles"),
    "zloty": ("zlotys", "zloties", "zlotych", "złoty"),
    "lira": ("liras", "lire"),
    "leu": ("lei",),
    "lev": ("leva", "levs"),
    "euro": ("euros",),
    "real": ("reais",),
}  # fmt: skip
"""Forms of the nouns of currencies that the CLDR lacks."""

CURRENCY_SIGNS = {
    "$": ("dollar", ""), "US$": ("dollar", "USD"), "AU$": ("dollar", "AUD"),
    "A$": ("dollar", "AUD"), "C$": ("dollar", "CAD"), "S$": ("dollar", "SGD"),
    "¥": ("", ""), "£": ("pound", ""), "Rs": ("rupee", ""), "RMB": ("yuan", "CNY"),
    "NT": ("dollar", "TWD"), "kr": ("crown", ""), "zł": ("zloty", "PLN"), "Kč": ("crown", "CZK"),
    "Ft": ("forint", "HUF"), "₽": ("ruble", "RUB"), "₺": ("lira", "TRY"), "₴": ("hryvnia", "UAH"),
    "S/": ("sol", "PEN"), "฿": ("baht", "THB"), "RM": ("ringgit", "MYR"), "Rp": ("rupiah", "IDR"),
}  # fmt: skip
"""Signs that the CLDR lacks or assigns otherwise, with noun and code."""

NO_CODES = {"ALL", "TOP", "TRY", "CUP", "PEN", "MAD", "SOS", "BOB", "MOP", "ANG", "AMD", "COP"}
"""ISO 4217 codes that are words or initials in news texts."""
