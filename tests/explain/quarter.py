"""A quarter in which rows count, or do not, for every reason there is."""

from __future__ import annotations

from typing import Any

ACCOUNTS = """
    account | targeted | targeted_from | targeted_until | industry
    Alizé   |          |               |                | Acier
    Boréal  | oui      | 2026-08-01    |                | Bois
    Cobalt  | non      |               |                |
    Dolmen  |          | 2026-10-01    |                |
    Écrin   |          |               | 2026-06-30     |
    Fjord   |          |               | 2026-09-01     |
    Givre   |          | 2026-09-20    | 2026-09-10     |
    Alizé   |          |               |                |
"""
DEALS = """
    id | account | amount | stage      | created    | closed
    a  | Alizé   | 1000   | Découverte | 2026-07-10 |
    b  | Alizé   |        | Découverte | 2026-06-10 |
    c  | Boréal  | 300    | Gagnée     | 2026-06-01 | 2026-08-10
    d  | Boréal  | 200    | Perdue     | 2026-07-02 | 2026-08-12
    e  | Cobalt  | 900    | Gagnée     | 2026-07-02 | 2026-08-12
    f  | Alizé   | 900    | Gagnée     | 2026-07-02 |
    g  | Alizé   | 100    | Gagnée     | 2025-01-02 | 2025-02-01
    h  | Alizé   | 100    | Découverte | 2026-09-28 |
    a  | Alizé   | 100    | Découverte | 2026-07-10 |
    i  | Inconnu | 100    | Découverte | 2026-07-10 |
    j  | Boréal  | 100    | Gagnée     | 2026-07-02 | 2026-09-28
    k  | Boréal  | 700    | Gagnée     | 2026-08-02 | 2026-08-01
"""
INTERACTIONS = """
    date       | account       | type           | asset | contact | id
    2026-08-28 | Alizé         | webinaire      | Guide |         |
    2026-08-29 | Alizé         | webinaire      | Étude |         |
    2026-09-10 | Alizé         | rendez-vous    |       |         |
    2026-09-27 | Alizé         | visite site    | guide |         |
    2026-09-28 | Alizé         | visite site    |       |         |
    2026-09-12 | Alizé         | ouverture e-mail |     |         |
    2026-09-10 | Alizé         | rendez-vous    |       |         |
    2026-08-05 | Boréal        | webinaire      | Guide |         |
    2026-08-30 | Boréal        | webinaire      | Étude |         |
    2026-09-01 | Fjord         | webinaire      |       |         |
    2026-09-01 | Inconnu       | webinaire      |       |         |
    2026-09-01 | lea@gmail.com | webinaire      |       |         |
    2026-09-01 | Alizé         | pigeon         |       |         |
    31/02/2026 | Alizé         | webinaire      |       |         |
"""
COSTS = """
    date       | amount | account | industry
    2026-08-01 | 100    | Alizé   |
    2026-08-02 | 90.01  |         |
    2026-08-03 | 50     |         | bois
    2026-08-04 | 20     | Inconnu |
    2026-08-05 | 10     |         | Verre
    2026-06-30 | 500    | Alizé   |
    2026-09-28 | 500    | Alizé   |
    2026-08-06 | 500    | Cobalt  |
    2026-08-07 |        | Alizé   |
"""
TABS: dict[str, Any] = {
    "accounts": ACCOUNTS,
    "opportunities": DEALS,
    "interactions": INTERACTIONS,
    "marketing_costs": COSTS,
    "sales_costs": "date | amount | account\n2026-08-01 | 30 | Alizé",
}
