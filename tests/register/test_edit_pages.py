# SPDX-License-Identifier: EUPL-1.2
"""Correcting and ending an arrangement on the site: rights, errors, two people at once, undo."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from samenspel.accounts.models import Role
from samenspel.register.models import Arrangement, ChangeSet, HeldValue
from tests.register.edit_pages import (
    GGD,
    GROUND,
    administrator,
    arrangement,
    clerk,
    client_of,
    current,
    fields_of,
    organisation,
    participant,
    send,
    text_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
CORRECT, END = f"{GGD}bewerken/", f"{GGD}beeindigen/"
SLUG = "ggd-zaanstreek-waterland-voorbeeld"


@pytest.fixture(autouse=True)
def _one_factor(settings: Any) -> None:
    settings.SAMENSPEL_MFA_REQUIRED = ()


def every_edit_page() -> list[str]:
    one = participant("GM0439").pk
    paths = ["bewerken/", "beeindigen/", "deelnemers/toevoegen/", f"deelnemers/{one}/"]
    paths += [f"deelnemers/{one}/beeindigen/", f"deelnemers/{one}/intrekken/"]
    return [GGD + path for path in [*paths, "besturen/toevoegen/", "secretariaat/"]]


class TestWhoMay:
    def test_visitors_are_sent_to_the_log_in_page_also_when_they_post(self) -> None:
        for path in [*every_edit_page(), "/samenwerkingen/toevoegen/"]:
            for answer in (Client().get(path), Client().post(path, {"name": "x"})):
                assert answer.status_code == 302
                assert answer["Location"].startswith(f"{reverse('login')}?next={path}"[:12])

    def test_councillors_get_403_also_when_they_post(self) -> None:
        councillor = client_of(Role.Kind.COUNCILLOR)
        for path in [*every_edit_page(), "/samenwerkingen/toevoegen/"]:
            assert councillor.get(path).status_code == 403
            assert councillor.post(path, {**GROUND, "name": "x"}).status_code == 403
        assert not ChangeSet.objects.exists()

    def test_clerks_of_elsewhere_get_403(self) -> None:
        for path in every_edit_page():
            assert clerk("GM0394").get(path).status_code == 403

    def test_clerks_of_who_takes_part_may_where_there_is_no_secretariat(self) -> None:
        for path in every_edit_page():
            wanted = 403 if path.endswith("secretariaat/") else 200
            assert clerk().get(path).status_code == wanted, path

    def test_a_secretariat_keeps_the_record_and_a_municipality_what_is_about_itself(self) -> None:
        one = arrangement()
        one.secretariat = organisation("secretariat")
        one.save()
        secretary = client_of(Role.Kind.SECRETARIAT, "secretariat")
        assert secretary.get(CORRECT).status_code == 200
        assert clerk().get(CORRECT).status_code == 403
        assert clerk().get(f"{GGD}deelnemers/{participant('GM0439').pk}/").status_code == 200
        assert clerk().get(f"{GGD}deelnemers/{participant('GM0852').pk}/").status_code == 403

    def test_administrators_may_all(self) -> None:
        for path in every_edit_page():
            assert administrator().get(path).status_code == 200, path

    def test_a_form_without_token_of_the_site_is_refused(self) -> None:
        strict = Client(enforce_csrf_checks=True)
        strict.cookies = clerk().cookies
        assert strict.post(CORRECT, GROUND).status_code == 403

    def test_what_does_not_exist_is_404(self) -> None:
        for path in (
            "/samenwerkingen/nergens/bewerken/",
            f"{CORRECT}?versie=nergens",
            f"{GGD}deelnemers/999999/",
            f"{GGD}besturen/999999/",
            f"{GGD}intrekken/",
        ):
            assert clerk().get(path).status_code == 404, path

    @pytest.mark.parametrize("prefix", ["", "/en"])
    def test_pages_are_there_in_both_languages_and_no_cache_keeps_them(self, prefix: str) -> None:
        for path in [*every_edit_page(), "/samenwerkingen/toevoegen/"]:
            answer = administrator().get(prefix + path)
            assert answer.status_code == 200
            assert "no-store" in answer["Cache-Control"]

    def test_at_most_twelve_queries(self, django_assert_max_num_queries: Any) -> None:
        for client in (clerk(), administrator()):
            for path in [*every_edit_page(), "/samenwerkingen/toevoegen/"]:
                with django_assert_max_num_queries(12, info=path):
                    client.get(path)


class TestCorrecting:
    def test_says_which_version_it_is_about(self) -> None:
        answer = clerk().get(CORRECT, {"peildatum": "2010-01-01"})
        assert "1 januari 1999 tot en met 31 december 2015" in text_of(answer).replace("\xa0", " ")
        assert "versie=" in text_of(answer)

    def test_saves_tells_what_and_offers_to_undo(self) -> None:
        client = clerk()
        answer = send(client, CORRECT, website="https://www.ggdzw.nl/nieuw", seat_place="Purmerend")
        assert answer.status_code == 302
        assert answer["Location"] == GGD
        assert current().website == "https://www.ggdzw.nl/nieuw"
        page = text_of(client.get(GGD))
        done = ChangeSet.objects.get()
        assert "Opgeslagen: plaats en website." in page
        assert reverse("change-undo", args=[SLUG, done.pk]) in page
        assert (done.reason, done.source) == (GROUND["reason"], GROUND["source"])
        assert done.organisation_name == "Gemeente Purmerend"

    def test_a_form_in_which_nothing_was_touched_changes_nothing(self) -> None:
        client = administrator()
        for slug in Arrangement.objects.values_list("slug", flat=True):
            answer = send(client, f"/samenwerkingen/{slug}/bewerken/")
            assert answer.status_code == 302
        assert not ChangeSet.objects.exists()

    def test_every_kind_of_field(self) -> None:
        before = current()
        send(
            clerk(), CORRECT, name="GGD ZW", legal_form="gemeenschappelijk_orgaan",
            is_compulsory="no", purpose="Een\r\nTwee", policy_areas=["jeugdzorg", "ethiek"],
            themes=["talent"], valid_from="2024-08-01", last_day="2027-12-31",
            status="unknown", seat_municipality="Purmerend", powers=["Mandaat", "Delegatie"],
            legal_bases="Gemeentewet\r\nWet publieke gezondheid",
            decree_urls="https://a.example/1\r\nhttps://a.example/2",
        )  # fmt: skip
        now = current()
        assert before.pk == now.pk
        assert (now.name, now.legal_form, now.is_compulsory) == (
            "GGD ZW", "gemeenschappelijk_orgaan", False,
        )  # fmt: skip
        assert now.purpose == "Een\nTwee"
        assert (now.valid_from, now.valid_to) == (date(2024, 8, 1), date(2028, 1, 1))
        assert now.seat_municipality is not None
        assert now.seat_municipality.code == "GM0439"
        assert set(now.powers.split("|")) == {"Mandaat", "Delegatie"}
        assert now.legal_bases == "Gemeentewet|Wet publieke gezondheid"
        assert now.decree_urls == "https://a.example/1|https://a.example/2"
        keys = set(now.domains.values_list("key", flat=True))
        assert keys == {"jeugdzorg", "ethiek", "talent"}

    def test_mistakes_stand_at_the_field_and_on_top_and_nothing_typed_is_lost(self) -> None:
        answer = send(
            clerk(), CORRECT, name="", website="geen adres", reason="", source="Besluit 3",
            valid_from="2024-08-01", last_day="2023-01-01", seat_municipality="Purmerendd",
        )  # fmt: skip
        assert answer.status_code == 400
        page = text_of(answer)
        for anchor in ("name", "website", "reason", "last_day", "seat_municipality"):
            assert f'<a href="#edit-{anchor}">' in page
            assert f'id="edit-{anchor}_error"' in page
        assert 'id="mistakes" role="alert" tabindex="-1" autofocus' in page
        assert "<title>Fout: " in page
        assert "Bedoelt u Purmerend?" in page
        typed = fields_of(answer)
        assert (typed["website"], typed["source"]) == ("geen adres", "Besluit 3")
        assert not ChangeSet.objects.exists()

    def test_what_the_action_refuses_stands_at_the_field(self) -> None:
        answer = send(clerk(), CORRECT, decree_urls="besluit van mei")
        assert answer.status_code == 400
        assert 'href="#edit-decree_urls"' in text_of(answer)

    def test_shows_what_the_source_says(self) -> None:
        send(clerk(), CORRECT, seat_place="Purmerend")
        assert HeldValue.objects.filter(field="seat_place").exists()
        page = text_of(clerk().get(CORRECT))
        assert 'class="edit-said">De bron zegt: Zaandam</span>' in page

    def test_the_same_form_sent_twice_changes_once(self) -> None:
        client = clerk()
        form = {**fields_of(client.get(CORRECT)), **GROUND, "seat_place": "Purmerend"}
        first, second = client.post(CORRECT, form), client.post(CORRECT, form)
        assert first["Location"] == second["Location"] == GGD
        assert ChangeSet.objects.count() == 1
        assert "Dit was al opgeslagen." in text_of(client.get(GGD))

    def test_a_wrong_form_may_be_sent_again(self) -> None:
        client = clerk()
        form = {**fields_of(client.get(CORRECT)), "seat_place": "Purmerend"}
        assert client.post(CORRECT, form).status_code == 400
        assert client.post(CORRECT, {**form, **GROUND}).status_code == 302


class TestTwoPeopleAtOnce:
    def both(self, mine: dict[str, str], theirs: dict[str, str]) -> tuple[Client, Any]:
        me, other = clerk(), clerk("GM0852")
        form = fields_of(me.get(CORRECT))
        assert send(other, CORRECT, **theirs).status_code == 302
        return me, me.post(CORRECT, {**form, **GROUND, **mine})

    def test_the_second_sees_who_changed_what_and_keeps_what_was_typed(self) -> None:
        me, answer = self.both({"seat_place": "Hoorn"}, {"seat_place": "Purmerend"})
        assert answer.status_code == 409
        page = text_of(answer)
        assert "Persoon clerk van Gemeente Waterland wijzigde dit op" in page
        for value in ("Zaandam", "<strong>Purmerend</strong>", "<strong>Hoorn</strong>"):
            assert value in page
        assert current().seat_place == "Purmerend"
        again = fields_of(answer)
        assert (again["seat_place"], again["reason"]) == ("Hoorn", GROUND["reason"])
        assert me.post(CORRECT, again).status_code == 302
        assert current().seat_place == "Hoorn"

    def test_what_only_the_other_touched_is_not_undone_by_saving_again(self) -> None:
        me, answer = self.both(
            {"seat_place": "Hoorn"},
            {"name": "GGD Anders", "themes": "talent", "last_day": "2030-12-31"},
        )
        assert answer.status_code == 409
        assert "niet aangeraakt" in text_of(answer)
        again = fields_of(answer)
        assert (again["name"], again["last_day"]) == ("GGD Anders", "2030-12-31")
        assert me.post(CORRECT, again).status_code == 302
        now = current()
        assert (now.name, now.seat_place) == ("GGD Anders", "Hoorn")
        assert now.valid_to == date(2031, 1, 1)
        assert list(now.domains.filter(scheme="theme").values_list("key", flat=True)) == ["talent"]

    def test_who_wants_the_same_is_done(self) -> None:
        _me, answer = self.both({"seat_place": "Hoorn"}, {"seat_place": "Hoorn"})
        assert answer.status_code == 409 or answer["Location"] == GGD
        assert ChangeSet.objects.count() == 1

    def test_a_made_up_token_saves_nothing(self) -> None:
        answer = send(clerk(), CORRECT, seat_place="Hoorn", seen="x")
        assert answer.status_code == 409
        assert current().seat_place == "Zaandam"


class TestEndingAndWithdrawing:
    def test_the_last_day_counts_and_ends_who_takes_part(self) -> None:
        answer = send(clerk(), END, last_day="2027-12-31")
        assert answer.status_code == 302
        assert current().valid_to == date(2028, 1, 1)
        assert participant("GM0439").valid_to == date(2028, 1, 1)
        assert ChangeSet.objects.get().kind == ChangeSet.Kind.END

    def test_a_last_day_is_needed_and_lies_after_the_first(self) -> None:
        assert 'href="#edit-last_day"' in text_of(send(clerk(), END, last_day=""))
        refused = send(clerk(), END, last_day="2001-01-01")
        assert refused.status_code == 400
        assert not ChangeSet.objects.exists()

    def test_only_what_was_added_by_hand_can_be_withdrawn(self) -> None:
        assert "intrekken" not in text_of(clerk().get(END))
        assert clerk().post(f"{GGD}intrekken/", GROUND).status_code == 404


class TestSecretariat:
    def test_administrators_appoint_one_and_take_it_away_again(self) -> None:
        secretariat, path = organisation("secretariat"), f"{GGD}secretariaat/"
        client = administrator()
        assert client.post(path, {"organisation": str(secretariat.pk)})["Location"] == GGD
        assert arrangement().secretariat == secretariat
        assert "Bijgehouden door Een secretariat." in text_of(client.get(GGD))
        client.post(path, {"organisation": ""})
        assert arrangement().secretariat is None

    def test_a_choice_that_was_not_offered_is_refused(self) -> None:
        answer = administrator().post(f"{GGD}secretariaat/", {"organisation": "999"})
        assert answer.status_code == 400
        assert 'href="#edit-organisation_0"' in text_of(answer)


class TestLinksOnThePages:
    def test_everybody_finds_the_history_and_who_keeps_the_record(self) -> None:
        page = text_of(Client().get(GGD))
        assert "Bijgehouden door de gemeenten die meedoen." in page
        assert f'href="{GGD}geschiedenis/"' in page
        assert "bewerken/" not in page

    def test_only_who_may_finds_the_way_to_correct(self) -> None:
        assert f'href="{CORRECT}"' in text_of(clerk().get(GGD))
        for client in (client_of(Role.Kind.COUNCILLOR), clerk("GM0394")):
            page = text_of(client.get(GGD))
            assert "bewerken/" not in page
            assert "/deelnemers/" not in page

    def test_a_successor_acts_for_the_municipality_that_merged_into_it(self) -> None:
        # Beemster is part of Purmerend since 2022.
        old = "/samenwerkingen/isw-waterland-voorbeeld/?peildatum=2010-01-01"
        assert "bewerken/" in text_of(clerk().get(old))

    def test_with_a_secretariat_a_municipality_is_led_to_its_own_participation(self) -> None:
        one = arrangement()
        one.secretariat = organisation("secretariat")
        one.save()
        page = text_of(clerk().get(GGD))
        assert f"/deelnemers/{participant('GM0439').pk}/" in page
        assert "Deelname van Purmerend verbeteren" in page
        assert "bewerken/" not in page

    def test_adding_is_offered_on_the_page_of_ones_own_municipality(self) -> None:
        add = 'href="/samenwerkingen/toevoegen/"'
        assert add in text_of(clerk().get("/gemeenten/purmerend-gm0439/"))
        assert add not in text_of(clerk().get("/gemeenten/zaanstad-gm0479/"))
        assert add not in text_of(Client().get("/gemeenten/purmerend-gm0439/"))
        councillor = client_of(Role.Kind.COUNCILLOR)
        assert add not in text_of(councillor.get("/gemeenten/purmerend-gm0439/"))
