"""How each place where a municipality can stand is told apart on the map: by its marks, and by its colour beside them.

The colours stand in the style sheet, in a class named after the place; here are the marks, on a tile of 8 by 8.
"""

from collections.abc import Mapping

TILE = 8  # points; on a screen about as many pixels

# Nobody tells sixteen colours apart, so no two have the same marks; what ends badly is crossed or broken.
MARKS: Mapping[str, str] = {
    "not_started": "",
    "interest": "M3 4h2",
    "draft": "M0 8L8 0M-1 1L1 -1M7 9L9 7",
    "submitted": "M0 4H8",
    "information_requested": "M0 4H8M4 0V8",
    "admissible": "M4 0V8",
    "inadmissible": "M1 1L7 7M7 1L1 7",
    "unclear": "M0 6L4 2L8 6",
    "selected": "M0 2H8M0 6H8",
    "not_selected": "M0 0L8 8M-1 7L1 9M7 -1L9 1",
    "intake": "M2 4H6M4 2V6",
    "guidance": "M2 0L6 4L2 8",
    "evaluated": "M2 0V8M6 0V8",
    "withdrawn": "M0 8L8 0M0 0L8 8",
    "expired": "M0 4H5",
    "earlier": "M4 2L6 4L4 6L2 4Z",
}
