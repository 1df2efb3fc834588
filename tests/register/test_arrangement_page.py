# SPDX-License-Identifier: EUPL-1.2
"""The page of one arrangement: date, versions, participants, board, texts and sources."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from samenspel.datapackage.legal_forms import LEGAL_FORMS
from samenspel.register import labels
from samenspel.register.models import (
    Arrangement,
    ArrangementVersion,
    Participation,
    Resemblance,
    Statement,
)
from samenspel.register.queries.arrangement.boards import BoardTable, SeatLine
from samenspel.register.queries.arrangement.picture import timeline_of, vote_chart
from samenspel.register.queries.arrangement.texts import listed, paragraphs, safe_url
from samenspel.register.queries.arrangement.versions import (
    long_unconfirmed,
    shown_version,
    version_lines,
)
from tests.register.reading import rows_of, text_of

STADSREGIO = "/samenwerkingen/stadsregio-amsterdam-voorbeeld/"
IN_2012 = {"peildatum": "2012-06-26"}


def version(key: str, begin: date | None, end: date | None = None, **more: Any) -> Any:
    values = {"status": "active", "name": "Regio", "legal_form": "openbaar_lichaam", **more}
    return ArrangementVersion(pk=int(key), key=key, valid_from=begin, valid_to=end, **values)


FIRST = version("1", date(2014, 1, 1), date(2018, 1, 1))
SECOND = version("2", date(2019, 1, 1), legal_form="bedrijfsvoeringsorganisatie", name="Regio+")


class TestVersionThatIsShown:
    def test_the_one_in_force_on_the_date(self) -> None:
        shown = shown_version([FIRST, SECOND], on=date(2020, 1, 1))
        assert (shown.version, shown.situation) == (SECOND, "in_force")

    def test_the_last_day_belongs_to_it_and_the_end_does_not(self) -> None:
        assert shown_version([FIRST], on=date(2017, 12, 31)).situation == "in_force"
        assert shown_version([FIRST], on=date(2018, 1, 1)).situation == "ended"

    def test_the_first_one_before_it_began(self) -> None:
        shown = shown_version([FIRST, SECOND], on=date(2010, 1, 1))
        assert (shown.version, shown.situation) == (FIRST, "not_yet")
        assert shown.seen_on(date(2010, 1, 1)) == date(2014, 1, 1)

    def test_the_one_before_a_gap(self) -> None:
        shown = shown_version([FIRST, SECOND], on=date(2018, 6, 1))
        assert (shown.version, shown.situation) == (FIRST, "between")
        assert shown.seen_on(date(2018, 6, 1)) == date(2017, 12, 31)

    def test_the_one_asked_for(self) -> None:
        shown = shown_version([FIRST, SECOND], on=date(2020, 1, 1), key="1")
        assert (shown.version, shown.in_force, shown.asked_for) == (FIRST, SECOND, True)

    def test_an_unknown_key_is_told(self) -> None:
        shown = shown_version([FIRST, SECOND], on=date(2020, 1, 1), key="x")
        assert (shown.version, shown.unknown_key) == (SECOND, "x")

    def test_what_ended_some_unknown_day_is_inactive(self) -> None:
        gone = version("3", None, status="inactive")
        assert shown_version([gone], on=date(2020, 1, 1)).situation == "inactive"

    def test_no_version_at_all_is_refused(self) -> None:
        with pytest.raises(ValueError, match="at least one"):
            shown_version([], on=date(2020, 1, 1))


class TestChangesBetweenVersions:
    shown = shown_version([FIRST, SECOND], on=date(2020, 1, 1))

    def test_name_form_and_members_that_changed(self) -> None:
        members = {1: {"GM1": "Aa", "GM2": "Bee"}, 2: {"GM2": "Bee", "GM3": "Cee"}}
        first, second = version_lines([FIRST, SECOND], members, self.shown)
        assert first.is_first
        assert (second.new_name, second.joined, second.left) == ("Regio+", ("Cee",), ("Aa",))
        assert second.new_form == "bedrijfsvoeringsorganisatie"

    def test_unknown_members_say_nothing_about_changes(self) -> None:
        _, second = version_lines([FIRST, SECOND], {2: {"GM3": "Cee"}}, self.shown)
        assert second.joined == ()

    def test_timeline_reaches_the_reference_date_and_today(self) -> None:
        lines = version_lines([FIRST, SECOND], {}, self.shown)
        timeline = timeline_of(lines, on=date(2010, 1, 1), today=date(2026, 1, 1))
        assert timeline is not None
        assert timeline.ticks[0].year == 2010
        assert [bar.line.key for bar in timeline.bars] == ["1", "2"]

    def test_without_periods_there_is_no_timeline(self) -> None:
        unknown = version("4", None)
        lines = version_lines([unknown], {}, shown_version([unknown], on=date(2020, 1, 1)))
        assert timeline_of(lines, on=date(2020, 1, 1), today=date(2026, 1, 1)) is None


class TestVotes:
    @staticmethod
    def board(*votes: int | None) -> BoardTable:
        total = sum(v or 0 for v in votes) if None not in votes else None
        lines = tuple(
            SeatLine(n, f"G{n}", 1, v, v / total if v and total else None, "bron")
            for n, v in enumerate(votes)
        )
        return BoardTable(1, "general", "Raad", None, None, total, "bron", lines)

    def test_bars_are_in_proportion(self) -> None:
        chart = vote_chart(self.board(4, 2))
        assert chart is not None
        assert chart.bars[0].width == 2 * chart.bars[1].width

    def test_one_unknown_vote_leaves_the_shares_unknown(self) -> None:
        assert vote_chart(self.board(4, None)) is None


class TestTexts:
    def test_points_that_came_as_one_line_are_parted(self) -> None:
        text = "De taken zijn:a. de brandweer;b. de zorg.2. Het bestuur beslist."
        assert paragraphs(text) == (
            "De taken zijn:",
            "a. de brandweer;",
            "b. de zorg.",
            "2. Het bestuur beslist.",
        )

    def test_numbers_and_abbreviations_stay_in_their_sentence(self) -> None:
        text = "Volgens artikel 4. van de Wet (Stb. 2022, 18) en o.a. de raad."
        assert " ".join(paragraphs(text)) == text

    @pytest.mark.parametrize("text", ["", " ", "\u200b\u202e"])
    def test_nothing_is_nothing(self, text: str) -> None:
        assert paragraphs(text) == ()

    @pytest.mark.parametrize(
        "address",
        [
            "javascript:alert(1)",
            "JAVASCRIPT://x.nl/%0aalert(1)",
            "data:text/html,x",
            "//evil.example",
            "ftp://x.nl",
            "https://overheid.nl@evil.example/",
            "https://x.nl/\u0000",
            "https://x.nl/ a",
            "http://[::1",
            "https://" + "x" * 3_000 + ".nl",
            "geen adres",
            "",
        ],
    )
    def test_only_plain_web_addresses_are_links(self, address: str) -> None:
        assert safe_url(address) == ""

    def test_a_bare_www_address_gets_a_scheme(self) -> None:
        assert safe_url(" www.zaltbommel.nl ") == "https://www.zaltbommel.nl"
        assert safe_url("http://www.tribuut.nl/a?b=c") == "http://www.tribuut.nl/a?b=c"

    def test_cells_with_bars_are_lists(self) -> None:
        assert listed("Gemeentewet| Wgr |Gemeentewet|") == ("Gemeentewet", "Wgr")


def test_two_years_without_confirmation_is_long() -> None:
    assert not long_unconfirmed(date(2024, 6, 1), date(2026, 6, 1))
    assert long_unconfirmed(date(2024, 5, 30), date(2026, 6, 1))
    assert not long_unconfirmed(None, date(2026, 6, 1))


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("form", LEGAL_FORMS)
def test_every_legal_form_is_explained(form: str, language: str) -> None:
    from django.utils import translation

    with translation.override(language):
        assert 20 < len(labels.legal_form_text(form)) < 260


@pytest.mark.usefixtures("example", "db")
class TestExample:
    def test_stadsregio_in_2012_has_its_regional_council(self, client: Client) -> None:
        text = text_of(client, STADSREGIO, **IN_2012)
        assert "16 gemeenten, sinds 1 januari 2006" in text
        assert "Regioraad" in text
        assert "Het aantal zetels is niet bekend." in text
        assert "Zeevang" in text

    def test_votes_are_a_picture_and_a_table(self, client: Client) -> None:
        text = text_of(client, STADSREGIO, **IN_2012)
        assert text.count("10,7%") == 6

    def test_five_years_later_it_goes_by_another_name(self, client: Client) -> None:
        text = text_of(client, STADSREGIO, peildatum="2018-01-01")
        assert '<h1 class="nl-heading nl-heading--level-1">Vervoerregio Amsterdam</h1>' in text
        assert "nieuwe naam" in text

    def test_before_it_began_a_banner_says_so(self, client: Client) -> None:
        text = text_of(client, STADSREGIO, peildatum="1990-01-01")
        assert "Op 1 januari 1990 was deze samenwerking er nog niet" in text

    def test_a_version_can_be_asked_for(self, client: Client) -> None:
        text = text_of(client, STADSREGIO, versie="stadsregio-amsterdam", peildatum="2026-05-16")
        assert "U kijkt naar een andere versie" in text
        assert "16 gemeenten" in text

    def test_an_unknown_version_is_told(self, client: Client) -> None:
        text = text_of(client, STADSREGIO, versie="x" * 10_000, **IN_2012)
        assert "bestaat niet. U ziet de versie die bij de datum past" in text
        assert len(text) < 400_000

    def test_city_link_names_its_members_as_they_were(self, client: Client) -> None:
        path = "/samenwerkingen/stedenband-amsterdam-delfzijl-heerlen-sluis-voorbeeld/"
        assert "Delfzijl" in text_of(client, path, peildatum="2014-06-01")

    def test_contributions_are_shown_where_known(self, client: Client) -> None:
        found = Arrangement.objects.get(versions__key="veiligheidsregio-kennemerland-2025")
        text = text_of(client, found.get_absolute_url(), peildatum="2026-05-16")
        assert "€ 25.166.000" in text

    def test_register_facts_are_a_list(self, client: Client) -> None:
        text = text_of(client, STADSREGIO, **IN_2012)
        for label in ("Wettelijke basis", "Bevoegdheden overgedragen door", "Vestigingsplaats"):
            assert label in text

    def test_an_address_that_is_no_link_stays_text(self, client: Client) -> None:
        ArrangementVersion.objects.filter(key="stadsregio-amsterdam").update(
            source_url="javascript:alert(1)", website="javascript:alert(2)", decree_urls="data:x|y"
        )
        text = text_of(client, STADSREGIO, **IN_2012)
        assert 'href="javascript' not in text
        assert 'href="data' not in text

    def test_markup_in_a_source_is_shown_not_run(self, client: Client) -> None:
        ArrangementVersion.objects.filter(key="stadsregio-amsterdam").update(
            purpose="<script>alert(1)</script>"
        )
        assert "<script>alert" not in text_of(client, STADSREGIO, **IN_2012)

    def test_sources_that_disagree_stand_side_by_side(self, client: Client) -> None:
        found = ArrangementVersion.objects.get(key="stadsregio-amsterdam")
        for value, source in (("Openbaar lichaam", "een"), ("Gemeenschappelijk orgaan", "twee")):
            Statement.objects.create(
                version=found,
                field="legal_form",
                value=value,
                source=source,
                on=date(2013, 1, 1),
                record_uri="https://voorbeeld.nl/1",
            )
        text = text_of(client, STADSREGIO, **IN_2012)
        assert "De bronnen zijn het niet eens" in text
        assert "Gemeenschappelijk orgaan" in text

    def test_a_lookalike_is_linked_both_ways(self, client: Client) -> None:
        one = ArrangementVersion.objects.get(key="stadsregio-amsterdam")
        other = ArrangementVersion.objects.get(key="metropoolregio-amsterdam-2022")
        Resemblance.objects.create(
            version=one, other=other, name_similarity=0.9, member_jaccard=0.5
        )
        assert "namen voor 90% gelijk" in text_of(client, STADSREGIO, **IN_2012)
        path = other.arrangement.get_absolute_url()
        assert STADSREGIO in text_of(client, path, peildatum="2023-01-01")

    def test_without_participants_the_page_says_so(self, client: Client) -> None:
        Participation.objects.filter(version__key="stadsregio-amsterdam").delete()
        assert "Wij weten niet wie er meedoen" in text_of(client, STADSREGIO, **IN_2012)

    def test_participants_can_be_downloaded(self, client: Client) -> None:
        rows = rows_of(client, f"{STADSREGIO}deelnemers.csv", **IN_2012)
        assert len(rows) == 16
        assert {row["gezien_op"] for row in rows} == {"2012-06-26"}
        assert client.get(f"{STADSREGIO}deelnemers.xlsx", IN_2012).status_code == 200
        assert client.get(f"{STADSREGIO}deelnemers.exe", IN_2012).status_code == 404

    def test_english_page_has_english_words(self, client: Client) -> None:
        text = text_of(client, f"/en{STADSREGIO}", **IN_2012)
        assert "16 municipalities, since" in text
        assert "Who takes part?" in text
        assert "Wie doen er mee" not in text

    def test_unknown_address_does_not_exist(self, client: Client) -> None:
        assert client.get("/samenwerkingen/bestaat-niet/").status_code == 404
        assert client.get("/samenwerkingen/bestaat-niet/deelnemers.csv").status_code == 404

    def test_an_impossible_date_is_refused_with_a_message(self, client: Client) -> None:
        answer = client.get(STADSREGIO, {"peildatum": "gisteren"})
        assert answer.status_code == 400
        assert 'aria-invalid="true"' in answer.content.decode()

    def test_every_arrangement_has_a_page(self, client: Client) -> None:
        for slug in Arrangement.objects.values_list("slug", flat=True):
            assert client.get(f"/samenwerkingen/{slug}/").status_code == 200
