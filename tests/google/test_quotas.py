"""Quotas, counted as Google counts them."""

from __future__ import annotations

from tests.google.clients import People
from tests.google.launch import LocalGoogle, local_google
from tests.loading import OWNER, Person, load

ANNA, BEN = "anna@example.com", "ben@example.com"


def test_requests_are_counted_by_user_and_kind(google: LocalGoogle, people: People) -> None:
    made = people.person(ANNA).create("Budget")
    made.batch_update({"requests": [{"addSheet": {}}, {"addSheet": {}}]})
    made.share(BEN, perm_type="user", role="reader", notify=False)
    people.person(BEN).open_by_key(made.id)
    counts = google.control("GET", "quotas")["totals"]
    assert counts == {
        ANNA: {"read": 1, "write": 1},
        BEN: {"read": 1},
        "project": {"read": 2, "write": 1},
    }


def test_requests_beyond_a_quota_get_the_recorded_answer(google: LocalGoogle, people: People) -> None:
    made = people.person(ANNA).create("Budget")
    google.control("POST", "quotas", {"read": 2, "minute_s": 1000})
    session, url = people.session(ANNA), f"{google.url}/v4/spreadsheets/{made.id}"
    assert session.get(url).ok
    answer = session.get(url)
    assert answer.status_code == 429
    error = answer.json()["error"]
    assert error["message"].startswith("Quota exceeded for quota metric 'Read requests' and limit 'Read ")
    info = error["details"][0]
    assert info["reason"] == "RATE_LIMIT_EXCEEDED"
    assert info["metadata"]["quota_limit"] == "ReadRequestsPerMinutePerUser"
    assert session.post(f"{url}:batchUpdate", json={"requests": [{"addSheet": {}}]}).ok
    assert session.get(url, params={"quotaUser": "somebody"}).ok


def test_a_project_has_a_quota_of_its_own(google: LocalGoogle, people: People) -> None:
    made = people.person(ANNA).create("Budget")
    google.control("POST", "quotas", {"project_read": 1, "minute_s": 1000})
    answer = people.session(ANNA).get(f"{google.url}/v4/spreadsheets/{made.id}")
    metadata = answer.json()["error"]["details"][0]["metadata"]
    assert metadata["quota_limit"] == "ReadRequestsPerMinutePerProject"


def test_service_accounts_share_the_quota_of_their_project_and_of_no_other(google: LocalGoogle) -> None:
    first, second, other = (f"{name}.iam.gserviceaccount.com" for name in ("a@un", "b@un", "c@deux"))
    google.control("POST", "quotas", {"project_read": 1, "minute_s": 1000})
    book = load(google, "Suivi", [("Feuille 1", [[]])])
    for robot in (first, second, other):
        Person(google, OWNER).share(book, robot)
    read = [Person(google, robot).call("GET", f"/v4/spreadsheets/{book}") for robot in (first, second, other)]

    assert [answer.status_code for answer in read] == [200, 429, 200]


def test_quotas_can_be_set_at_the_start_and_end_with_the_minute() -> None:
    with local_google("--quota", "60", "--minute", "0.5") as google:
        state = google.control("GET", "quotas")
    assert (state["read"], state["project_write"], state["minute_s"]) == (60, 300, 0.5)
