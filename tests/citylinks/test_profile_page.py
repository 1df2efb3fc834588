# SPDX-License-Identifier: EUPL-1.2
"""What a municipality offers and needs: who sees what, and keeping it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from samenspel.accounts.models import User
from samenspel.analysis.complementarity import LINK_INDICATOR, RANK_ONE
from samenspel.citylinks.actions.profiles import EntryValues, add_entry, remove_entry
from samenspel.citylinks.models import ProfileEntry
from samenspel.citylinks.queries import profile
from samenspel.citylinks.queries.profile import RankLine, standing_out
from tests.citylinks.small_links import AT, acting, municipality, user

pytestmark = pytest.mark.django_db
PAGE = "/stedenbanden/profiel/aarveen-gm7000/"
WRITTEN = {
    "kind": "need",
    "theme": "talent",
    "text": "Collega’s voor een half jaar",
    "domain": "economie",
    "is_shared": "on",
}


def logged_in(kind: str, index: int = 0) -> Client:
    client = Client()
    client.force_login(user(kind, index))
    return client


def text(client: Client, url: str = PAGE, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def entry(said: str = "Ruimte voor proeven", *, is_shared: bool = True) -> ProfileEntry:
    values = EntryValues("offer", "leefklimaat", said, is_shared=is_shared)
    by = acting(user("adviser"))
    return add_entry(municipality=municipality(0), values=values, by=by, at=AT)


def test_an_empty_profile_invites_who_may_write_and_tells_others_who_may() -> None:
    municipality(0)
    assert "Schrijf het eerste punt" in text(logged_in("adviser"))
    told = text(Client())
    assert "Aarveen heeft nog niets gedeeld" in told
    assert "Schrijf het eerste punt" not in told
    assert "Aarveen has shared nothing yet" in text(Client(), f"/en{PAGE}")


def test_what_is_not_shared_is_for_the_own_people() -> None:
    entry()
    entry("Onze raad twijfelt", is_shared=False)
    for client in (Client(), logged_in("adviser", 1)):
        told = text(client)
        assert "Ruimte voor proeven" in told
        assert "twijfelt" not in told
    for kind in ("councillor", "clerk", "adviser"):
        told = text(logged_in(kind))
        assert "Onze raad twijfelt" in told
        assert "niet gedeeld" in told
    assert "Wijzig" not in text(logged_in("councillor"))


def test_an_entry_is_written_changed_removed_and_put_back() -> None:
    client = logged_in("adviser")
    municipality(0)
    assert client.post(f"{PAGE}nieuw/", WRITTEN)["Location"] == PAGE
    made = ProfileEntry.objects.get()
    told = text(client)
    assert "Dit staat nu in het profiel." in told
    assert "Collega’s voor een half jaar" in told
    assert "Wat zij vraagt" in told
    assert 'value="talent"' in text(client, f"{PAGE}{made.pk}/").replace("'", '"')
    response = client.post(f"{PAGE}{made.pk}/", {**WRITTEN, "text": "Anders", "edition": "1"})
    assert response["Location"] == PAGE
    gone = client.post(f"{PAGE}{made.pk}/weg/")
    assert gone["Location"] == f"{PAGE}?weg={made.pk}"
    told = text(client, gone["Location"])
    assert "Weggehaald: “Anders”." in told
    assert "Zet het terug" in told
    client.post(f"{PAGE}{made.pk}/terug/")
    assert "Het staat weer in het profiel." in text(client)


def test_what_is_wrong_is_said_and_nothing_typed_is_lost() -> None:
    entry()
    client = logged_in("clerk")
    wrong = client.post(f"{PAGE}nieuw/", {**WRITTEN, "theme": ""})
    assert wrong.status_code == 400
    told = wrong.content.decode()
    assert "Kies een van de zes thema’s." in told
    assert "Collega’s voor een half jaar" in told
    same = {"kind": "offer", "theme": "leefklimaat", "text": "Ruimte voor proeven"}
    again = client.post(f"{PAGE}nieuw/", same)
    assert (again.status_code, "al in het profiel" in again.content.decode()) == (400, True)
    long = client.post(f"{PAGE}nieuw/", {**WRITTEN, "text": "x" * 301})
    assert "Hoogstens 300 tekens" in long.content.decode()


def test_a_change_by_somebody_else_is_not_overwritten_unseen() -> None:
    made, client = entry(), logged_in("clerk")
    sent = {**WRITTEN, "text": "Mijn tekst", "edition": "1"}
    ProfileEntry.objects.update(edition=2, text="Van een ander")
    response = client.post(f"{PAGE}{made.pk}/", sent)
    assert response.status_code == 409
    told = response.content.decode()
    assert "Mijn tekst" in told
    assert 'name="edition" value="2"' in told
    again = client.post(f"{PAGE}{made.pk}/", {**sent, "edition": "2"})
    assert again.status_code == 302


def test_doing_twice_what_was_done_is_told() -> None:
    made, client = entry(), logged_in("adviser")
    client.post(f"{PAGE}{made.pk}/terug/")
    assert "Dit staat al in het profiel." in text(client)
    remove_entry(entry=made, by=acting(user("adviser")), at=AT)
    client.post(f"{PAGE}{made.pk}/weg/")
    assert "Dit is weggehaald." in text(client)


def test_others_cannot_write_and_addresses_that_are_not_there() -> None:
    made = entry()
    for client in (Client(), logged_in("councillor"), logged_in("adviser", 1)):
        assert client.get(f"{PAGE}nieuw/").status_code == 403
        assert client.post(f"{PAGE}{made.pk}/weg/").status_code == 403
        assert client.post(f"{PAGE}{made.pk}/terug/").status_code == 403
        assert client.post(f"{PAGE}{made.pk}/", WRITTEN).status_code == 403
    own = logged_in("adviser")
    assert own.get(f"{PAGE}{made.pk + 1}/").status_code == 404
    assert own.get(f"{PAGE}{made.pk}/weg/").status_code == 405
    municipality(1)
    elsewhere = logged_in("adviser", 1)
    other = "/stedenbanden/profiel/beekhuizen-gm7001/"
    assert elsewhere.get(f"{other}{made.pk}/").status_code == 404
    assert Client().get("/stedenbanden/profiel/nergens/").status_code == 404
    old = Client().get("/stedenbanden/profiel/oud-gm7000/")
    assert (old.status_code, old["Location"]) == (301, PAGE)


@pytest.mark.usefixtures("example")
def test_the_strongest_and_weakest_places_open_the_page(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    page = "/stedenbanden/profiel/amsterdam-gm0363/"
    told = text(client, page)
    assert "In de cijfers valt zij het meest op door: grote organisatie." in told
    assert told.count('class="strip__own"') == 3
    assert 'id="plaatsen"' in told
    client.force_login(User.objects.create_user("r@test.example", None, name="Rana"))
    client.get(page)
    with django_assert_max_num_queries(12):
        client.get(page)
    assert "Op deze datum zijn er geen cijfers" in text(
        client, "/stedenbanden/profiel/zeevang-gm0478/"
    )


@pytest.mark.parametrize(
    ("ranks", "found"), [((666_666, 1), 666_666), ((666_665, 1), None), ((-1,), None), ((), None)]
)
def test_only_the_highest_third_of_the_country_stands_out(
    ranks: tuple[int, ...], found: int | None
) -> None:
    indicator = LINK_INDICATOR["shrinkage"]
    lines = [RankLine(indicator, "Krimp", "", "", rank, "") for rank in ranks]
    line = standing_out(lines)
    assert (line and line.rank) == found


@pytest.mark.usefixtures("example")
def test_where_nothing_weighs_more_than_elsewhere_that_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(profile, "STANDS_OUT", RANK_ONE + 1)
    told = text(Client(), "/stedenbanden/profiel/amsterdam-gm0363/")
    assert "weegt geen opgave er zwaarder dan bij de meeste andere gemeenten" in told
    assert "Haar zwaarste" not in told
    assert "valt zij het meest op" not in told
