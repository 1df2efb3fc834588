# SPDX-License-Identifier: EUPL-1.2
"""Three stories of a city link: a partner is found, a file is kept for a year, and a look back.

Of advisers, clerks and a councillor of Purmerend and Amsterdam, somebody of the region, and a
resident who does not log in; with scripts and without.
"""

from __future__ import annotations

import re
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.case import VISITOR
from tests.browser.citylinks_case import (
    ADVISER,
    COUNCILLOR,
    HERE,
    OTHER_ADVISER,
    SECRETARIAT,
    THERE,
    LinkCase,
    assert_nothing_of_the_telephone,
    day,
    descriptions_in,
    downloaded,
    save,
    text_of_pdf,
    text_of_word,
)
from tests.browser.citylinks_finding import (
    CONCLUSION,
    adviser_answers_question_by_question,
    adviser_asks_for_more,
    adviser_chooses_and_concludes,
    adviser_looks_for_partners,
    adviser_reads_why,
    councillor_finds_it,
    memo_says_it,
)
from tests.browser.citylinks_steps import (
    ADEM,
    AIM,
    ANNE,
    ON_THE_PHOTO,
    OTHER_AIM,
    TAUGHT,
    TELEPHONE,
    agreement_is_fixed,
    both_sides_say_who_they_are,
    councils_decide,
    file_is_begun,
    link_is_active,
    page_is_made_public,
    photo_is_added,
    somebody_walks_along,
    something_is_done,
)
from tests.browser.conftest import Open
from tests.browser.forms import fill, form_of, submit, today
from tests.browser.looking import follow

NOTE = "Wie haalt de groep op van het station?"
PROMISE = "Purmerend zoekt kamers voor zes collega's."
LEARNED = "Grote groepen vragen een vaste plek."
BEA, SEM = "Bea Beleid", "Sem Secretariaat"

with_and_without_scripts = pytest.mark.parametrize(
    ("resident", "scripts"),
    [(True, True), (False, False)],
    indirect=["resident"],
    ids=["with scripts", "without scripts"],
)


@pytest.fixture
def case(site: str, window: Open, resident: Page, scripts: bool) -> LinkCase:
    """Everybody at the site, before there is anything."""
    return LinkCase(site, window, resident, scripts=scripts)


@with_and_without_scripts
def test_an_adviser_finds_a_partner_and_saves_the_memo(case: LinkCase) -> None:
    page = adviser_looks_for_partners(case)
    adviser_asks_for_more(case, page)
    pair = adviser_reads_why(case, "Sluis").url
    advice = adviser_answers_question_by_question(case)
    adviser_chooses_and_concludes(case, pair, "Sluis")

    memo_says_it(case, ADVISER, advice, "Sluis", CONCLUSION)
    councillor_finds_it(case)
    memo_says_it(case, COUNCILLOR, advice, "Sluis", CONCLUSION)
    for who in (OTHER_ADVISER, SECRETARIAT):
        case.is_not_there(who, "", "advies/", "conclusie/", "memo.pdf", "memo.docx")


# A year goes by.


def year_goes_by(case: LinkCase) -> None:
    """First one side gives, then the other; two contacts, a date to come, and a document."""
    somebody_walks_along(case)
    case.says(ADVISER, "signalen/", f"{HERE} geeft, en heeft niets ontvangen.")
    something_is_done(
        case, OTHER_ADVISER, -150, (THERE, HERE, 24), LEARNED, title="Dag van de verenigingen",
        kind="society", level="institution", with_society=True, is_quick_result=True,
        aim_key=OTHER_AIM,
    )  # fmt: skip
    for who, on, name in ((ADVISER, -200, ANNE), (OTHER_ADVISER, -20, ADEM)):
        page = case.at(who, "contact/")
        form_of(page).get_by_label(name).check()
        save(page, kind="call", on=day(on), note=NOTE)
        expect(page.locator("main")).to_contain_text(NOTE)
    case.write(
        OTHER_ADVISER, "contact/kalender/nieuw/", title="Bezoek van de raad", on=day(30),
        starts_at="10:00", ends_at="15:30", place="Stadhuis", is_public=True,
    )  # fmt: skip
    page = case.at(OTHER_ADVISER, "stukken/nieuw/")
    text = {"name": "verslag.txt", "mimeType": "text/plain", "buffer": b"Wij liepen een week mee."}
    form_of(page).locator("[name=file]").set_input_files(files=[text])  # type: ignore[list-item]
    save(page, title="Verslag", description="Hoe de week ging.", on=day(-290), is_public=True)


def balance_is_shown_as_balance(case: LinkCase) -> None:
    """Both give and receive; there is no mark."""
    page = case.says(
        OTHER_ADVISER, "signalen/", "Elke partner die meedoet geeft én ontvangt.", "balans"
    )
    expect(page.locator("#glance tbody tr")).to_have_count(9)
    expect(page.locator("#glance")).not_to_contain_text(re.compile("rapportcijfer|score"))


def who_carries_it(case: LinkCase, who: str) -> Locator:
    """What the signals say of the people, in a line."""
    page = case.at(who, "signalen/")
    return page.locator("#glance tbody tr", has=page.locator("a[href='#dependence']"))


def link_rests_on_one_person(case: LinkCase) -> None:
    carried = who_carries_it(case, ADVISER)
    for text in ("Let hierop", HERE, THERE):
        expect(carried).to_contain_text(text)


# Somebody leaves.


def adviser_leaves(case: LinkCase) -> None:
    """Purmerend names a colleague and a successor; the one who leaves writes the handover."""
    case.is_not_there(SECRETARIAT, "dossier/")
    for name, kind, account in ((BEA, "official", ""), (SEM, "coordinator", SECRETARIAT)):
        case.write(
            ADVISER, "mensen/nieuw/", party=HERE, kind=kind, name=name, valid_from=day(-10),
            account_email=f"{account}@voorbeeld.example" if account else "",
        )  # fmt: skip
    page = case.at(ADVISER, "mensen/")
    follow(
        page.get_by_role("row", name=re.compile(f"^{ANNE}")).get_by_role("link", name="Vertrekt")
    )
    case.look(page)
    save(page, last_day=day(-1))
    save(page, open_matters="De zaal voor het bezoek.", promises=PROMISE, advice="Bel elke maand.")
    case.says(OTHER_ADVISER, "dossier/", ANNE, "overdracht")


def successor_takes_over(case: LinkCase) -> None:
    """The successor reads what was promised, under an own log-in, and finishes the handover."""
    page = case.next_step(SECRETARIAT, "dossier/")
    expect(page.locator("[name=promises]")).to_have_value(PROMISE)
    page = case.go(SECRETARIAT, "Kies de opvolger en rond af")
    save(page, successor=SEM, on=today())
    page = case.says(SECRETARIAT, "mensen/", SEM)
    expect(page.locator("#handovers")).to_contain_text(re.compile(f"{ANNE}.*{SEM}"))
    page = case.at(SECRETARIAT, "contact/")
    form_of(page).get_by_label(SEM).check()
    save(page, kind="call", on=today(), note="Even voorgesteld.")


def link_rests_on_several(case: LinkCase) -> None:
    """Here it does not hang on one person any more; there it still does."""
    carried = who_carries_it(case, SECRETARIAT)
    expect(carried).to_contain_text(THERE)
    expect(carried).not_to_contain_text(HERE)


# What everybody sees.


def open_to_all(case: LinkCase, page: Page) -> list[str]:
    """Addresses that tell of the link to everybody: pages, calendar, feeds and open data."""
    feeds = page.locator("link[type='application/atom+xml']")
    found = [feed.get_attribute("href") or "" for feed in feeds.all()]
    page.goto(f"{case.site}/stedenbanden/gegevens/")
    files = page.locator("main a:is([href$='.csv'], [href$='.json'])")
    found += [file.get_attribute("href") or "" for file in files.all()]
    assert len(found) > 5
    return [
        case.base,
        f"{case.base}kalender.ics",
        f"{case.base}terugblikken/",
        f"{case.site}/stedenbanden/",
        *(urljoin(case.site, address) for address in found),
    ]


def residents_see_it_without_names(case: LinkCase, photo: str) -> None:
    """The public page tells what was agreed, done and learned, and names nobody."""
    page_is_made_public(case)
    page = case.says(
        VISITOR, "", AIM, "Een week meelopen", TAUGHT, LEARNED, "Bezoek van de raad", "Verslag",
        "21 voor",
    )  # fmt: skip
    expect(page.get_by_role("img", name=ON_THE_PHOTO)).to_be_visible()
    assert_nothing_of_the_telephone(page.request.get(photo).body())
    told = "".join(page.request.get(address).text() for address in open_to_all(case, page))
    for private in (ANNE, ADEM, BEA, SEM, TELEPHONE, NOTE, PROMISE, "voorbeeld.example"):
        assert private not in told
    case.is_not_there(VISITOR, "dossier/", "mensen/", "contact/", "overdracht/1/", "signalen/")


@with_and_without_scripts
def test_a_file_is_kept_for_a_year_and_handed_over(case: LinkCase) -> None:
    file_is_begun(case, "Samen leren" if case.scripts else "Samen leren zonder scripts")
    both_sides_say_who_they_are(case)
    agreement_is_fixed(case)
    councils_decide(case)
    link_is_active(case)

    year_goes_by(case)
    photo = photo_is_added(case, OTHER_ADVISER)
    balance_is_shown_as_balance(case)
    link_rests_on_one_person(case)

    adviser_leaves(case)
    successor_takes_over(case)
    link_rests_on_several(case)
    residents_see_it_without_names(case, photo)


# Looking back.


def look_back_is_begun(case: LinkCase) -> str:
    """Over the year that was; gives the way to it."""
    page = case.at(ADVISER, "terugblikken/")
    page = case.go(ADVISER, "Een terugblik beginnen")
    save(page, first_day=day(-360), last_day=day(-1))
    case.look(page)
    return page.url.removeprefix(case.base).removesuffix("schrijven/")


def both_sides_are_heard(case: LinkCase, path: str) -> None:
    for who, place, text in (
        (ADVISER, HERE, "Nu weet ik wie ik kan bellen."),
        (OTHER_ADVISER, THERE, "Zij kennen hun mensen bij naam."),
    ):
        case.write(
            who, f"{path}stemmen/nieuw/", party=place, said_by=f"Een medewerker uit {place}",
            text=text, has_consent=True,
        )  # fmt: skip


def look_back_is_written(case: LinkCase, path: str) -> None:
    """What became of the aims, what changed and was learned, and a photo; looked at, published."""
    page = case.at(ADVISER, f"{path}schrijven/")
    form = form_of(page)
    for state, text in (("reached", "Twee mensen liepen mee."), ("partly", "Eén dag.")):
        number = 0 if state == "reached" else 1
        form.locator("select[name^=aim-]").nth(number).select_option(state)
        form.locator("textarea[name^=aim-]").nth(number).fill(text)
    form.get_by_label("De eerste dag").check()
    fill(
        form, title="Het eerste jaar", introduction="Purmerend en Amsterdam leerden van elkaar.",
        changed="De wachtlijst is korter.", learned="Begin met mensen, niet met papier.",
        cost="Veertig uur.", verdict="end", verdict_text="De vraag is beantwoord.",
    )  # fmt: skip
    submit(form, "1")
    case.look(page)
    page = case.at(OTHER_ADVISER, f"{path}publiceren/")
    expect(page.locator("main .utrecht-alert--warning")).to_have_count(0)
    save(page)


def residents_read_it(case: LinkCase, path: str) -> None:
    """On the page, and on paper with the picture."""
    texts = (
        "Het eerste jaar", AIM, "Twee mensen liepen mee.", TAUGHT,
        "Begin met mensen, niet met papier.", "Nu weet ik wie ik kan bellen.",
        "Zij kennen hun mensen bij naam.",
    )  # fmt: skip
    page = case.says(VISITOR, "terugblikken/", "Het eerste jaar")
    page = case.says(VISITOR, path, *texts)
    expect(page.get_by_role("img", name=ON_THE_PHOTO)).to_be_visible()
    main = page.locator("main")
    made = downloaded(page, main.get_by_role("link", name=re.compile("PDF")))
    assert ON_THE_PHOTO in descriptions_in(made)
    in_pdf = text_of_pdf(made)
    in_word = text_of_word(downloaded(page, main.get_by_role("link", name=re.compile("Word"))))
    for text in texts:
        assert text in in_pdf
        assert text in in_word
    assert ON_THE_PHOTO in in_word


def link_ends_with_its_lesson(case: LinkCase, path: str) -> None:
    """Amsterdam ends it; everybody still reads why, and what was learned."""
    because, lesson = "De vraag waarmee wij begonnen, is beantwoord.", "Twee jaar was genoeg."
    page = case.at(OTHER_ADVISER, "dossier/")
    page = case.go(OTHER_ADVISER, "Beëindig de stedenband")
    save(page, on=day(-1), because=because, lesson=lesson)
    page = case.says(VISITOR, "", because, lesson, AIM, TAUGHT)
    expect(page.get_by_role("img", name=ON_THE_PHOTO)).to_be_visible()
    case.says(VISITOR, path, "Begin met mensen, niet met papier.")
    page = case.says(ADVISER, "dossier/", because, lesson)
    expect(page.locator("main a[href$='activiteiten/nieuw/']")).to_have_count(0)


@with_and_without_scripts
def test_a_look_back_is_published_and_the_link_ends(case: LinkCase) -> None:
    file_is_begun(case, "Terugkijken" if case.scripts else "Terugkijken zonder scripts")
    agreement_is_fixed(case)
    link_is_active(case)
    somebody_walks_along(case)
    photo_is_added(case, OTHER_ADVISER)
    page_is_made_public(case)

    path = look_back_is_begun(case)
    both_sides_are_heard(case, path)
    look_back_is_written(case, path)
    residents_read_it(case, path)
    link_ends_with_its_lesson(case, path)
