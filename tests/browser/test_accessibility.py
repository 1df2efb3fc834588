# SPDX-License-Identifier: EUPL-1.2
"""Every page, wide and narrow: no violation that axe can find, no sideways scroll, no errors."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage

from samenspel.web.urls import urlpatterns
from tests.browser.looking import assert_accessible_at_both_sizes

# Address by name of the view: the pages of the example, and what more there is to see on them.
PAGES = {
    "home": ["/", "/en/"],
    "municipalities": ["/gemeenten/", "/gemeenten/?zoek=Haarl", "/gemeenten/?zoek=qqqq"],
    "municipality": [
        "/gemeenten/amsterdam-gm0363/",
        "/gemeenten/amsterdam-gm0363/?indeling=vorm&peildatum=2012-06-26",
        "/gemeenten/delfzijl-gm0010/",
        "/en/gemeenten/zeevang-gm0478/",
    ],
    "arrangements": [
        "/samenwerkingen/",
        "/samenwerkingen/?zoek=veiligheid",
        "/samenwerkingen/?zoek=qqqq",
        "/en/samenwerkingen/",
    ],
    "arrangement": [
        "/samenwerkingen/stadsregio-amsterdam-voorbeeld/",
        "/samenwerkingen/stadsregio-amsterdam-voorbeeld/?peildatum=2012-06-26",
        "/en/samenwerkingen/metropoolregio-amsterdam-voorbeeld/",
    ],
    "divisions": ["/regios/"],
    "division": ["/regios/safety-regions/"],
    "data": ["/gegevens/", "/en/gegevens/"],
    "methods": ["/methoden/"],
    "login": ["/inloggen/"],
    "about": ["/over/"],
    "accessibility": ["/toegankelijkheid/"],
    "quality": ["/gegevens/kwaliteit/", "/en/gegevens/kwaliteit/"],
    "municipality-public-register": [
        "/gemeenten/amsterdam-gm0363/register/",
        "/en/gemeenten/purmerend-gm0439/register/?peildatum=2014-01-01",
    ],
    "commuting-regions": [
        "/woon-werk/regios/",
        "/en/woon-werk/regios/?schaal=klein&aaneengesloten=1",
        "/woon-werk/regios/?minimum=x&aandeel=80",
    ],
    "commuting-region": ["/woon-werk/regios/amsterdam-gm0363/"],
    "commuting-regions-compare": ["/woon-werk/regios/vergelijken/"],
    "citylinks-finder": ["/stedenbanden/vinden/", "/en/stedenbanden/vinden/?zoek=delfz"],
    "citylinks-partners": [
        "/stedenbanden/vinden/sluis-gm1714/?wie=Delfzijl&ruimte=2",
        "/en/stedenbanden/vinden/sluis-gm1714/?minkm=100&wie=Almere",
        "/stedenbanden/vinden/amsterdam-gm0363/?minkm=x",
        "/stedenbanden/vinden/zeevang-gm0478/",
    ],
    "citylinks-pair": [
        "/stedenbanden/vinden/sluis-gm1714/met/heerlen-gm0917/",
        "/en/stedenbanden/vinden/sluis-gm1714/met/eemsdelta-gm1979/?maxkm=20",
    ],
    "citylinks-country": [
        "/stedenbanden/land/",
        "/en/stedenbanden/land/?soort=stabiel",
        "/stedenbanden/land/?wie=randen&groot=250000&klein=200000&groei=1000",
        "/stedenbanden/land/?minkm=x",
    ],
    "citylinks-group": [
        "/stedenbanden/vinden/haarlem-gm0392/groep/",
        "/en/stedenbanden/vinden/haarlem-gm0392/groep/?aantal=5&samen=4&minkm=x",
    ],
    "citylinks-profile": [
        "/stedenbanden/profiel/amsterdam-gm0363/",
        "/en/stedenbanden/profiel/zeevang-gm0478/",
    ],
    "citylinks": ["/stedenbanden/", "/en/stedenbanden/"],
    "citylinks-data": ["/stedenbanden/gegevens/"],
    "citylink": ["/stedenbanden/stedenband-amsterdam-delfzijl-heerlen-sluis/"],
    "municipality-citylinks": [
        "/gemeenten/amsterdam-gm0363/stedenbanden/",
        "/gemeenten/purmerend-gm0439/stedenbanden/",
    ],
    "citylink-look-backs": [
        "/stedenbanden/stedenband-amsterdam-delfzijl-heerlen-sluis/terugblikken/"
    ],
    "citylink-look-back": [
        "/stedenbanden/stedenband-amsterdam-delfzijl-heerlen-sluis/terugblikken/1/"
    ],
    "citylinks-guide": [
        "/stedenbanden/wijzer/",
        "/stedenbanden/wijzer/?vraag=bieden&reden=leren",
        "/stedenbanden/wijzer/?na=mensen&reden=leren",
        "/en/stedenbanden/wijzer/?vraag=mensen&mensen=vast",
    ],
    "citylinks-guide-answers": [
        "/stedenbanden/wijzer/antwoorden/?reden=leren&bieden=kennis&bieden=plekken",
        "/stedenbanden/wijzer/antwoorden/?mensen=veel",
    ],
    "citylinks-guide-advice": [
        "/stedenbanden/wijzer/advies/?reden=leren&zoeken=verschil&geld=vast&raad=breed&mensen=geen",
        "/en/stedenbanden/wijzer/advies/?reden=leren&zoeken=verschil&geld=vast&duur=vijf-jaar",
        "/stedenbanden/wijzer/advies/",
    ],
    "citylinks-guide-rules": ["/stedenbanden/wijzer/vragen/"],
    "error 404": ["/gemeenten/nergens/"],
    "error 400": ["/gemeenten/?peildatum=2016-02-31"],
    "sources-compare": ["/bronnen/", "/en/bronnen/?score=hoog", "/bronnen/?gemeente=qqqq"],
    "arrangement-dialogues": [
        "/samenwerkingen/stadsregio-amsterdam-voorbeeld/dialogen/",
        "/en/samenwerkingen/metropoolregio-amsterdam-voorbeeld/dialogen/",
    ],
    "arrangement-history": [
        "/samenwerkingen/stadsregio-amsterdam-voorbeeld/geschiedenis/",
        "/en/samenwerkingen/stadsregio-amsterdam-voorbeeld/geschiedenis/",
    ],
    "municipality-commuting": [
        "/gemeenten/almere-gm0034/woon-werk/",
        "/gemeenten/almere-gm0034/woon-werk/?richting=in",
        "/en/gemeenten/eemsdelta-gm1979/woon-werk/",
        "/gemeenten/zeevang-gm0478/woon-werk/",
    ],
    "arrangement-commuting": [
        "/samenwerkingen/metropoolregio-amsterdam-voorbeeld/woon-werk/",
        "/en/samenwerkingen/stadsregio-amsterdam-voorbeeld/woon-werk/?peildatum=2012-06-26",
    ],
    "municipality-council": [
        "/gemeenten/amsterdam-gm0363/raad/",
        "/en/gemeenten/haarlemmermeer-gm0394/raad/",
        "/gemeenten/oostzaan-gm0431/raad/?peildatum=2013-01-01",
        "/gemeenten/zeevang-gm0478/raad/",
    ],
    "representatives": ["/gemeenten/amsterdam-gm0363/raad/vertegenwoordigers/"],
    "arrangement-councils": [
        "/samenwerkingen/stadsregio-amsterdam-voorbeeld/raden/?peildatum=2012-06-26",
        "/en/samenwerkingen/stadsregio-amsterdam-voorbeeld/raden/?peildatum=2020-01-01",
    ],
    "insight": [
        "/inzicht/",
        "/inzicht/?maat=congruentie&gemeente=GM0363",
        "/en/inzicht/?maat=uren-per-10000&vorm=stedenband",
    ],
    "insight-change": [
        "/inzicht/verandering/?van=2015-01-01",
        "/en/inzicht/verandering/?van=2015-01-01&toon=gemeenten",
        "/inzicht/verandering/?van=2026-02-31",
    ],
    "municipality-peers": [
        "/gemeenten/purmerend-gm0439/vergelijkbaar/",
        "/en/gemeenten/purmerend-gm0439/vergelijkbaar/?omvang=2&ruimte=0",
        "/gemeenten/zeevang-gm0478/vergelijkbaar/",
    ],
    "insight-network": [
        "/inzicht/netwerk/",
        "/en/inzicht/netwerk/?gebied=GM0363&maat=deel",
        "/inzicht/netwerk/?gebied=Noord-Holland&peildatum=2014-01-01",
        "/inzicht/netwerk/?lijnen=nul",
    ],
    "municipality-network": [
        "/gemeenten/amsterdam-gm0363/netwerk/",
        "/en/gemeenten/amsterdam-gm0363/netwerk/?met=GM0384",
        "/gemeenten/zeevang-gm0478/netwerk/",
    ],
    "arrangements-commuting": ["/woon-werk/samenwerkingen/", "/en/woon-werk/samenwerkingen/"],
    "arrangement-insight": [
        "/samenwerkingen/stadsregio-amsterdam-voorbeeld/inzicht/?peildatum=2012-06-26",
        "/en/samenwerkingen/metropoolregio-amsterdam-voorbeeld/inzicht/",
    ],
    "arrangement-costs": [
        "/samenwerkingen/stadsregio-amsterdam-voorbeeld/kosten/?peildatum=2012-06-26&jaren=4",
        "/samenwerkingen/stadsregio-amsterdam-voorbeeld/kosten/?gebruik=1",
    ],
    "cost-sharing": ["/inzicht/kosten-verdelen/", "/en/inzicht/kosten-verdelen/?aantal=4"],
    "insight-coverage": [
        "/inzicht/taken/",
        "/en/inzicht/taken/?deel=dubbel&gemeente=GM0363",
        "/inzicht/taken/?deel=tafels",
        "/inzicht/taken/?deel=provincie",
    ],
    "burden": [
        "/inzicht/bestuurlijke-drukte/",
        "/inzicht/bestuurlijke-drukte/?maat=zetels&per=10000&sortering=naam",
    ],
    "burden-assumptions": ["/inzicht/bestuurlijke-drukte/aannames/"],
    "arrangement-workload": ["/samenwerkingen/stadsregio-amsterdam-voorbeeld/vergaderlast/"],
    "arrangement-votes": [
        "/samenwerkingen/stadsregio-amsterdam-voorbeeld/stemmen/?peildatum=2012-06-26",
        "/samenwerkingen/stadsregio-amsterdam-voorbeeld/stemmen/?peildatum=2012-06-26&GM0363=5&GM0478=&samen=GM0370&samen=GM0439&nieuw=Almere&nieuwstem=3&drempel=2-3",
        "/samenwerkingen/stadsregio-amsterdam-voorbeeld/stemmen/?peildatum=2012-06-26&GM0363=veel",
        "/samenwerkingen/stadsregio-amsterdam-voorbeeld/stemmen/?peildatum=2020-01-01",
    ],
    "voting-power": [
        "/inzicht/stemkracht/",
        "/inzicht/stemkracht/?leden=A+3",
        "/en/inzicht/stemkracht/?leden=3,2,1&drempel=eigen&aantal=4",
        "/inzicht/stemkracht/?leden=A",
    ],
    "term-calculator": [
        "/dialogen/termijnen/",
        "/dialogen/termijnen/?regel=opinion-on-draft&datum=2024-03-14&gemeente=Amsterdam",
        "/en/dialogen/termijnen/?regel=opinion-on-draft&datum=2020-03-14",
    ],
    "recesses": ["/dialogen/reces/amsterdam-gm0363/"],
    "dialogue-addressee": [
        "/dialogen/toekomst-stadsregio/raden/3/",
        "/en/dialogen/toekomst-stadsregio/raden/4/",
    ],
    "dialogues": ["/dialogen/", "/en/dialogen/", "/dialogen/?zoek=niets"],
    "dialogue": ["/dialogen/toekomst-stadsregio/", "/en/dialogen/toekomst-stadsregio/"],
    "dialogue-clause": ["/dialogen/toekomst-stadsregio/onderdelen/kosten/"],
    "dialogue-data": ["/dialogen/toekomst-stadsregio/gegevens/"],
    "dialogue-replies": ["/dialogen/toekomst-stadsregio/antwoorden/"],
    "dialogue-points": ["/dialogen/toekomst-stadsregio/raden/11/punten/"],
    "dialogue-documents": ["/dialogen/toekomst-stadsregio/stukken/"],
    "dialogue-document": ["/dialogen/toekomst-stadsregio/stukken/1/"],
    "dialogue-difference": ["/dialogen/toekomst-stadsregio/stukken/1/verschil/2/"],
    "dialogue-states": ["/dialogen/toekomst-stadsregio/stand/"],
    "dialogue-balance": [
        "/dialogen/toekomst-stadsregio/tussenbalans/",
        "/en/dialogen/toekomst-stadsregio/tussenbalans/?volgorde=nummer",
    ],
    "dialogue-balance-version": ["/dialogen/toekomst-stadsregio/tussenbalans/1/"],
    "dialogue-balance-clause": ["/dialogen/toekomst-stadsregio/tussenbalans/1/onderdelen/kosten/"],
    "dialogue-balance-general": ["/dialogen/toekomst-stadsregio/tussenbalans/1/algemeen/"],
    "dialogue-statements": [
        "/dialogen/toekomst-stadsregio/stellingen/",
        "/en/dialogen/toekomst-stadsregio/stellingen/?alle=ja",
    ],
    "dialogue-follow-up": ["/dialogen/toekomst-stadsregio/afspraken/"],
    "dialogue-follow-up-commitment": ["/dialogen/toekomst-stadsregio/afspraken/1/"],
    "commitments": ["/dialogen/afspraken/", "/en/dialogen/afspraken/?toon=te-laat"],
    "dialogue-calendar": ["/dialogen/toekomst-stadsregio/kalender/"],
    "own-terms": ["/samenwerkingen/stadsregio-amsterdam-voorbeeld/termijnen/"],
    "dialogue-decision": [
        "/dialogen/toekomst-stadsregio/besluit/",
        "/en/dialogen/toekomst-stadsregio/besluit/",
    ],
    "dialogue-chain": ["/dialogen/toekomst-stadsregio/logboek/"],
}
# Answers that are no pages, and the page behind the log-in (test_journeys.py walks there).
NO_PAGES = {
    # Of members; looked at, with the other pages of the file, in tests/browser/test_citylinks.py.
    "citylink-signals",
    # Of members: tests/citylinks/test_file_pages.py, test_agreements_pages.py,
    # test_people_pages.py.
    "citylinks-new", "my-citylinks", "citylink-file", "citylink-timeline", "citylink-edit",
    "citylink-activate", "citylink-publish", "citylink-end", "citylink-reopen",
    "citylink-parties", "citylink-party", "citylink-party-leave", "citylink-party-rejoin",
    "citylink-party-remove", "citylink-agreement", "citylink-agreement-new",
    "citylink-agreement-version", "citylink-agreement-edit", "citylink-agreement-fix",
    "citylink-agreement-drop", "citylink-agreement-difference", "citylink-decision-new",
    "citylink-decision", "citylink-decision-correct", "citylink-people", "citylink-people-new",
    "citylink-people-request", "citylink-people-edit", "citylink-people-forget",
    "citylink-handover-begin", "citylink-handover", "citylink-handover-finish",
    "citylink-handover-cancel",
    # Files, and of the own municipality: tests/citylinks/test_profile_page.py.
    "citylinks-country-download", "citylinks-group-download",
    "citylinks-download", "citylinks-partners-download", "citylinks-pair-download",
    "citylinks-feed", "citylink-feed",
    "citylinks-profile-add",
    "citylinks-profile-change", "citylinks-profile-remove", "citylinks-profile-restore",
    # Files, and of the own municipality: tests/citylinks/test_guide_pages.py,
    # test_consideration_pages.py.
    "citylinks-guide-download", "citylinks-guide-file", "citylinks-considerations",
    "citylinks-consideration-new", "citylinks-consideration-add-partner",
    "citylinks-consideration", "citylinks-consideration-advice",
    "citylinks-consideration-question", "citylinks-consideration-conclude",
    "citylinks-consideration-partners", "citylinks-consideration-partner-remove",
    "citylinks-consideration-remove", "citylinks-consideration-memo",
    # Of members, and files: tests/citylinks/test_activities_pages.py, test_contacts_pages.py,
    # test_documents_pages.py, test_photos_pages.py.
    "citylink-activities", "citylink-activities-download", "citylink-activity-new",
    "citylink-activity-gift", "citylink-activity-gift-remove", "citylink-activity-lesson",
    "citylink-activity-lesson-remove", "citylink-activity", "citylink-activity-change",
    "citylink-activity-state", "citylink-activity-remove", "citylink-contacts",
    "citylink-contacts-change", "citylink-contacts-remove", "citylink-contacts-calendar",
    "citylink-contacts-appointment-new", "citylink-contacts-download",
    "citylink-contacts-appointment", "citylink-contacts-appointment-cancel",
    "citylink-contacts-appointment-remove", "citylink-contacts-feed", "citylink-documents",
    "citylink-document-new", "citylink-document-file", "citylink-document-change",
    "citylink-document-replace", "citylink-document-remove", "citylink-photos",
    "citylink-photos-new", "citylink-photos-image", "citylink-photos-change",
    "citylink-photos-withdraw", "citylink-photos-remove",
    # Of who imports a list: tests/citylinks/test_imports_pages.py.
    "citylinks-import", "citylinks-import-list", "citylinks-import-template",
    "citylinks-imported", "citylinks-imported-errors",
    # Of members, and of a link that looked back: tests/citylinks/test_look_back_pages.py.
    "citylink-look-back-new", "citylink-look-back-write", "citylink-look-back-preview",
    "citylink-look-back-publish", "citylink-look-back-withdraw", "citylink-look-back-remove",
    "citylink-look-back-voice-new", "citylink-look-back-voice",
    "citylink-look-back-voice-take-back", "citylink-look-back-download",
    # Files, and of who asks: tests/dialogue/test_statements_pages.py, test_follow_up_pages.py.
    "dialogue-statements-download", "dialogue-statements-groups-download",
    "dialogue-statements-forget", "dialogue-statements-keep", "dialogue-statement-change",
    "dialogue-statement-open", "commitments-download", "dialogue-follow-up-download",
    "dialogue-follow-up-commit", "dialogue-follow-up-evaluate",
    # Files, and the working version of who asks: tests/dialogue/test_balance_pages.py.
    "dialogue-balance-download", "dialogue-balance-working",
    # Of who replies, and files: tests/dialogue/test_replies_pages.py.
    "dialogue-replies-answer", "dialogue-replies-next", "dialogue-replies-publish",
    "dialogue-replies-take-over", "dialogue-replies-file", "dialogue-points-file",
    "dialogues-atom", "dialogue-atom", "dialogue-data-json",
    # Of who asks: tests/dialogue/test_rounds_pages.py.
    "dialogue-new", "dialogue-work", "dialogue-work-question", "dialogue-work-letter",
    "dialogue-work-addressees", "dialogue-work-send", "dialogue-work-extend",
    "dialogue-work-close", "dialogue-work-end", "dialogue-work-withdraw", "dialogue-letter",
    "dialogue-letters", "dialogue-document-new", "dialogue-document-edit",
    "dialogue-document-publish", "dialogue-document-remove", "dialogue-states-file",
    # Of people of a council and of who asks: tests/dialogue/test_opinions_pages.py.
    "my-dialogues", "dialogue-prepare", "dialogue-notes", "dialogue-draft", "dialogue-draft-file",
    "dialogue-agenda", "dialogue-rapporteurs", "dialogue-none", "dialogue-joint",
    "dialogue-adopt", "dialogue-send", "dialogue-correct", "dialogue-withdraw",
    "dialogue-answer-letter", "dialogue-opinion-file",
    "round-ics", "round-calendar-file", "municipality-dialogues-ics", "arrangement-dialogues-ics",
    "arrangement-votes-download", "voting-power-download",
    "insight-download", "insight-change-download",
    "burden-download", "burden-assumptions-download",
    # Of administrators: tests/insight/burden.
    "burden-assumption",
    "health", "robots", "security-txt", "logout", "my-page", "municipality-download",
    "arrangements-download", "arrangement-download", "division-download",
    "municipality-commuting-download", "arrangement-commuting-download",
    "arrangements-commuting-download",
    "insight-network-download", "municipality-network-download",
    "municipality-council-file", "arrangement-councils-file",
    "municipality-council-table", "municipality-council-json",
    "arrangement-councils-table", "arrangement-councils-json",
    # Of who keeps the list: tests/browser/test_council.py.
    "representative-add", "representative-correct", "representative-end", "representative-name",
    "representative-undo",
    "municipality-peers-download", "municipality-peers-figures-download",
    "commuting", "commuting-regions-download", "commuting-regions-compare-download",
    "arrangement-insight-download", "arrangement-costs-download", "cost-sharing-download",
    "insight-coverage-download",
    # Of a computation: tests/browser/test_regions.py.
    "commuting-regions-compute", "commuting-regions-run",
    # Of who is logged in: tests/browser/test_import.py.
    "municipality-list-import", "municipality-list-template", "municipality-list",
    "municipality-list-errors", "sources-match",
    # Of who keeps records: tests/browser/test_editing.py.
    "arrangement-add", "arrangement-correct", "arrangement-end", "arrangement-withdraw",
    "participation-add", "participation-correct", "participation-end", "participation-withdraw",
    "board-add", "board-correct", "board-withdraw", "arrangement-secretariat", "change-undo",
    "arrangement-history-download", "arrangement-incoming",
    # Of stewards: tests/browser/test_stewardship.py.
    "municipality-worklist", "arrangement-worklist", "secretariat-worklist", "finding-set-aside",
    "municipality-confirm", "quality-download", "municipality-public-register-download",
    # Accounts, and who manages people: tests/browser/test_accounts.py.
    "account", "account_login", "account_logout", "account_signup", "account_inactive",
    "account_reset_password", "account_reset_password_done", "account_reset_password_from_key",
    "account_reset_password_from_key_done", "account_reauthenticate", "account_email",
    "account_email_verification_sent", "account_change_password", "account_set_password",
    "mfa_authenticate", "mfa_login_webauthn", "mfa_reauthenticate", "mfa_reauthenticate_webauthn",
    "mfa_index", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes", "mfa_download_recovery_codes", "mfa_list_webauthn",
    "mfa_add_webauthn", "mfa_edit_webauthn", "mfa_remove_webauthn", "usersessions_list",
    "socialaccount_login_cancelled", "socialaccount_login_error", "socialaccount_signup",
    "socialaccount_connections", "openid_connect_login", "openid_connect_callback", "invitation",
    "people", "organisation-add", "people-organisation", "people-invite", "person",
    "access-tokens", "access-token-revoke", "api-root", "api-description",
    "person-block", "role-end", "invitation-renew", "invitation-withdraw", "log", "log-csv",
    # Of a meeting, and files of it: tests/browser/test_dialogue.py.
    "dialogue-decision-work", "dialogue-decision-act", "dialogue-decision-plan",
    "dialogue-decision-members", "dialogue-decision-member", "dialogue-decision-proposal",
    "dialogue-decision-proposal-add", "dialogue-decision-vote", "dialogue-decision-votes",
    "dialogue-decision-picture", "dialogue-decision-popolo", "dialogue-decision-jsonld",
    "dialogue-chain-json",
}  # fmt: skip
# Where an address was asked for that does not exist or cannot be: the browser says so itself.
REFUSED = ("404", "400")


def _names(patterns: list[object]) -> set[str]:
    found = set()
    for pattern in patterns:
        if getattr(pattern, "namespace", None) in {"admin", "api-v1"}:
            continue  # Django's own pages, to look into the database; what only machines read
        inner = getattr(pattern, "url_patterns", None)
        found |= _names(inner) if inner is not None else {str(getattr(pattern, "name", ""))}
    return found


def test_every_page_is_looked_at() -> None:
    assert _names(list(urlpatterns)) - NO_PAGES == {n for n in PAGES if not n.startswith("error")}


@pytest.fixture(scope="module")
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that walks by all pages, and keeps the style and the scripts as browsers do."""
    context = browser.new_context(locale="nl-NL")
    yield context
    context.close()


@pytest.mark.parametrize("path", [path for paths in PAGES.values() for path in paths])
def test_page_is_accessible_fits_and_logs_no_error(
    visitor: BrowserContext, site: str, path: str
) -> None:
    page = visitor.new_page()
    errors: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and not any(code in message.text for code in REFUSED):
            errors.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(site + path)
    assert_accessible_at_both_sizes(page)
    page.close()
    assert errors == []
