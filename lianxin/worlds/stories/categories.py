"""What each story is about and which level it belongs to, as the station's officer classifies it when he reads it."""

COUNTY, TOWNSHIP = "4", "5"

_BY_CATEGORY = {
    "roads": "OP-01 OP-36b R-01 E-01 E-19 E-26 E-28 E-33 E-42",
    "civil_affairs": "OP-02 E-22",
    "health": "OP-03",
    "party": "OP-07 E-14",
    "case": "OP-11 E-12 E-17",
    "justice": "OP-13",
    "safety": "OP-18 E-31",
    "insurance": "OP-20 R-09",
    "municipal": "OP-22 OP-24 E-18 E-21 E-30 E-34 E-35 E-39",
    "water": "OP-29 R-03 E-20 E-25",
    "consultation": "OP-30 E-02 E-05 E-45",
    "praise": "OP-31",
    "labour": "OP-33 E-16",
    "land": "OP-38",
    "sanitation": "R-02 E-29",
    "eldercare": "R-04",
    "education": "R-05 R-08 E-37",
    "agriculture": "R-06 R-07 E-04 E-07 E-11",
    "power_telecom": "R-10 R-11 R-12 E-10 E-24",
    "business": "R-13 R-15 E-09 E-36",
    "environment": "R-14 E-46",
    "planning": "E-06",
    "market": "E-03 E-13 E-32",
    "order": "E-08 E-23",
    "housing": "E-15",
    "culture": "E-27",
}
CATEGORY = {key: category for category, keys in _BY_CATEGORY.items() for key in keys.split()}
LEVEL = dict.fromkeys(("OP-03", "OP-13", "OP-29", "R-01", "R-05", "R-06", "R-07", "R-13", "R-14"), COUNTY)
LEVEL |= dict.fromkeys(("OP-01", "OP-22", "OP-24", "R-02", "R-03", "R-04", "E-18", "E-30"), TOWNSHIP)
