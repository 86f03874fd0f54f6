"""CSV and TSV: as many rows come out as went in, and no text is another one than was written."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mtqa import InputError
from mtqa.batch.cells import Cells
from mtqa.batch.rows import BadRow, Row, read_rows

Texts = tuple[str, ...]


def rows_of(text: str | bytes, name: str = "pairs.csv") -> list[Row | BadRow]:
    data = text.encode() if isinstance(text, str) else text
    return list(read_rows(io.BytesIO(data), Path(name)))


def sides(rows: list[Row | BadRow]) -> list[Texts | None]:
    """The texts of the rows; None for a bad one."""
    return [(row.reference, row.copy) if isinstance(row, Row) else None for row in rows]


def messages(rows: list[Row | BadRow]) -> list[str]:
    return [row.message for row in rows if isinstance(row, BadRow)]


def written(rows: list[Texts], **form: str | int) -> str:
    file = io.StringIO()
    csv.writer(file, **form).writerows(rows)  # type: ignore[arg-type]
    return file.getvalue()


TSV = {
    "a quotation at the beginning": ('"No", he said.', '"No", he said.'),
    "one that ends in the next row": ('"We won the game, he said.', '"We won the game, he said.'),
    "one that began in the row before": ('It was good, he said"', 'It was good, he said"'),
    "a text that is a quotation": ('"We won."', '"We won."'),
    "two quotations": ('"No", he said. "Never."', '"No", he said. "Never."'),
    "a cell of a writer who quotes": ('"He said ""no"" twice."', 'He said "no" twice.'),
    "doubled marks, and a lone one": ('"He said ""no" twice."', '"He said ""no" twice."'),
    "doubled marks alone": ('He said ""no""', 'He said ""no""'),
    "a lone mark": ('"', '"'),
    "a quoted mark": ('""""', '"'),
}


@pytest.mark.parametrize("case", TSV)
def test_a_tsv_is_read_without_quoting(case: str) -> None:
    cell, text = TSV[case]
    rows = rows_of(f"id\treference\tcopy\n1\t{cell}\tb\n2\tc\t{cell}\n", "pairs.tsv")
    assert sides(rows) == [(text, "b"), ("c", text)]


@pytest.mark.parametrize("name", ["pairs.tsv", "pairs.tab", "pairs.txt"])
def test_a_tsv_with_a_quoted_header_is_read_with_quoting(name: str) -> None:
    rows = rows_of('"id"\t"reference"\t"copy"\n"1"\t"a\tb"\t"c\n""d"""\n', name)
    assert sides(rows) == [("a\tb", 'c\n"d"')]


def test_a_text_of_several_lines_in_a_plain_tsv_is_an_error_with_a_remedy() -> None:
    rows = rows_of('id\treference\tcopy\n1\t"Para one.\nPara two."\tb\n2\ta\tb\n', "pairs.tsv")
    assert sides(rows)[0] is None
    assert "put the column names in quotation marks too" in messages(rows)[0]
    assert sides(rows)[-1] == ("a", "b")


SWALLOWED = {
    "with ids": """id,reference,copy
1,a one.,b one.
2,"We won the game, he said.,copy2
3,It was a good day, he said",copy3
4,a four.,b four.
""",
    "without": """reference,copy
a one.,b one.
"We won the game, he said.,copy2
It was a good day, he said",copy3
a four.,b four.
""",
    "with numbers": """id,reference,copy
1,a one.,b one.
2,"We sold 1,000 of them, he said.,copy2
3,It was 2,5 percent, he said",copy3
4,a four.,b four.
""",
    "by semicolons": """id;reference;copy
1;a one.;b one.
2;"We won the game; he said.;copy2
3;It was a good day, he said";copy3
4;a four.;b four.
""",
    "by tabs": """"id"\treference\tcopy
1\ta one.\tb one.
2\t"We won the game, he said.\tcopy2
3\tIt was a good day, he said"\tcopy3
4\ta four.\tb four.
""",
    "after the sign of Excel": """sep=|
id|reference|copy
1|a one.|b one.
2|"We won the game, he said.|copy2
3|It was a good day, he said"|copy3
4|a four.|b four.
""",
    "the id last": """reference,copy,id
a one.,b one.,1
"We won the game, he said.,copy2,2
It was a good day, he said",copy3,3
a four.,b four.,4
""",
}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n"])
@pytest.mark.parametrize("case", SWALLOWED)
def test_a_row_that_swallows_the_next_one_is_an_error_for_each(case: str, end: str) -> None:
    rows = rows_of(SWALLOWED[case].replace("\n", end))
    assert sides(rows) == [("a one.", "b one."), None, None, ("a four.", "b four.")]
    assert all("is a row by itself" in message for message in messages(rows))


def test_a_broken_row_among_the_swallowed_ones_hides_them_not() -> None:
    rows = rows_of('id,reference,copy\n1,"a.,b\n2,too few\n3,c",d\n4,e,f\n')
    assert sides(rows) == [None, None, None, ("e", "f")]


def test_rows_swallowed_up_to_one_that_is_too_short_are_read() -> None:
    rows = rows_of('id,reference,copy\n1,"a.,b\n2,c,d\n3,"\n4,e,f\n')
    assert sides(rows) == [None, ("c", "d"), None, ("e", "f")]


ARTICLES = {
    "paragraphs": "First, one thing.\n\nSecond, third, fourth.\n\nFifth, sixth, seventh.",
    "numbers": "He paid 1,000 dollars.\nShe paid 2,000 dollars.\nThey paid 3,000,000 dollars.",
    "marks": 'He said: "No, never."\n"Yes," she said, "always".\n""',
    "a line break first": "\nHere, at last.\nThere, at first.",
    "lines with ends of their own": "Here, at last.\r\nThere, at first.\rBehind, at the end.",
}


@pytest.mark.parametrize("with_id", [True, False])
@pytest.mark.parametrize("case", ARTICLES)
def test_an_article_of_several_lines_in_a_cell_is_one_row(case: str, *, with_id: bool) -> None:
    text = ARTICLES[case]
    texts = [("7", text, "Short, this."), ("8", "Short, this.", text), ("9", text, text)]
    own = texts if with_id else [both for _, *both in texts]
    header = ("id", "reference", "copy")[not with_id :]
    rows = rows_of(written([header, *map(tuple, own)]))
    assert sides(rows) == [(reference, copy) for _, reference, copy in texts]


@pytest.mark.parametrize("behind", ["", "\n", "\r\n"])
def test_a_quotation_mark_that_is_never_closed_costs_one_row(behind: str) -> None:
    rows = rows_of(f'reference,copy\na,b\n"c,d\ne,f\ng,h{behind}')
    assert sides(rows) == [("a", "b"), None, ("e", "f"), ("g", "h")]
    assert messages(rows) == [
        "line 3: is not CSV (a quotation mark that is not closed); check its quotation marks"
    ]
    assert [row.id for row in rows] == ["1", "2", "3", "4"]


def test_a_quotation_mark_that_is_closed_too_far_away_costs_one_row() -> None:
    many = "e,f\n" * 150_000
    rows = rows_of(f'reference,copy\na,"b\n{many}c",d\n')
    assert sides(rows) == [None, *[("e", "f")] * 150_000, ('c"', "d")]
    assert "not closed within 100,000 lines" in messages(rows)[0]


def test_a_record_that_breaks_the_rules_costs_its_first_line() -> None:
    rows = rows_of('id,reference,copy\n1,"No, he said.,b\n2,c,d\n3,"Yes", he said.,f\n4,g,h\n')
    assert sides(rows) == [None, ("c", "d"), None, ("g", "h")]
    assert [message[:7] for message in messages(rows)] == ["line 2:", "line 4:"]


def test_a_row_with_a_carriage_return_outside_quotation_marks_is_an_error() -> None:
    rows = "1,a,b\r2,c,d\r\n3,e,f\n"
    assert sides(rows_of(f"id,reference,copy\n{rows}")) == [None, ("e", "f")]
    tabs = rows.replace(",", "\t")
    assert sides(rows_of(f"id\treference\tcopy\n{tabs}", "pairs.tsv")) == [None, ("e", "f")]


@pytest.mark.parametrize("opened", ['x","', 'a,"', '"","', '",",",","'])
def test_lines_are_read_a_few_times_at_most(opened: str) -> None:
    lines = 3000
    taken = Counter[str]()

    def take(cells: Cells, line: str) -> bool:
        taken[line] += 1
        return own(cells, line)

    own = Cells.take
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Cells, "take", take)
        text = "".join(f"{opened}{number}\n" for number in range(lines))
        rows = rows_of(f"reference,copy,a,b,c,d,e\n{text}")
    assert len(rows) <= lines
    assert max(taken.values()) <= 3


@pytest.mark.parametrize(
    "text",
    [
        'sep=;\nid;reference;copy\n"x";a, b;"c\nd"\n',
        '\ufeffsep=;\r\n\r\nid;reference;copy\r\nx;a, b;"c\nd"\r\n',
        'SEP=,\nid,reference,copy\nx,"a, b","c\nd"\n',
        '"a, note","reference","copy","id"\n1,"a, b","c\nd",x\n',
        'id;"a note; of ""many"" words";Reference;copy;;\nx;;a, b;"c\nd";;\n',
        ',reference,copy,id\n0,"a, b","c\nd",x\n',
        '"\t"\t"reference"\t"copy"\t"id"\n0\ta, b\t"c\nd"\tx\n',
        'id , "reference" , "copy"\nx,"a, b","c\nd"\n',
    ],
)
def test_headers_of_spreadsheets_are_understood(text: str) -> None:
    [row] = rows_of(text)
    assert sides([row]) == [("a, b", "c\nd")]
    assert row.id == "x"
    assert row.end == len(text.encode())


def test_a_first_column_without_a_name_is_a_column() -> None:
    assert sides(rows_of("\treference\tcopy\n0\ta\tb\n", "pairs.tsv")) == [("a", "b")]


def test_the_reading_leaves_the_limit_of_the_csv_module_alone() -> None:
    before = csv.field_size_limit()
    rows_of(f"reference,copy\n{'x' * 200_000},b\n")
    assert csv.field_size_limit() == before


def test_rows_are_read_as_they_are_asked_for() -> None:
    source = io.BytesIO(b'reference,copy\n"a\nb",c\n' + b"d,e\n" * 100)
    rows = read_rows(source, Path("pairs.csv"))
    next(rows)
    next(rows)
    assert source.tell() < 40


def test_each_row_says_where_it_ends() -> None:
    text = 'reference,copy\na,b\n"c\nd",e\n"f,g\nh,i\n'
    ends = [text.index(part) + len(part) for part in ("a,b\n", 'd",e\n', '"f,g\n', "h,i\n")]
    assert [row.end for row in rows_of(text)] == ends


visible = st.text(st.sampled_from('",;\t\n\r ab1'), max_size=30).map("x{}".format)
paragraphs = st.lists(visible.map("so {}".format), min_size=1, max_size=4).map("\n".join)
no_line_start = st.text(st.sampled_from('",;\t ab1'), max_size=30)
prose = st.lists(no_line_start.map("so {}".format), min_size=1, max_size=4).map("\n".join)


@given(st.lists(st.tuples(prose, prose), min_size=1, max_size=5), st.sampled_from(",;"))
def test_what_a_csv_writer_wrote_comes_back_exactly(texts: list[Texts], delimiter: str) -> None:
    rows = [(str(number), *both) for number, both in enumerate(texts)]
    read = rows_of(written([("id", "reference", "copy"), *rows], delimiter=delimiter))
    assert sides(read) == texts
    assert [row.id for row in read] == [key for key, *_ in rows]


@given(st.lists(st.tuples(visible, visible), min_size=1, max_size=5), st.booleans())
def test_no_text_comes_back_that_was_not_written(
    texts: list[Texts],
    with_id: bool,
) -> None:
    """A text that looks like rows may be refused; no rows are merged, and none goes silently."""
    rows = [(str(number), *both) for number, both in enumerate(texts)]
    header = ("id", "reference", "copy")
    table = [header, *rows] if with_id else [header[1:], *texts]
    read = sides(rows_of(written(table)))
    assert len(read) >= len(texts)
    left = iter(texts)
    assert all(row in left for row in read if row)
    assert len(read) > len(texts) or read.count(None) == 0


tab_free = st.text(st.characters(exclude_characters="\t\n\r\0", exclude_categories=["Cs"]))
quoted = st.text(st.sampled_from('" ab'))


@given(st.lists(st.tuples(tab_free | quoted, tab_free | quoted), min_size=1))
def test_what_stands_in_a_plain_tsv_comes_back_exactly(texts: list[Texts]) -> None:
    texts = [tuple(f"x{text}" for text in both) for both in texts]
    lines = "".join("\t".join(both) + "\n" for both in texts)
    assert sides(rows_of(f"reference\tcopy\n{lines}", "pairs.tsv")) == texts


def records(lines: list[str]) -> Iterator[int]:
    """How many lines each record has, by the reader of the standard library.

    A record is the first run of lines that this reader takes for one row with three cells. Where
    there is none, the line is a record; so is each one behind it that ends inside quotation marks
    too, up to the line where the run failed.
    """
    at = lost = 0
    while at < len(lines):
        count = last = 1
        for last in range(1, len(lines) - at + 1):
            cells, is_open = parsed("".join(lines[at : at + last]))
            if not is_open or cells > 3 or at < lost:
                count = last if not is_open and cells == 3 else 1
                break
        else:
            last += 1  # it failed behind the last line
        if count < last:
            lost = max(lost, at + last - 1)
        if lines[at].strip("\n"):
            yield count
        at += count


def parsed(text: str) -> tuple[int, bool]:
    """How many complete cells the text has, and whether one is open at its end."""
    for behind, is_open in (("", False), ('"', True)):
        with suppress(csv.Error):
            cells = next(csv.reader(io.StringIO(text + behind, newline=""), strict=True), [])
            return len(cells) - is_open, is_open
    return 0, False


garbage = st.lists(st.text(st.sampled_from('",a')).map("x y{}\n".format), max_size=12)


@given(garbage)
def test_garbage_has_as_many_answers_as_records(lines: list[str]) -> None:
    assume(lines)
    read = rows_of("id,reference,copy\n" + "".join(lines))
    assert len(read) == len(list(records(lines)))


@given(st.binary(max_size=300), st.sampled_from(["pairs.tsv", "pairs.jsonl", "pairs.csv"]))
def test_whatever_bytes_come_they_are_answered_or_refused(noise: bytes, name: str) -> None:
    header = b"" if name == "pairs.jsonl" else b"reference\tcopy\n"
    try:
        read = rows_of(header + noise, name)
    except InputError:
        return
    noise, blank = (noise, b"\r\n") if header else (noise.removeprefix(b"\xef\xbb\xbf"), None)
    lines = [line for line in noise.split(b"\n") if line.strip(blank)]
    assert len(read) == len(lines)


@given(st.binary(max_size=300))
def test_whatever_bytes_come_as_csv_every_line_has_its_answer_or_is_part_of_one(
    noise: bytes,
) -> None:
    lines = [line for line in noise.split(b"\n") if line.strip(b"\r\n")]
    assume(lines)
    read = rows_of(b"reference,copy\n" + noise)
    assert 1 <= len(read) <= len(lines)
    ends = [row.end for row in read]
    assert ends == sorted(set(ends))
