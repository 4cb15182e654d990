"""Which account a text speaks of (§ 2.5)."""

from collections import Counter

from tests.oracle.folding import fold_name, is_free_mail, registrable
from tests.oracle.rows import Account


def shared_domains(accounts: list[Account]) -> set[str]:
    """Give the domains that two accounts claim."""
    claims = Counter(domain for account in accounts for domain in set(account.domains))
    return {domain for domain, count in claims.items() if count > 1}


def locate(text: str, accounts: list[Account]) -> tuple[int | None, str | None]:
    """Find the position of the account that a text names, or the rule that it breaks."""
    for position, account in enumerate(accounts):
        if fold_name(text) and account.folded == fold_name(text):
            return position, None
    domain = registrable(text)
    if not domain:
        return None, "unknown_account"
    if is_free_mail(domain):
        return None, "free_mail_domain"
    if domain in shared_domains(accounts):
        return None, "shared_domain"
    for position, account in enumerate(accounts):
        if domain in account.domains:
            return position, None
    return None, "unknown_account"
