"""The Vietnamese letters of a printer's two TCVN-3 code pages.

One page has the small letters and no accented capitals, the other the capitals and no accented
small letters; both have ASCII. Epson calls them 30 and 31; other makers number them otherwise.
"""

from typing import Final

_ROWS: Final = {
    0xA8: "ăâêôơưđ",
    0xB5: "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}
# Ê Ô Ơ Ư stand where their small letters do, these three do not.
_MOVED: Final = {"Ă": 0xA1, "Â": 0xA2, "Đ": 0xA7}

LOWER: Final = {
    letter: first + place for first, row in _ROWS.items() for place, letter in enumerate(row)
}
UPPER: Final = {letter.upper(): byte for letter, byte in LOWER.items()} | _MOVED
