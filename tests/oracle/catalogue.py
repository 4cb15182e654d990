"""Titles, headers and words of the workbook in both languages (§ 2.1)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TabWords:
    """An input tab: its titles, its columns with both headers, and those it cannot do without."""

    french: str
    english: str
    columns: dict[str, tuple[str, str]]
    required: tuple[str, ...]


COSTS = {
    "date": ("Date", "Date"),
    "label": ("Libellé", "Label"),
    "amount": ("Montant", "Amount"),
    "account": ("Compte", "Account"),
    "industry": ("Secteur", "Industry"),
}
ACCOUNTS = {
    "account": ("Compte", "Account"),
    "domains": ("Domaines", "Domains"),
    "industry": ("Secteur", "Industry"),
    "size": ("Taille", "Size"),
    "tier": ("Priorité", "Tier"),
    "targeted": ("Compte ciblé", "Target account"),
    "targeted_from": ("Ciblé depuis", "Target from"),
    "targeted_until": ("Ciblé jusqu'au", "Target until"),
    "marketing_owner": ("Responsable marketing", "Marketing owner"),
    "sales_owner": ("Responsable commercial", "Sales owner"),
}
INTERACTIONS = {
    "date": ("Date", "Date"),
    "account": ("Compte", "Account"),
    "type": ("Type", "Type"),
    "asset": ("Contenu", "Asset"),
    "contact": ("Contact", "Contact"),
    "source": ("Source", "Source"),
    "id": ("Identifiant", "ID"),
}
OPPORTUNITIES = {
    "id": ("Identifiant", "ID"),
    "account": ("Compte", "Account"),
    "name": ("Opportunité", "Opportunity"),
    "amount": ("Montant", "Amount"),
    "currency": ("Devise", "Currency"),
    "stage": ("Étape", "Stage"),
    "created": ("Créée le", "Created on"),
    "closed": ("Clôturée le", "Closed on"),
    "loss_reason": ("Motif de perte", "Loss reason"),
}
TARGETS = {
    "metric": ("Indicateur", "Metric"),
    "quarter": ("Trimestre", "Quarter"),
    "target": ("Objectif", "Target"),
    "alert": ("Seuil d'alerte", "Alert threshold"),
    "reviewed": ("Revu le", "Reviewed on"),
}
TYPES = {
    "type": ("Type", "Type"),
    "engagement": ("Compte pour l'engagement", "Counts as engagement"),
    "marketing": ("Contenu marketing", "Marketing asset"),
}
STAGES = {
    "stage": ("Étape", "Stage"),
    "order": ("Ordre", "Order"),
    "kind": ("Nature", "Kind"),
    "team": ("Équipe", "Team"),
}
SETTINGS = {
    "setting": ("Paramètre", "Setting"),
    "value": ("Valeur", "Value"),
    "help": ("Explication", "Explanation"),
}
TEAM = {"email": ("E-mail", "E-mail"), "name": ("Nom", "Name"), "role": ("Rôle", "Role")}

TABS: dict[str, TabWords] = {
    "accounts": TabWords("Comptes", "Accounts", ACCOUNTS, ("account",)),
    "interactions": TabWords("Interactions", "Interactions", INTERACTIONS, ("date", "account", "type")),
    "opportunities": TabWords(
        "Opportunités", "Opportunities", OPPORTUNITIES, ("account", "stage", "created")
    ),
    "marketing_costs": TabWords("Coûts marketing", "Marketing costs", COSTS, ("date", "amount")),
    "sales_costs": TabWords("Coûts commerciaux", "Sales costs", COSTS, ("date", "amount")),
    "targets": TabWords("Objectifs", "Targets", TARGETS, ("metric", "quarter", "target")),
    "interaction_types": TabWords("Types d'interaction", "Interaction types", TYPES, ("type",)),
    "stages": TabWords("Étapes", "Stages", STAGES, ("stage", "kind")),
    "settings": TabWords("Réglages", "Settings", SETTINGS, ("setting", "value")),
    "team": TabWords("Équipe", "Team", TEAM, ("email", "role")),
}

METRICS: dict[str, str] = {
    "target_accounts": "Comptes ciblés",
    "engaged_accounts": "Comptes engagés",
    "opportunities": "Opportunités",
    "won_deals": "Deals signés",
    "revenue": "Revenus",
    "conversion_rate": "Taux de conversion",
    "velocity": "Vélocité",
    "influence_rate": "Influence marketing",
    "roi": "ROI",
}
KINDS: dict[str, str] = {
    "ouverte": "open",
    "gagnee": "won",
    "perdue": "lost",
    "open": "open",
    "won": "won",
    "lost": "lost",
}
ROLES = frozenset(["marketing", "commercial", "direction", "admin", "sales", "leadership"])
YES = frozenset(["true", "oui", "yes", "vrai", "x", "1"])
NO = frozenset(["false", "non", "no", "faux", "0"])
VANITY = frozenset(
    [
        "lead",
        "leads",
        "mql",
        "mqls",
        "impression",
        "impressions",
        "follower",
        "followers",
        "abonnes",
        "open",
        "opens",
        "ouvertures",
    ]
)
MONTHS: dict[str, int] = {
    word: number
    for number, words in enumerate(
        [
            "janvier january",
            "fevrier february",
            "mars march",
            "avril april",
            "mai may",
            "juin june",
            "juillet july",
            "aout august",
            "septembre september",
            "octobre october",
            "novembre november",
            "decembre december",
        ],
        start=1,
    )
    for word in words.split()
}
