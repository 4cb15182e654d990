"""The files of other systems that tests read, made from the headers that those systems are known to write.

`python -m tests.intake.files.make_files` writes them in `files/`, each with the records that it gives beside
it (`.json`). Look at what changes in these before keeping it: tests compare them whole.
"""

# Exports have long rows.
# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import Any

import orjson

from abm_sheets.intake.files import read_records
from abm_sheets.intake.files.fields import default_vocabulary
from abm_sheets.intake.files.proposal import propose
from abm_sheets.intake.files.text import read_grid

FOLDER = Path(__file__).parent / "files"


@dataclass(frozen=True)
class File:
    """A file: its text, how it is written, and what people say when they import it."""

    text: str
    encoding: str = "utf-8"
    separator: str = ","
    line_end: str = "\n"
    source: str | None = None
    locale: str | None = None
    language: str = "fr"

    @property
    def content(self) -> bytes:
        """The file's bytes: the text is written with bars, which the separator replaces."""
        lines = dedent(self.text).strip("\n").split("\n")
        text = "".join(
            self.separator.join(map(self._cell, line.split("|"))) + self.line_end for line in lines
        )
        mark = "\ufeff" if self.encoding.startswith("utf-16-") else ""
        return (mark + text).encode(self.encoding)

    def _cell(self, written: str) -> str:
        """A cell as exports write it; a backslash and an n are a line break in it."""
        cell = written.strip(" ").replace("\\n", "\n")
        return f'"{cell}"' if self.separator in cell and not cell.startswith('"') else cell


FILES: Mapping[str, File] = {
    "hubspot_companies.en.csv": File(
        """
        Record ID | Company name | Company Domain Name | Industry | Number of Employees | Target Account | Ideal Customer Profile Tier | Company owner | Country/Region | Create Date
        9012345671 | Alizé Énergie | www.alize.fr | Renewables & Environment | 250 | true | Tier 1 | Karim Benali | France | 2026-01-12 09:30
        9012345672 | "Boréal, SAS" | boreal.fr | COMPUTER_SOFTWARE | 1000 |  | tier_2 | Sophie Garnier | France | 2026-02-01 18:05
        9012345673 | Cime Conseil | gmail.com |  |  | false |  |  | France | 2026-02-02 08:00
        9012345674 |  | delta.example.com |  |  |  |  |  | Spain | 2026-02-03 08:00
        9012345671 | Alizé Énergie (doublon) | alize.fr |  |  |  |  |  | France | 2026-02-04 08:00
        """
    ),
    "hubspot_companies.fr.csv": File(
        """
        ID de fiche d'informations | Nom de l'entreprise | Nom de domaine de l'entreprise | Domaines supplémentaires | Secteur d'activité | Nombre d'employés | Compte cible | Propriétaire de l'entreprise | Ville
        9012345671 | Alizé Énergie | alize.fr | "alize.com; alize.eu" | Énergie | 250 | oui | Karim Benali | Nantes
        9012345672 | Boréal SAS | https://www.boreal.fr/accueil |  | Logiciels | 1000 | non | Sophie Garnier | Lyon
        9012345675 | Échelle & Cie | linkedin.com/company/echelle |  |  |  |  |  | Metz
        """,
        encoding="utf-8-sig",
        line_end="\r\n",
    ),
    "hubspot_deals.en.csv": File(
        """
        Record ID | Deal Name | Deal Stage | Pipeline | Amount | Currency | Amount in company currency | Close Date | Create Date | Deal owner | Closed Lost Reason | Associated Company | Associated Company (Primary)
        120001 | Alizé, phase 1 | Closed Won (Sales Pipeline) | Sales Pipeline | 45000 | EUR | 45000 | 2026-03-31 23:10 | 2026-01-05 09:00 | Karim Benali |  | Alizé Énergie | Alizé Énergie
        120002 | Alizé, phase 2 | qualifiedtobuy | Sales Pipeline | 1250.5 | USD | 1150.2 | 2026-12-15 00:00 | 2026-09-01 10:30 | Karim Benali |  | Alizé Énergie;Boréal | Alizé Énergie
        120003 | Boréal | Closed Lost (Sales Pipeline) | Sales Pipeline |  |  |  | 2026-06-30 00:00 | 2026-02-11 11:00 | Sophie Garnier | Budget | Boréal | Boréal
        120004 | Nobody's deal | Contract Sent (Sales Pipeline) | Sales Pipeline | 900 | EUR | 900 |  | 2026-02-11 11:00 |  |  |  |
        120005 | Cime | Presentation Scheduled (Sales Pipeline) | Sales Pipeline | 3000 | EUR | 3000 |  | 2026-02-30 11:00 |  |  | Cime Conseil | Cime Conseil
        """,
        language="en",
    ),
    "hubspot_deals.fr.csv": File(
        """
        ID de fiche d'informations | Nom de la transaction | Phase de la transaction | Montant | Devise | Date de fermeture | Date de création | Propriétaire de la transaction | Associated Company
        120001 | Alizé, lot 1 | Fermé gagné (Pipeline de ventes) | 45 000,50 | EUR | 31/03/2026 | 05/01/2026 | Karim Benali | Alizé Énergie
        120002 | Alizé, lot 2 | Qualifié pour l'achat (Pipeline de ventes) | 1.250 | EUR |  | 01/09/2026 | Karim Benali | Alizé Énergie;Boréal
        120003 | Boréal | Fermé perdu (Pipeline de ventes) |  |  | 30/06/2026 | 11/02/2026 | Sophie Garnier | Boréal
        1,20004E+11 | Cime | Contrat envoyé (Pipeline de ventes) | 900 | EUR |  | 11/02/2026 |  | Cime Conseil
        """,
        encoding="cp1252",
        separator=";",
        line_end="\r\n",
    ),
    "salesforce_accounts.en.csv": File(
        """
        "Account Name" | "Account ID" | "Website" | "Industry" | "Employees" | "Account Owner" | "Billing Street" | "Billing Country"
        "Alizé Énergie" | "0010000000AbCdE" | "http://www.alize.fr" | "Energy" | "250" | "Karim Benali" | "1 rue du Vent\\n44000 Nantes" | "France"
        "Boréal" | "0010000000AbCdF" | "" | "Technology" | "1,000" | "Sophie Garnier" | "" | "France"

        "Target accounts"
        "Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."
        "Confidential Information - Do Not Distribute"
        "Generated By:  Karim Benali  9/28/2026 9:12 AM"
        "Example Company"
        """
    ),
    "salesforce_accounts.fr.csv": File(
        """
        "Nom du compte" | "ID du compte" | "Site Web" | "Secteur d'activité" | "Employés" | "Propriétaire du compte" | "Ville de facturation"
        "Alizé Énergie" | "0010000000AbCdE" | "www.alize.fr" | "Énergie" | "250" | "Karim Benali" | "Nantes"
        "Total" | "0010000000AbCdG" | "total.example.fr" | "Énergie" | "100000" | "Sophie Garnier" | "Courbevoie"
        """,
        encoding="utf-8-sig",
        separator=";",
    ),
    "salesforce_opportunities.en.csv": File(
        """
        "Opportunity ID" | "Opportunity Name" | "Account Name" | "Stage" | "Amount" | "Close Date" | "Created Date" | "Won" | "Closed" | "Opportunity Owner" | "Probability (%)"
        "006000000012abC" | "Alizé, phase 1" | "Alizé Énergie" | "Closed Won" | "$1,234,567" | "3/31/2026" | "1/5/2026" | "1" | "1" | "Karim Benali" | "100%"
        "006000000012abc" | "Alizé, phase 2" | "Alizé Énergie" | "Proposal/Price Quote" | "$12,500.50" | "12/15/2026" | "9/1/2026" | "0" | "0" | "Karim Benali" | "75%"
        "006000000012abD" | "Boréal" | "Boréal" | "Abandoned" | "" | "6/30/2026" | "2/11/2026" | "0" | "1" | "Sophie Garnier" | "0%"

        "Grand Totals (3 records)"

        "Copyright © 2000-2026 salesforce.com, inc. All rights reserved."
        "Confidential Information - Do Not Distribute"
        """
    ),
    "salesforce_opportunities.fr.csv": File(
        """
        "Nom de l'opportunité" | "Nom du compte" | "Étape" | "Devise Montant" | "Montant" | "Date de clôture" | "Date de création" | "ID de l'opportunité" | "Propriétaire de l'opportunité"
        "Alizé, lot 1" | "Alizé Énergie" | "Fermé Gagné" | "EUR" | "1\u00a0234\u00a0567,50" | "31/03/2026" | "05/01/2026" | "006000000012abCAAQ" | "Karim Benali"
        "Boréal" | "Boréal" | "Négociation" | "CHF" | "12\u202f500,00" | "30/06/2026" | "11/02/2026" | "006000000012abDAAQ" | "Sophie Garnier"
        "Total" |  |  | "EUR" | "1\u00a0247\u00a0067,50" |  |  |  |
        "Informations confidentielles - Ne pas diffuser"
        "Généré par : Karim Benali 28/09/2026 09:12"
        """,
        separator=";",
    ),
    "pipedrive_organizations.en.csv": File(
        """
        Organization - ID | Organization - Name | Organization - Website | Organization - Owner | Organization - Label | Organization - Address | Organization - Open deals
        41 | Alizé Énergie | https://alize.fr | Karim Benali | Customer | 1 rue du Vent | 2
        42 | Boréal |  | Sophie Garnier |  |  | 0
        """,
        encoding="utf-16-le",
        separator="\t",
    ),
    "pipedrive_organizations.fr.csv": File(
        """
        Organisation - ID | Organisation - Nom | Organisation - Site web | Organisation - Secteur | Organisation - Propriétaire | Organisation - Adresse
        41 | Alizé Énergie | alize.fr | Énergie | Karim Benali | 1 rue du Vent
        42 | Boréal | boreal.fr, boreal.eu | Logiciels | Sophie Garnier |
        """,
        separator=";",
        encoding="cp1252",
    ),
    "pipedrive_deals.en.csv": File(
        """
        Deal - ID | Deal - Title | Deal - Value | Deal - Currency of Value | Deal - Organization | Deal - Stage | Deal - Status | Deal - Deal created | Deal - Won time | Deal - Lost time | Deal - Lost reason | Deal - Expected close date | Deal - Owner
        7 | Alizé, phase 1 | 45000 | EUR | Alizé Énergie | Negotiations Started | Won | 2026-01-05 09:00:00 | 2026-03-31 16:20:11 |  |  | 2026-04-30 | Karim Benali
        8 | Alizé, phase 2 | 1250.5 | USD | Alizé Énergie | Demo Scheduled | Open | 2026-09-01 10:30:00 |  |  |  | 2026-12-15 | Karim Benali
        9 | Boréal | 0 | EUR | Boréal | Qualified | Lost | 2026-02-11 11:00:00 |  | 2026-06-30 10:00:00 | Budget |  | Sophie Garnier
        10 | Cime | 10 | EUR | Cime Conseil | Qualified | Deleted | 2026-02-11 11:00:00 |  |  |  |  |
        """
    ),
    "pipedrive_deals.fr.csv": File(
        """
        Affaire - ID | Affaire - Titre | Affaire - Valeur | Affaire - Devise de Valeur | Affaire - Organisation | Affaire - Étape | Affaire - Statut | Affaire - Affaire créée | Affaire - Date de gain | Affaire - Date de perte | Affaire - Raison de la perte | Affaire - Date de clôture prévue
        7 | Alizé, lot 1 | 45 000,00 | EUR | Alizé Énergie | Négociation | Gagné | 05/01/2026 09:00 | 31/03/2026 16:20 |  |  | 30/04/2026
        8 | Alizé, lot 2 | 1 250,50 | EUR | Alizé Énergie | Proposition | Ouvert | 01/09/2026 10:30 |  |  |  | 15/12/2026
        9 | Boréal | 0,00 | EUR | Boréal | Découverte | Perdu | 11/02/2026 11:00 |  | 30/06/2026 10:00 | Budget |
        """,
        encoding="utf-8-sig",
        separator=";",
    ),
    "linkedin_sales_navigator.en.csv": File(
        """
        companyname | companywebsite | companyemaildomain | linkedincompanypageurl | stocksymbol | industry | city | companycountry
        Alizé Énergie | https://alize.fr | alize.com | https://www.linkedin.com/company/alize |  | Renewables | Nantes | FR
        Boréal |  |  | https://www.linkedin.com/company/boreal |  | Software | Lyon | FR
        """
    ),
    "linkedin_sales_navigator.fr.csv": File(
        """
        sep=;
        Nom de l'entreprise | URL LinkedIn | Site web | Secteur d'activité | Taille de l'entreprise
        Alizé Énergie | https://www.linkedin.com/company/alize | https://www.linkedin.com/company/alize | Énergie | 201-500 employés
        Boréal | https://www.linkedin.com/company/boreal | boreal.fr | Logiciels | 51-200 employés
        """,
        separator=";",
        encoding="cp1252",
    ),
    "linkedin_company_engagement.en.csv": File(
        """
        Company Engagement Report (in UTC)
        "Report Start: September 1, 2026, 12:00 AM"
        "Report End: September 30, 2026, 11:59 PM"
        "Date Generated: October 2, 2026, 8:15 AM"

        Company Name | Company Website | Engagement level | Members targeted | Paid Impressions | Paid Clicks | Paid Engagements | Leads | Organic Impressions | Organic Engagements
        Alizé Énergie | alize.fr | Very high | 120 | "12,345" | 31 | "1,200" | 2 | 310 | 4
        Boréal SAS |  | Low | 45 | 210 | 1 | 0 | 0 | 0 | 0
        Cime Conseil | cime.fr | Very low | 12 | 98 | 0 | 0 | 0 | 15 | 0
        Boréal |  | Low | 45 | 210 | 7 | 0 | 0 | 0 | 0
        Delta | delta.fr | Low | 4 | 10 | n/a | 1 | 0 | 0 | 0
        """,
        encoding="utf-16-le",
        separator="\t",
        line_end="\r\n",
    ),
    "linkedin_company_engagement.fr.csv": File(
        """
        Rapport d'engagement des entreprises
        Début du rapport : 1 septembre 2026 à 00:00
        Fin du rapport : 30 septembre 2026 à 23:59

        Nom de l'entreprise | Niveau d'engagement | Membres ciblés | Impressions payantes | Clics payants | Engagements payants | Engagements organiques
        Alizé Énergie | Très élevé | 120 | 12 345 | 31 | 1 200 | 1
        Boréal SAS | Faible | 45 | 210 | 1 | 0 | 0
        """,
        encoding="utf-16-be",
        separator="\t",
    ),
    "interactions.fr.csv": File(
        """
        sep=;
        Date | Compte | Type d'interaction | Contenu | Interlocuteur | Provenance | Identifiant | Notes
        03/09/2026 | Alizé Énergie | Webinaire | « L'énergie » | Zoé Noël | Livestorm | w-1 | à rappeler
        14/09/2026 14:30 | boreal.fr | Rendez-vous |  | Œ. Ünal |  | r-1 |
        04/09/2026 | Boréal | #N/A |  |  |  | r-2 |
        31/09/2026 | Boréal | Webinaire |  |  |  | r-3 |
        14/09/2026 | Boréal | Webinaire |  |  |  | w-1 |
        14/09/2026 | Boréal | Webinaire | trop | de | cellules | r-4 | ici | là
        """,
        encoding="cp1252",
        separator=";",
        line_end="\r\n",
    ),
    "accounts.en.csv": File(
        """
        Account | Domains | Tier | Target account | Target from
        Alizé Énergie | alize.fr, alize.com | A | yes | 2026-07-01
        Boréal | contact@boreal.fr | B | maybe | 2026-07-01
        Cime Conseil |  |  |  | July 1, 2026
        """,
        separator="|",
        encoding="utf-8",
    ),
    "marketing_costs.fr.csv": File(
        """
        Date | Libellé | Montant | Compte
        03/09/2026 | Salon | 1,250 |
        04/09/2026 | Publicité | 980 | Alizé Énergie
        """,
        separator=";",
        source="Coûts marketing",
        locale="en_GB",
    ),
}


def imported(name: str, folder: Path = FOLDER) -> dict[str, Any]:
    """What a file gives, ready for JSON."""
    made = FILES[name]
    grid = read_grid(folder / name)
    proposal = propose(grid, made.source)
    result = asdict(read_records(grid, proposal, default_vocabulary(made.language), made.locale))
    return _plain(result)  # type: ignore[no-any-return]


def _plain(value: object) -> Any:
    match value:
        case Mapping():
            return {key: _plain(each) for key, each in value.items()}
        case str() | date():
            return str(value)
        case Sequence():
            return [_plain(each) for each in value]
        case _:
            return value


def main() -> None:
    """Write every file and what it gives."""
    FOLDER.mkdir(exist_ok=True)
    for name, made in FILES.items():
        (FOLDER / name).write_bytes(made.content)
        content = orjson.dumps(imported(name), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
        (FOLDER / name).with_suffix(".json").write_bytes(content)


if __name__ == "__main__":
    main()
