"""A table as any spreadsheet saves it: every encoding, separator and quirk, and no line lost to another one."""

import pytest

from models.interest.spreadsheet import lines_of

TABLE = "Naam;E-mail;Gemeente\r\nÉlise Maes;elise@lier.be;Lier\r\n"
READ = [("Naam", "E-mail", "Gemeente"), ("Élise Maes", "elise@lier.be", "Lier")]


def cells(content: bytes) -> list[tuple[str, ...] | None]:
    return [line.cells for line in lines_of(content)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_every_way_of_saving_reads_the_same(encoding: str, separator: str, end: str) -> None:
    assert cells(TABLE.replace(";", separator).replace("\r\n", end).encode(encoding)) == READ


def test_the_line_that_tells_excel_the_separator_is_no_heading() -> None:
    lines = lines_of(b"sep=,\r\n" + TABLE.replace(";", ",").encode())
    assert [(line.number, line.cells) for line in lines] == [(2, READ[0]), (3, READ[1])]


def test_empty_lines_are_left_out_and_the_others_keep_their_number() -> None:
    lines = lines_of(b"a;b\n\n;;\nc;d\n")
    assert [(line.number, line.cells) for line in lines] == [(1, ("a", "b")), (4, ("c", "d"))]


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ('="0123"', "0123"),
        ("=HYPERLINK(1)", "HYPERLINK(1)"),
        ("+32 15", "32 15"),
        ("@SUM(A1)", "SUM(A1)"),
        ("-2", "2"),
        ("\t=1+1", "1+1"),
        ("An\u202e\0\x07 Peeters", "An Peeters"),
    ],
)
def test_a_cell_is_harmless(cell: str, read: str) -> None:
    quoted = '"' + cell.replace('"', '""') + '"'
    assert cells(f"a,b\n{quoted},x\n".encode()) == [("a", "b"), (read, "x")]


def test_a_cell_of_two_lines_is_one_cell() -> None:
    lines = lines_of(b'a;b\n"An\nPeeters";x\nc;d\n')
    assert [(line.number, line.cells) for line in lines] == [(1, ("a", "b")), (2, ("An Peeters", "x")), (4, ("c", "d"))]


def test_a_quote_that_is_not_closed_costs_its_own_line_and_no_other() -> None:
    lines = lines_of(b'a;b\n"An;x\nBram;y\nCleo;z\n')
    assert [(line.number, line.cells) for line in lines] == [
        (1, ("a", "b")),
        (2, None),
        (3, ("Bram", "y")),
        (4, ("Cleo", "z")),
    ]


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\n\n", b"\0\0\0"])
def test_an_empty_file_has_no_lines(content: bytes) -> None:
    assert cells(content) == []


def test_a_cell_that_is_far_too_large_is_a_line_that_cannot_be_read() -> None:
    assert cells(b"a;b\n" + b"x" * 200_000 + b";y\nc;d\n") == [("a", "b"), None, ("c", "d")]
