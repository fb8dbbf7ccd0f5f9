"""The fixed numbers of record kinds; never reused."""

PERSON = 1
COMPANY = 2
PRODUCT = 3
ORDER = 4
ACCOUNT = 10
IMPORT = 11
TEAM = 12
ORGANISATION = 13
WEBHOOK = 17
