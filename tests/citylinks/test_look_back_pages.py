# SPDX-License-Identifier: EUPL-1.2
"""Looking back on the site: begun, written, published, on paper, taken off again."""

from __future__ import annotations

import io
import zipfile
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from samenspel.citylinks.actions.photos import set_consent
from samenspel.citylinks.models import Activity, Gift, Lesson, LookBack, LookBackEdition, Photo
from tests.citylinks.small_links import AT, World, administrator, make_link, user
from tests.citylinks.test_file_pages import logged_in, sent, text_of
from tests.citylinks.test_look_back_actions import a_photo

pytestmark = pytest.mark.django_db
ALL = "/stedenbanden/proefband/terugblikken/"
TODAY = timezone.localdate()
WRITTEN = {
    "title": "Vijf jaar samen", "first_day": "2021-01-01", "last_day": "2025-12-31",
    "introduction": "Twee steden leren van elkaar.\n\nDit is wat het bracht.",
    "changed": "Er kwam een school.", "learned": "Bel eerst.", "cost": "40.000 euro.",
    "verdict": "renew", "verdict_text": "Omdat het werkt.", "edition": "1",
    "aim-talent-state": "partly", "aim-talent-text": "De helft van de klassen.",
}  # fmt: skip


@pytest.fixture
def clerk() -> Client:
    return logged_in(user("clerk"))


def living(*, public: bool = True) -> World:
    """A link with an aim, an activity with a contribution and a lesson, and somebody in it."""
    world = make_link(public=public)
    world.agreement("talent")
    world.person(0, name="Ada Wiele")
    one, other = world.parties
    activity = Activity.objects.create(
        link=world.link, kind="masterclass", level="person", state="done", is_public=True,
        title="Les over krimp", on=date(2023, 5, 1), place="Sluis",
    )  # fmt: skip
    told: dict[str, Any] = {"link": world.link, "activity": activity, "on": activity.on}
    Gift.objects.create(giver=one, receiver=other, hours=12, people=3, note="Geheime noot", **told)
    Lesson.objects.create(
        party=other, learned_from=one, text="Praten helpt.", is_public=True, **told
    )
    return world


def begun(clerk: Client) -> str:
    """The address of a look-back that was begun on the site."""
    way = sent(clerk, f"{ALL}nieuw/", {"first_day": "2021-01-01", "last_day": "2025-12-31"})
    return way.removesuffix("schrijven/")


def published(clerk: Client, **changes: Any) -> str:
    """The same, written and published."""
    way = begun(clerk)
    sent(clerk, f"{way}schrijven/", {**WRITTEN, **changes})
    sent(clerk, f"{way}publiceren/", {"edition": "2"})
    return way


def on_paper(client: Client, way: str) -> str:
    content = client.get(f"{way.rstrip('/')}.pdf").content
    reader = PdfReader(io.BytesIO(content))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_a_look_back_is_begun_written_and_published(clerk: Client) -> None:
    living()
    assert "Nog niemand keek terug" in text_of(clerk, ALL)
    assert f'value="{TODAY.isoformat()}"' in text_of(clerk, f"{ALL}nieuw/")
    wrong = {"first_day": "2025-01-01", "last_day": "2021-01-01"}
    assert "begin" in sent(clerk, f"{ALL}nieuw/", wrong, 400)
    way = begun(clerk)
    page = text_of(clerk, f"{way}schrijven/")
    assert "Les over krimp" not in page
    assert "Praten helpt." in page
    assert "Doel talent" in page
    again = sent(clerk, f"{way}schrijven/", {**WRITTEN, "aim-talent-state": ""}, 400)
    assert "Kies ook wat er van dit doel is geworden." in again
    assert "De helft van de klassen." in again
    assert sent(clerk, f"{way}schrijven/", {**WRITTEN, "preview": "1"}) == f"{way}voorbeeld/"
    assert "Dit is een concept" in text_of(clerk, way)
    page = text_of(clerk, f"{way}publiceren/")
    assert "Niet elke partner komt aan het woord" in page
    assert sent(clerk, f"{way}publiceren/", {"edition": "1"}, 409)
    assert sent(clerk, f"{way}publiceren/", {"edition": "2"}) == way
    page = text_of(Client(), way)
    for text in (
        "Vijf jaar samen", "<p>Dit is wat het bracht.</p>", "Er kwam een school.", "Deels gehaald",
        "De helft van de klassen.", "Les over krimp", "Praten helpt.", "Omdat het werkt.",
        "Uitgave 1",
    ):  # fmt: skip
        assert text.lower() in page.lower(), text
    assert "Ada Wiele" not in page
    assert "Geheime noot" not in page
    assert "Verder schrijven" not in page
    assert "Edition 1, published on" in text_of(Client(), f"/en{way}")
    assert "mensen" in text_of(Client(), f"{way}?maat=mensen")
    assert "Vijf jaar samen" in text_of(Client(), ALL)


def test_what_is_typed_stays_when_somebody_else_was_first(clerk: Client) -> None:
    world = living()
    first, second = a_photo(world), a_photo(world)
    way = begun(clerk)
    sent(clerk, f"{way}schrijven/", WRITTEN)
    photos = [str(first.pk), str(second.pk)]
    told = {**WRITTEN, "changed": "Iets anders.", "photos": photos}
    page = sent(clerk, f"{way}schrijven/", told, 409)
    assert "Iets anders." in page
    assert page.count(" checked") == 2
    assert 'name="edition" value="2"' in page
    sent(clerk, f"{way}schrijven/", {**told, "edition": "2"})
    assert LookBack.objects.get().photos.count() == 2
    wrong = {**told, "edition": "3", "photos": ["999999"]}
    assert "niet meer openbaar" in sent(clerk, f"{way}schrijven/", wrong, 400)


def test_drafts_are_of_members_and_writing_of_staff(clerk: Client, settings: Any) -> None:
    settings.SAMENSPEL_MFA_REQUIRED = ()
    living()
    way = begun(clerk)
    councillor = logged_in(user("councillor", 1))
    assert "Terugblik 2021–2025" in text_of(councillor, ALL)
    assert "terugblikken/nieuw" not in text_of(councillor, ALL)
    assert "Dit is een concept" in text_of(councillor, way)
    works = ("schrijven/", "publiceren/", "weggooien/", "intrekken/", "stemmen/nieuw/")
    assert [councillor.get(way + work).status_code for work in works] == [403] * 5
    assert councillor.get(f"{ALL}nieuw/").status_code == 403
    for outsider in (Client(), logged_in(user("clerk", 5)), logged_in(administrator())):
        for place in (way, f"{way.rstrip('/')}.pdf", f"{way}voorbeeld/", f"{way}schrijven/"):
            text_of(outsider, place, 404)
        assert "Er is nog geen terugblik" in text_of(outsider, ALL)
    text_of(clerk, f"{ALL}999999/", 404)
    text_of(clerk, f"{ALL}999999/schrijven/", 404)
    text_of(clerk, f"{way.rstrip('/')}.pdf", 404)
    other = make_link(slug="ander").link
    text_of(clerk, way.replace("proefband", other.slug), 404)


def test_a_link_that_is_not_public_shows_nothing_to_others(clerk: Client) -> None:
    living(public=False)
    way = published(clerk)
    assert "Alleen leden lezen deze terugblik." in text_of(clerk, way)
    for place in (ALL, way, f"{way.rstrip('/')}.pdf"):
        text_of(Client(), place, 404)


def test_on_paper_it_says_the_same_with_photos(clerk: Client) -> None:
    world = living()
    photo = a_photo(world)
    Photo.objects.filter(pk=photo.pk).update(caption="Bij de kaart", credit="Gemeente")
    way = published(clerk, photos=[str(photo.pk)])
    visitor = Client()
    text = on_paper(visitor, way)
    for part in ("Vijf jaar samen", "Er kwam een school.", "Bij de kaart. Foto: Gemeente"):
        assert part in text
    answer = visitor.get(f"{way.rstrip('/')}.docx")
    body = zipfile.ZipFile(io.BytesIO(answer.content)).read("word/document.xml").decode()
    assert "Zes mensen bij een kaart" in body
    assert "Praten helpt." in body
    assert "terugblik-proefband" in answer["Content-Disposition"]
    assert visitor.get(f"{way.rstrip('/')}.docx")["ETag"] == answer["ETag"]
    text_of(visitor, f"{way.rstrip('/')}.odt", 404)
    assert "Bij de kaart" in text_of(visitor, way)
    set_consent(photo=photo, consent="withdrawn", by=world.actor("clerk"), at=AT)
    assert "Bij de kaart" not in text_of(visitor, way)
    assert "Bij de kaart" not in on_paper(visitor, way)
    assert "Looking back on" in on_paper(visitor, f"/en{way}")
    reader = PdfReader(io.BytesIO(visitor.get(f"{way.rstrip('/')}.pdf").content))
    root: Any = reader.root_object
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


def test_taken_off_the_site_the_page_says_why(clerk: Client) -> None:
    living()
    way = published(clerk)
    off = f"{way}intrekken/"
    assert "Zeg waarom" in sent(clerk, off, {"because": "", "number": "1"}, 400)
    sent(clerk, off, {"because": "De cijfers kloppen niet.", "number": "1"})
    visitor = Client()
    page = text_of(visitor, way, 410)
    assert "De cijfers kloppen niet." in page
    assert "Er kwam een school." not in page
    text_of(visitor, f"{way.rstrip('/')}.pdf", 410)
    assert "Vijf jaar samen" not in text_of(visitor, ALL)
    assert "Van de site gehaald" in text_of(clerk, ALL)
    assert clerk.get(off).status_code == 302
    assert sent(clerk, off, {"because": "Nog eens.", "number": "1"}, 400)
    sent(clerk, f"{way}publiceren/", {"edition": "2"})
    assert "Uitgave 2" in text_of(visitor, way)
    assert sent(clerk, off, {"because": "Oud.", "number": "1"}, 400)


def test_voices_are_added_changed_and_taken_back(clerk: Client) -> None:
    world = living()
    way = begun(clerk)
    told = {
        "party": str(world.parties[1].pk), "said_by": "Lerares in Beekhuizen",
        "text": "Mijn klas bloeit op.", "has_consent": "on",
    }  # fmt: skip
    assert "Vul in wie het zegt." in sent(
        clerk, f"{way}stemmen/nieuw/", {**told, "said_by": ""}, 400
    )
    assert sent(clerk, f"{way}stemmen/nieuw/", told) == f"{way}schrijven/"
    sent(clerk, f"{way}schrijven/", WRITTEN)
    sent(clerk, f"{way}publiceren/", {"edition": "2"})
    assert "Mijn klas bloeit op." in text_of(Client(), way)
    assert "Mijn klas bloeit op." in on_paper(Client(), way)
    voice = f"{way}stemmen/{LookBackEdition.objects.get().content['voices'][0]['voice']}/"
    assert "Lerares in Beekhuizen" in text_of(clerk, voice)
    assert 'name="edition" value="1"' in text_of(clerk, voice)
    silent = {name: value for name, value in told.items() if name != "has_consent"}
    sent(clerk, voice, silent | {"edition": "1"})
    page = sent(clerk, voice, told | {"edition": "1", "text": "Mijn klas verdort."}, 409)
    assert "Mijn klas verdort." in page
    assert 'name="edition" value="2"' in page
    assert "Mijn klas bloeit op." not in text_of(Client(), way)
    assert "Zonder toestemming" in text_of(clerk, f"{way}schrijven/")
    assert "Lerares" in text_of(clerk, f"{voice}terugnemen/")
    sent(clerk, f"{voice}terugnemen/", {})
    assert "Lerares" not in text_of(clerk, f"{way}schrijven/")
    text_of(clerk, voice, 404)


def test_a_draft_is_thrown_away_after_asking(clerk: Client) -> None:
    living()
    way = begun(clerk)
    assert clerk.get(f"{way}intrekken/").status_code == 302
    text_of(clerk, f"{way}weggooien/")
    assert LookBack.objects.exists()
    assert sent(clerk, f"{way}weggooien/", {}) == ALL
    assert not LookBack.objects.exists()
    way = published(clerk)
    assert "gepubliceerd" in sent(clerk, f"{way}weggooien/", {}, 400)


def test_a_period_that_is_not_over_waits(clerk: Client) -> None:
    living()
    way = begun(clerk)
    later = (TODAY + timedelta(days=9)).isoformat()
    sent(clerk, f"{way}schrijven/", {**WRITTEN, "last_day": later})
    assert "nog niet voorbij" in sent(clerk, f"{way}publiceren/", {"edition": "2"}, 400)


def test_pages_ask_little_of_the_database(
    clerk: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    world = living()
    photos = [str(a_photo(world).pk) for _number in range(3)]
    way = published(clerk, photos=photos)
    draft = begun(clerk)
    for_all = [ALL, way, f"{way.rstrip('/')}.docx"]
    works = [f"{way}{work}" for work in ("schrijven/", "publiceren/", "intrekken/", "voorbeeld/")]
    for client, places in ((Client(), for_all), (clerk, [*for_all, draft, *works])):
        for place in places:
            client.get(place)
            with django_assert_max_num_queries(12):
                assert client.get(place).status_code == 200, place
