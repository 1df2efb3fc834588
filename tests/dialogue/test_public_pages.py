# SPDX-License-Identifier: EUPL-1.2
"""The public page of a round, the trail of a clause, the feeds, and the open data."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from samenspel.dialogue.models import (
    Addressee,
    Balance,
    Ballot,
    Clause,
    Commitment,
    Decision,
    Delegation,
    Evaluation,
    Meeting,
    Preparation,
    Proposal,
    Round,
    RoundDocument,
    Statement,
    Vote,
)
from tests.dialogue.small_round import World, answered, make_world
from tests.dialogue.test_replies_actions import all_said, published, said, to_answer, weighed

pytestmark = pytest.mark.django_db
PAGE = "/dialogen/proef/"
AT = datetime(2026, 5, 6, 9, 0, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"


def text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, response.content
    return response.content.decode()


def balanced(world: World, *, public_from: datetime) -> Balance:
    return Balance.objects.create(
        round=world.round,
        number=1 + Balance.objects.filter(round=world.round).count(),
        document=world.document,
        introduction="Zo staat het ervoor.",
        content={"format": 1},
        public_from=public_from,
        at=AT,
        actor_name="Test",
    )


def second_text(world: World) -> RoundDocument:
    """A next version in which the second clause differs and the third is gone."""
    made = RoundDocument.objects.create(
        round=world.round, number=2, status="final", title="Regeling", published_at=AT
    )
    for n, words in ((1, "De tekst van artikel 1."), (2, "De nieuwe tekst van artikel 2.")):
        Clause.objects.create(
            document=made,
            key=f"artikel-{n}",
            position=n,
            number=str(n),
            title=f"Artikel {n}",
            text=words,
        )
    return made


def decided(world: World) -> Proposal:
    """A meeting that adopted the last version of the text by a vote of one member."""
    meeting = Meeting.objects.create(
        round=world.round, name="Algemeen bestuur", begins_at=AT, place="Raadzaal", state="closed"
    )
    member = Delegation.objects.create(
        meeting=meeting, municipality=world.councils[0].municipality, name="Aarveen", votes=3
    )
    document = RoundDocument.objects.order_by("-number").first()
    proposal = Proposal.objects.create(
        meeting=meeting,
        number=1,
        title="De regeling vaststellen",
        text="Wij stellen vast.",
        document=document,
        state="decided",
    )
    ballot = Ballot.objects.create(
        proposal=proposal, number=1, opened_at=AT, closed_at=AT, outcome="adopted"
    )
    Vote.objects.create(
        ballot=ballot,
        delegation=member,
        votes_for=3,
        votes_against=0,
        votes_abstained=0,
        at=AT,
        actor_name="Jan de Vries",
    )
    Decision.objects.create(
        proposal=proposal, ballot=ballot, outcome="adopted", tally={}, at=AT, actor_name="Test"
    )
    return proposal


def whole_story() -> World:
    """A round from question to decision."""
    world = weighed()
    first, *others = to_answer(world)
    said(
        world, first, verdict="adopt", reason="Klopt.", change="Goedkoper.", clause_key="artikel-2"
    )
    for point in others:
        said(world, point)
    balanced(world, public_from=AT)
    published(world)
    second_text(world)
    decided(world)
    Commitment.objects.create(
        round=world.round,
        title="Brief aan de raden",
        owner="Het secretariaat",
        due_on=date(2026, 9, 1),
        made_at=AT,
        made_by_name="Piet Jansen",
    )
    Evaluation.objects.create(
        round=world.round, year=2026, text="Het ging goed.", at=AT, actor_name="Piet Jansen"
    )
    Round.objects.update(stage="decided")
    return world


# The page of a round


def test_the_page_says_what_is_asked_by_whom_of_how_many(client: Client) -> None:
    make_world(councils=3, executives=1)
    shown = text(client, PAGE)
    assert "Wat vindt uw raad van de ontwerpregeling?" in shown
    assert "Secretariaat Proefregio vraagt het aan 4 organen." in shown
    assert "3 daarvan zijn raden." in shown


@pytest.mark.parametrize(
    ("stage", "now"),
    [
        ("open", "Raden antwoorden"),
        ("weighing", "Tussenbalans"),
        ("deciding", "Besluit"),
        ("decided", "Afspraken"),
        ("closed", None),
        ("withdrawn", None),
    ],
)
def test_the_page_shows_where_the_round_is(stage: str, now: str | None, client: Client) -> None:
    make_world(stage=stage)
    steps = client.get(PAGE).context["page"].steps
    assert [step.label for step in steps if step.state == "now"] == ([now] if now else [])
    assert ("Deze ronde is ingetrokken" in text(client, PAGE)) == (stage == "withdrawn")


def test_there_is_one_thing_to_do_that_fits_the_stage(client: Client) -> None:
    world = make_world()
    assert "Lees de tekst waarover" in text(client, PAGE)
    Statement.objects.create(round=world.round, number=1, text="Wij doen mee.", made_at=AT)
    assert "Er is 1 stelling" in text(client, PAGE)
    Round.objects.update(stage="weighing")
    assert "Bekijk welke raden hebben geantwoord" in text(client, PAGE)
    balanced(world, public_from=AT - timedelta(days=1000))
    assert "Bekijk waar de raden het eens zijn" in text(client, PAGE)
    Round.objects.update(stage="deciding")
    assert "Lees wat er met elk punt gebeurt" in text(client, PAGE)
    decided(world)
    Round.objects.update(stage="decided")
    assert "Lees wat er is besloten" in text(client, PAGE)
    Round.objects.update(stage="withdrawn")
    assert "Wat u nu kunt doen" not in text(client, PAGE)


def test_who_is_asked_finds_the_way_to_the_own_page(client: Client) -> None:
    world = make_world()
    own = f"/dialogen/proef/raden/{world.councils[1].pk}/"
    client.force_login(world.user("councillor", 1))
    shown = text(client, PAGE)
    assert "Voor uw gemeente" in shown
    assert own in shown
    client.logout()
    assert "Voor uw gemeente" not in text(client, PAGE)


def test_a_balance_under_embargo_is_not_told_to_anybody(client: Client) -> None:
    world = make_world(stage="weighing")
    balanced(world, public_from=timezone.now() + timedelta(days=1))
    client.force_login(world.user("secretariat"))
    for path in (PAGE, f"{PAGE}atom.xml", "/dialogen/atom.xml", f"{PAGE}gegevens.json"):
        assert "Zo staat het ervoor." not in text(client, path)
    assert client.get(PAGE).context["page"].balance is None


def test_a_round_that_is_being_prepared_is_there_for_who_asks_only(client: Client) -> None:
    world = make_world(stage="preparing")
    paths = [PAGE, f"{PAGE}onderdelen/artikel-1/", f"{PAGE}atom.xml", f"{PAGE}gegevens/"]
    for path in [*paths, f"{PAGE}gegevens.json"]:
        assert client.get(path).status_code == 404
    client.force_login(world.user("secretariat"))
    assert "De tekst is nog niet gepubliceerd" in text(client, PAGE)
    for path in paths[1:]:
        assert client.get(path).status_code == 404


def test_the_table_of_trails_counts_opinions_replies_and_changes(client: Client) -> None:
    whole_story()
    lines = {line.key: line for line in client.get(PAGE).context["page"].clauses}
    assert [(one.key, one.number) for one in lines["artikel-1"].positions] == [("object", 2)]
    assert [(one.key, one.number) for one in lines["artikel-1"].verdicts] == [
        ("adopt", 1),
        ("reject", 1),
    ]
    assert (lines["artikel-1"].changes, lines["artikel-2"].changes) == (0, 1)
    assert lines[""].said == 1


# The trail of a clause


def test_a_trail_runs_from_a_point_to_reply_change_and_vote(client: Client) -> None:
    world = whole_story()
    council = world.councils[0]
    first = text(client, f"{PAGE}raden/{council.pk}/punten/")
    assert f"{PAGE}onderdelen/artikel-2/" in first
    second = text(client, f"{PAGE}onderdelen/artikel-2/")
    assert "De nieuwe tekst van artikel 2." in second
    assert "De regeling vaststellen" in second
    assert "aangenomen" in second


def test_a_trail_runs_back_from_a_changed_clause_to_the_council(client: Client) -> None:
    world = whole_story()
    shown = text(client, f"{PAGE}onderdelen/artikel-2/")
    assert "Goedkoper." in shown
    assert f"{PAGE}onderdelen/artikel-1/#punt-" in shown
    source = text(client, f"{PAGE}onderdelen/artikel-1/")
    assert f"{PAGE}raden/{world.councils[0].pk}/punten/" in source
    assert "Klopt." in source


def test_a_trail_names_who_agreed_without_a_word(client: Client) -> None:
    whole_story()
    shown = text(client, f"{PAGE}onderdelen/artikel-2/")
    assert re.search(r"Eens</strong>, zonder toelichting: Raad van Aarveen", shown)


def test_a_clause_that_is_gone_keeps_its_trail(client: Client) -> None:
    whole_story()
    shown = text(client, f"{PAGE}onderdelen/artikel-3/")
    assert "Staat niet in deze versie" in shown
    assert "De tekst van artikel 3." in shown


def test_a_clause_that_nobody_spoke_about_says_so(client: Client) -> None:
    make_world()
    shown = text(client, f"{PAGE}onderdelen/artikel-1/")
    assert "Niemand heeft tot nu toe iets over dit onderdeel gezegd" in shown
    assert "Er is nog geen voorstel" in shown


def test_a_clause_of_an_unpublished_text_is_not_there(client: Client) -> None:
    world = make_world()
    draft = RoundDocument.objects.create(
        round=world.round, number=2, status="final", title="Geheim"
    )
    Clause.objects.create(
        document=draft, key="nieuw-artikel", position=9, number="9", title="Nieuw artikel"
    )
    assert client.get(f"{PAGE}onderdelen/nieuw-artikel/").status_code == 404
    assert client.get(f"{PAGE}onderdelen/nergens/").status_code == 404
    assert "Nieuw artikel" not in text(client, PAGE)
    assert "Nieuw artikel" not in text(client, f"{PAGE}gegevens.json")


def test_an_unpublished_clause_is_named_in_the_memo_only_when_a_reply_does(client: Client) -> None:
    world = weighed()
    draft = RoundDocument.objects.create(
        round=world.round, number=2, status="final", title="Geheim"
    )
    for key in ("genoemd", "niet-genoemd"):
        Clause.objects.create(
            document=draft, key=key, position=len(key), number="9", title=f"Titel {key}"
        )
    first, *others = to_answer(world)
    said(world, first, verdict="adopt", reason="Ja.", change="Nieuw.", clause_key="genoemd")
    for point in others:
        said(world, point)
    clauses = {one["key"] for one in published(world).content["clauses"]}
    assert "genoemd" in clauses
    assert "niet-genoemd" not in clauses


# Feeds


def feed(client: Client, path: str) -> ET.Element:
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    return ET.fromstring(response.content)  # noqa: S314 - our own


def test_a_feed_has_what_atom_asks_for(client: Client) -> None:
    whole_story()
    for path in (f"{PAGE}atom.xml", "/dialogen/atom.xml", f"/en{PAGE}atom.xml"):
        found = feed(client, path)
        assert found.tag == f"{ATOM}feed"
        for name in ("id", "title", "updated"):
            assert (found.findtext(f"{ATOM}{name}") or "").strip()
        moments = []
        for entry in found.iter(f"{ATOM}entry"):
            for name in ("id", "title", "updated"):
                assert (entry.findtext(f"{ATOM}{name}") or "").strip()
            assert entry.findtext(f"{ATOM}author/{ATOM}name")
            link = entry.find(f"{ATOM}link")
            assert link is not None
            assert link.attrib["href"].startswith("http://testserver/")
            moments.append(datetime.fromisoformat(entry.findtext(f"{ATOM}updated") or ""))
        assert moments == sorted(moments, reverse=True)
        ids = [entry.findtext(f"{ATOM}id") for entry in found.iter(f"{ATOM}entry")]
        assert len(set(ids)) == len(ids)
        assert datetime.fromisoformat(found.findtext(f"{ATOM}updated") or "") == moments[0]


def test_a_feed_tells_every_kind_of_news(client: Client) -> None:
    whole_story()
    told = " | ".join(
        entry.findtext(f"{ATOM}title") or "" for entry in feed(client, f"{PAGE}atom.xml").iter()
    )
    for words in (
        "Verstuurd aan de raden",
        "Tekst gepubliceerd",
        "Zienswijze van Raad van Aarveen",
        "Tussenbalans 1",
        "Nota van beantwoording",
        "Vergadering op",
        "Besluit: De regeling vaststellen",
        "Afspraak: Brief aan de raden",
    ):
        assert words in told


def test_a_feed_is_the_same_until_something_happens(client: Client) -> None:
    world = whole_story()
    before = client.get(f"{PAGE}atom.xml").content
    assert client.get(f"{PAGE}atom.xml").content == before
    answered(world, world.councils[2], {1: ("agree", "")})
    assert client.get(f"{PAGE}atom.xml").content != before


def test_what_people_wrote_is_text_and_never_breaks_the_feed(client: Client) -> None:
    world = make_world()
    hostile = "<script>alert(1)</script> 1 < 2 \x0b"
    Round.objects.filter(pk=world.round.pk).update(title="A & B <i> \x01", question=hostile)
    found = feed(client, f"{PAGE}atom.xml")
    assert (found.findtext(f"{ATOM}title") or "").startswith("A & B <i>")
    summaries = " ".join(one.text or "" for one in found.iter(f"{ATOM}summary"))
    assert "&lt;script&gt;alert(1)&lt;/script&gt; 1 &lt; 2" in summaries
    assert "<script" not in summaries


def test_who_has_the_feed_already_gets_nothing_again(client: Client) -> None:
    world = make_world()
    first = client.get(f"{PAGE}atom.xml")
    mark = {"If-None-Match": first["ETag"]}
    assert client.get(f"{PAGE}atom.xml", headers=mark).status_code == 304
    answered(world, world.councils[2], {1: ("agree", "")})
    assert client.get(f"{PAGE}atom.xml", headers=mark).status_code == 200


def test_a_feed_without_news_has_no_entries(client: Client) -> None:
    make_world(stage="preparing")
    found = feed(client, "/dialogen/atom.xml")
    assert list(found.iter(f"{ATOM}entry")) == []
    assert found.findtext(f"{ATOM}updated")


def test_a_withdrawn_opinion_is_no_news(client: Client) -> None:
    world = make_world()
    answered(world, world.councils[0], {1: ("agree", "")})
    Addressee.objects.filter(pk=world.councils[0].pk).update(state="withdrawn")
    assert "Zienswijze van" not in client.get(f"{PAGE}atom.xml").content.decode()


def test_the_page_names_its_feed(client: Client) -> None:
    make_world()
    assert (
        f'type="application/atom+xml" title="Proef van de samenwerking" href="{PAGE}atom.xml"'
        in (text(client, PAGE))
    )


# Open data


def test_the_open_data_have_everything_public_and_no_people(client: Client) -> None:
    world = whole_story()
    Preparation.objects.create(
        addressee=world.councils[1],
        user=world.user("councillor", 1),
        clause=world.clauses[0],
        text="Mijn eigen voorbereiding.",
        updated_at=AT,
    )
    content = text(client, f"{PAGE}gegevens.json")
    found = json.loads(content)
    assert found["licence"].startswith("https://creativecommons.org/")
    assert [one["number"] for one in found["documents"]] == [1, 2]
    assert len(found["addressees"]) == 3
    assert [len(one["points"]) for one in found["opinions"]] == [2, 3]
    assert found["balance"]["number"] == 1
    assert found["memo"]["counts"]["points"] == 3
    ballot = found["meetings"][0]["proposals"][0]["ballots"][0]
    assert ballot["votes"][0]["for"] == 3
    assert found["commitments"][0]["owner"] == "Het secretariaat"
    assert found["evaluations"][0]["year"] == 2026
    for name in ("Jan de Vries", "Piet Jansen", "Mijn eigen", "actor", "@"):
        assert name not in content


def test_the_page_of_open_data_has_every_file_with_its_meaning(client: Client) -> None:
    whole_story()
    shown = text(client, f"{PAGE}gegevens/")
    assert f"{PAGE}gegevens.json" in shown
    assert f"{PAGE}antwoorden.csv" in shown
    assert "CC0 1.0" in shown
    assert "memo.points[].verdict" in shown
    for path in re.findall(r'href="([^"]+\.(?:csv|json|xlsx|pdf|docx|xml))"', shown):
        if "openapi" not in path and "tussenbalans" not in path:
            assert client.get(path).status_code == 200, path


def test_every_field_that_is_explained_is_there(client: Client) -> None:
    whole_story()
    found = json.loads(text(client, f"{PAGE}gegevens.json"))
    for path in found["fields"]:
        value = found
        for part in path.split("."):
            value = value[part.removesuffix("[]")]
            if part.endswith("[]"):
                value = value[0]


def test_pages_are_there_in_english(client: Client) -> None:
    whole_story()
    assert "Where we are" in text(client, f"/en{PAGE}")
    assert "The trail of this clause" in text(client, f"/en{PAGE}onderdelen/artikel-1/")
    assert "What the fields mean" in text(client, f"/en{PAGE}gegevens/")


def test_the_number_of_queries_does_not_grow(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    world = make_world(stage="weighing", councils=7, clauses=6)
    for council in world.councils:
        answered(world, council, dict.fromkeys(range(1, 7), ("wish", "Graag anders.")))
    all_said(world)
    balanced(world, public_from=AT - timedelta(days=1000))
    published(world)
    decided(world)
    client.force_login(world.user("councillor", 1))
    client.get(PAGE)
    for path in (PAGE, f"{PAGE}onderdelen/artikel-2/", f"{PAGE}atom.xml", f"{PAGE}gegevens/"):
        with django_assert_max_num_queries(12):
            assert client.get(path).status_code == 200
