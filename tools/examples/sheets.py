"""Writes small spreadsheet files as offices' programs do, by hand, so that all oddities are there.

A sheet is a list of rows, a row a list of cells; a cell is None, a str, or one of the classes here.
Archives are stored and dated 1980, so that the same lists give the same bytes everywhere.
"""

import io
import struct
import zipfile
from dataclasses import dataclass, field
from xml.sax.saxutils import escape


@dataclass(frozen=True)
class Number:
    """A number with the text it is written with: Number("238276.830000001")."""

    text: str


@dataclass(frozen=True)
class Serial:
    """A day as spreadsheets keep it: days since 1899-12-30, shown as a date."""

    days: int


@dataclass(frozen=True)
class Formula:
    """A formula with the result it had when the file was saved."""

    text: str
    value: str


class Blank:
    """A cell that is declared and holds nothing."""


BLANK = Blank()


@dataclass
class Sheet:
    name: str
    rows: list = field(default_factory=list)
    merges: list = field(
        default_factory=list
    )  # (first row, first column, last row, last column), from 0
    empty_rows: int = 0  # declared below the last one


def column_name(column):
    name = ''
    while column >= 0:
        name = chr(ord('A') + column % 26) + name
        column = column // 26 - 1
    return name


def archive(parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, 'w', zipfile.ZIP_STORED) as file:
        for name, text in parts:
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            file.writestr(entry, text.encode())
    return buffer.getvalue()


# --- .xlsx ---

MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class XlsxTexts:
    """The table of shared texts; every third text is written into its cell instead."""

    def __init__(self):
        self.texts = {}
        self.count = 0

    def cell(self, place, text):
        self.count += 1
        if self.count % 3 == 0:
            inside = f'<is><t xml:space="preserve">{escape(text)}</t></is>'
            return f'<c r="{place}" t="inlineStr">{inside}</c>'
        index = self.texts.setdefault(text, len(self.texts))
        return f'<c r="{place}" t="s"><v>{index}</v></c>'

    def part(self):
        items = ''.join(
            f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in self.texts
        )
        return f'{HEAD}<sst xmlns="{MAIN}" uniqueCount="{len(self.texts)}">{items}</sst>'


def xlsx_cell(place, cell, texts):
    match cell:
        case None:
            return ''
        case Blank():
            return f'<c r="{place}" s="1"/>'
        case Number(text):
            return f'<c r="{place}"><v>{text}</v></c>'
        case Serial(days):
            return f'<c r="{place}" s="1"><v>{days}</v></c>'
        case Formula(text, value):
            return f'<c r="{place}"><f>{escape(text)}</f><v>{value}</v></c>'
    return texts.cell(place, cell)


def xlsx_sheet(sheet, texts):
    rows = []
    for number, row in enumerate(sheet.rows, 1):
        cells = ''.join(
            xlsx_cell(f'{column_name(i)}{number}', cell, texts) for i, cell in enumerate(row)
        )
        rows.append(f'<row r="{number}">{cells}</row>')
    for number in range(len(sheet.rows) + 1, len(sheet.rows) + sheet.empty_rows + 1):
        rows.append(f'<row r="{number}"><c r="A{number}" s="1"/><c r="B{number}" s="1"/></row>')
    merges = ''.join(
        f'<mergeCell ref="{column_name(left)}{top + 1}:{column_name(right)}{bottom + 1}"/>'
        for top, left, bottom, right in sheet.merges
    )
    merges = f'<mergeCells count="{len(sheet.merges)}">{merges}</mergeCells>' if merges else ''
    data = f'<sheetData>{"".join(rows)}</sheetData>'
    return f'{HEAD}<worksheet xmlns="{MAIN}">{data}{merges}</worksheet>'


def xlsx(sheets):
    texts = XlsxTexts()
    bodies = [xlsx_sheet(sheet, texts) for sheet in sheets]
    names = ''.join(
        f'<sheet name="{escape(sheet.name)}" sheetId="{i}" r:id="r{i}"/>'
        for i, sheet in enumerate(sheets, 1)
    )
    kinds = [
        (f'r{i}', 'worksheet', f'worksheets/sheet{i}.xml') for i in range(1, len(sheets) + 1)
    ]
    kinds += [('s', 'styles', 'styles.xml'), ('t', 'sharedStrings', 'sharedStrings.xml')]
    relations = ''.join(
        f'<Relationship Id="{id}" Type="{OFFICE}/{kind}" Target="{to}"/>'
        for id, kind, to in kinds
    )
    types = 'http://schemas.openxmlformats.org/package/2006/content-types'
    spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
    overrides = ''.join(
        f'<Override PartName="/xl/{part}" ContentType="{spreadsheet}.{kind}+xml"/>'
        for part, kind in [
            ('workbook.xml', 'sheet.main'),
            ('styles.xml', 'styles'),
            ('sharedStrings.xml', 'sharedStrings'),
            *((f'worksheets/sheet{i}.xml', 'worksheet') for i in range(1, len(sheets) + 1)),
        ]
    )
    package = 'application/vnd.openxmlformats-package.relationships+xml'
    default = f'<Default Extension="rels" ContentType="{package}"/>'
    book = f'<Relationship Id="b" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    styles = (
        f'{HEAD}<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts>'
        '<fills count="1"><fill/></fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        '<cellXfs count="2"><xf/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
    )
    return archive(
        [
            ('[Content_Types].xml', f'{HEAD}<Types xmlns="{types}">{default}{overrides}</Types>'),
            ('_rels/.rels', f'{HEAD}<Relationships xmlns="{PACKAGE}">{book}</Relationships>'),
            (
                'xl/_rels/workbook.xml.rels',
                f'{HEAD}<Relationships xmlns="{PACKAGE}">{relations}</Relationships>',
            ),
            (
                'xl/workbook.xml',
                f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
                f'<sheets>{names}</sheets></workbook>',
            ),
            ('xl/styles.xml', styles),
            ('xl/sharedStrings.xml', texts.part()),
            *((f'xl/worksheets/sheet{i}.xml', body) for i, body in enumerate(bodies, 1)),
        ]
    )


# --- .ods ---

ODS_NAMES = ' '.join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ('office', 'table', 'text')
)


def ods_text(text):
    """Runs of spaces and tabs are elements of their own."""
    written = escape(text).replace('\t', '<text:tab/>')
    return written.replace('   ', '<text:s text:c="3"/>')


def ods_cell(cell, span):
    match cell:
        case None | Blank():
            return f'<table:table-cell{span}/>'
        case Number(text):
            kind = f'office:value-type="float" office:value="{text}"'
            return f'<table:table-cell{span} {kind}><text:p>{text}</text:p></table:table-cell>'
        case Formula(text, value):
            formula = f'table:formula="of:={escape(text)}"'
            kind = f'{formula} office:value-type="currency" office:value="{value}"'
            return f'<table:table-cell{span} {kind}><text:p>¥{value}</text:p></table:table-cell>'
        case Serial(days):
            day = iso_day(days)
            kind = f'office:value-type="date" office:date-value="{day}"'
            return f'<table:table-cell{span} {kind}><text:p>{day}</text:p></table:table-cell>'
    content = f'<text:p>{ods_text(cell)}</text:p>'
    return f'<table:table-cell{span} office:value-type="string">{content}</table:table-cell>'


def ods_row(number, row, sheet):
    cells = []
    for column, cell in enumerate(row):
        span = ''
        covered = False
        for top, left, bottom, right in sheet.merges:
            if top <= number <= bottom and left <= column <= right:
                covered = (number, column) != (top, left)
                rows, columns = bottom - top + 1, right - left + 1
                span = f' table:number-rows-spanned="{rows}"'
                span += f' table:number-columns-spanned="{columns}"'
        cells.append('<table:covered-table-cell/>' if covered else ods_cell(cell, span))
    return ''.join(cells)


def repeated(count):
    return f' table:number-rows-repeated="{count}"' if count > 1 else ''


def ods(sheets):
    tables = []
    for sheet in sheets:
        rows = []
        for number, row in enumerate(sheet.rows):
            written = ods_row(number, row, sheet)
            if rows and rows[-1][0] == written:
                rows[-1][1] += 1  # equal rows are written once, with how often
            else:
                rows.append([written, 1])
        if sheet.empty_rows:
            rows.append(
                ['<table:table-cell table:number-columns-repeated="1024"/>', sheet.empty_rows]
            )
        body = ''.join(
            f'<table:table-row{repeated(count)}>'
            f'{cells}</table:table-row>'
            for cells, count in rows
        )
        tables.append(f'<table:table table:name="{escape(sheet.name)}">{body}</table:table>')
    content = (
        f'{HEAD}<office:document-content {ODS_NAMES} office:version="1.2">'
        '<office:body><office:spreadsheet>'
        f'{"".join(tables)}</office:spreadsheet></office:body></office:document-content>'
    )
    kind = 'application/vnd.oasis.opendocument.spreadsheet'
    manifest = (
        f'{HEAD}<manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        '</manifest:manifest>'
    )
    return archive(
        [('mimetype', kind), ('content.xml', content), ('META-INF/manifest.xml', manifest)]
    )


def iso_day(days):
    from datetime import date, timedelta

    return (date(1899, 12, 30) + timedelta(days)).isoformat()


# --- .xls: BIFF8 in a compound file. Source: [MS-XLS], [MS-CFB]. ---


def record(kind, data):
    return struct.pack('<HH', kind, len(data)) + data


def rk(text):
    """The packed form of a number where it has one: whole, or whole hundredths; else None."""
    value = float(text)
    for scale, flags in ((1, 2), (100, 3)):
        scaled = value * scale
        if scaled == int(scaled) and abs(scaled) < 2**29:
            return struct.pack('<I', (int(scaled) << 2 & 0xFFFFFFFF) | flags)
    return None


class XlsTexts:
    def __init__(self):
        self.texts = {}

    def index(self, text):
        return self.texts.setdefault(text, len(self.texts))

    def records(self):
        """The shared texts, cut into records between texts."""
        pieces = [struct.pack('<II', len(self.texts), len(self.texts))]
        for text in self.texts:
            narrow = all(ord(c) < 256 for c in text)
            data = text.encode('latin-1') if narrow else text.encode('utf-16-le')
            item = (
                struct.pack('<HB', len(data) // (1 if narrow else 2), 0 if narrow else 1) + data
            )
            if len(pieces[-1]) + len(item) > 8000:
                pieces.append(b'')
            pieces[-1] += item
        return b''.join(record(0xFC if i == 0 else 0x3C, piece) for i, piece in enumerate(pieces))


def xls_cell(row, column, cell, texts):
    place = struct.pack('<HHH', row, column, 0)
    match cell:
        case None:
            return b''
        case Blank():
            return record(0x201, place)
        case Serial(days):
            return record(0x27E, struct.pack('<HHH', row, column, 1) + rk(str(days)))
        case Formula(_, value):
            return record(0x06, place + struct.pack('<dHIH', float(value), 0, 0, 0))
        case Number(text):
            packed = rk(text)
            return (
                record(0x27E, place + packed)
                if packed
                else record(0x203, place + struct.pack('<d', float(text)))
            )
    if (row + column) % 5 == 4:  # older programs write the text into the cell
        return record(0x204, place + struct.pack('<HB', len(cell), 1) + cell.encode('utf-16-le'))
    return record(0xFD, place + struct.pack('<I', texts.index(cell)))


def xls_sheet(sheet, texts):
    begin = record(0x809, struct.pack('<HH', 0x600, 0x10) + bytes(12))
    height = len(sheet.rows) + sheet.empty_rows
    cells = record(0x200, struct.pack('<IIHHH', 0, height, 0, 10, 0))
    for number, row in enumerate(sheet.rows):
        cells += b''.join(
            xls_cell(number, column, cell, texts) for column, cell in enumerate(row)
        )
    for number in range(len(sheet.rows), height):
        cells += record(0x201, struct.pack('<HHH', number, 0, 0))
    for at in range(0, len(sheet.merges), 1000):
        part = sheet.merges[at : at + 1000]
        ranges = b''.join(
            struct.pack('<HHHH', top, bottom, left, right) for top, left, bottom, right in part
        )
        cells += record(0xE5, struct.pack('<H', len(part)) + ranges)
    return begin + cells + record(0x0A, b'')


def compound(stream):
    size = max(len(stream), 4096)
    stream = stream.ljust(-(-size // 512) * 512, b'\0')
    sectors = len(stream) // 512
    table_sectors = (sectors + 2) // 127 + 1
    end, unused, first = 0xFFFFFFFE, 0xFFFFFFFF, table_sectors + 1
    header = b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + bytes(16)
    header += struct.pack('<HHHHH', 62, 3, 0xFFFE, 9, 6) + bytes(10)
    header += struct.pack('<IIIIIIIII', table_sectors, table_sectors, 0, 4096, end, 0, end, 0, 0)
    header += b''.join(
        struct.pack('<I', i if i < table_sectors else unused) for i in range(1, 109)
    )
    table = [0xFFFFFFFD] * table_sectors + [end]
    table += [first + i for i in range(1, sectors)] + [end]
    table += [unused] * (table_sectors * 128 - len(table))

    def entry(title, kind, start, length):
        name = title.encode('utf-16-le')
        head = name.ljust(64, b'\0') + struct.pack('<HBB', len(name) + 2, kind, 1)
        links = struct.pack('<III', unused, unused, 1 if kind == 5 else unused)
        return head + links + bytes(36) + struct.pack('<IQ', start, length)

    names = (entry('Root Entry', 5, end, 0) + entry('Workbook', 2, first, size)).ljust(512, b'\0')
    return header + struct.pack(f'<{len(table)}I', *table) + names + stream


def xls(sheets):
    texts = XlsTexts()
    bodies = [xls_sheet(sheet, texts) for sheet in sheets]
    begin = record(0x809, struct.pack('<HH', 0x600, 5) + bytes(12))
    formats = record(0xE0, struct.pack('<HH', 0, 0) + bytes(16)) + record(
        0xE0, struct.pack('<HH', 0, 14) + bytes(16)
    )

    def globals_with(offsets):
        sheet_records = b''
        for sheet, offset in zip(sheets, offsets):
            name = sheet.name.encode('utf-16-le')
            head = struct.pack('<IBBBB', offset, 0, 0, len(sheet.name), 1)
            sheet_records += record(0x85, head + name)
        return begin + formats + sheet_records + texts.records() + record(0x0A, b'')

    offset = len(globals_with([0] * len(sheets)))
    offsets = []
    for body in bodies:
        offsets.append(offset)
        offset += len(body)
    return compound(globals_with(offsets) + b''.join(bodies))
