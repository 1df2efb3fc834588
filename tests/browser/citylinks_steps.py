# SPDX-License-Identifier: EUPL-1.2
"""How the file of a city link begins, and what every file gets, in the browser."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.case import VISITOR
from tests.browser.citylinks_case import (
    ADVISER,
    CLERK,
    HERE,
    OTHER_ADVISER,
    OTHER_CLERK,
    SECRETARIAT,
    THERE,
    LinkCase,
    day,
    photo_from_a_telephone,
    row,
    save,
)
from tests.browser.forms import form_of

ANNE, ADEM = "Anne Advies", "Adem Adviseur"
TELEPHONE = "06 12 34 56 78"
AIM, OTHER_AIM = "Collega's lossen samen wachtlijsten op", "Verenigingen kennen elkaar"
MEASURE = "Twee keer per jaar kijkt iemand een week mee."
TAUGHT = "Een kleine gemeente belt gewoon even."
ON_THE_PHOTO = "Zes mensen kijken naar een kaart in een buurthuis."


def file_is_begun(case: LinkCase, name: str) -> None:
    """The adviser of Purmerend begins it; both sides see it, nobody else does."""
    page = case.page_of(ADVISER)
    page.goto(f"{case.site}/stedenbanden/")
    page = case.go(ADVISER, "Begin een dossier")
    save(
        page, name=name, purpose="Twee buren leren van elkaar.", begun_on=day(-360),
        **{"partner-0-municipality": THERE},
    )  # fmt: skip
    case.base = page.url.removesuffix("dossier/")
    case.look(page)
    case.at(OTHER_ADVISER, "dossier/")
    for who in (VISITOR, SECRETARIAT):
        case.is_not_there(who, "", "dossier/", "mensen/", "overeenkomst/")


def both_sides_say_who_they_are(case: LinkCase) -> None:
    case.next_step(ADVISER, "dossier/")
    for who, place, name in ((ADVISER, HERE, ANNE), (OTHER_ADVISER, THERE, ADEM)):
        case.write(
            who, "mensen/nieuw/", party=place, kind="coordinator", name=name,
            function="Adviseur", telephone=TELEPHONE, valid_from=day(-360),
            account_email=f"{who}@voorbeeld.example",
        )  # fmt: skip
    case.says(OTHER_ADVISER, "mensen/", ANNE, ADEM, TELEPHONE)
    page = case.next_step(ADVISER, "dossier/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Schrijf de overeenkomst")


def agreement_is_fixed(case: LinkCase) -> None:
    """Purmerend writes it, Amsterdam adds how one will see it, and fixes it."""
    page = case.at(ADVISER, "overeenkomst/")
    page = case.go(ADVISER, "Schrijf de overeenkomst")
    row(page, "aim", 0, title=AIM)
    row(page, "aim", 1, title=OTHER_AIM)
    save(page, title="Overeenkomst", valid_from=day(-350), last_day=day(1100), notice_days=90)
    page = case.at(OTHER_ADVISER, "overeenkomst/")
    page = case.go(OTHER_ADVISER, "Wijzig het concept")
    row(page, "aim", 0, measure=MEASURE)
    save(page)
    page = case.go(OTHER_ADVISER, "Stel de overeenkomst vast")
    save(page)
    case.says(ADVISER, "overeenkomst/", AIM, OTHER_AIM, MEASURE)


def councils_decide(case: LinkCase) -> None:
    """Each clerk writes down what the own council decided, group by group."""
    for who, place, votes in ((CLERK, HERE, (21, 12)), (OTHER_CLERK, THERE, (40, 5))):
        page = case.at(who, "overeenkomst/besluiten/nieuw/")
        groups = (("Fractie A", "for", "coalition"), ("Fractie B", "against", "opposition"))
        for number, (name, stance, side) in enumerate(groups):
            row(page, "group", number, name=name, seats=votes[number], stance=stance, side=side)
        save(
            page, party=place, body="council", on=day(-345), is_adopted="yes",
            votes_for=votes[0], votes_against=votes[1],
        )  # fmt: skip
    case.says(ADVISER, "overeenkomst/", "21", "40")


def link_is_active(case: LinkCase) -> None:
    case.write(ADVISER, "dossier/beginnen/", on=day(-340))


def something_is_done(
    case: LinkCase, who: str, on: int, gift: tuple[str, str, int], lesson: str, **values: object
) -> None:
    """An activity with what the one gave the other, and what the other learned."""
    page = case.at(who, "activiteiten/nieuw/")
    giver, receiver, hours = gift
    row(page, "gift", 0, giver=giver, receiver=receiver, people=2, hours=hours)
    row(page, "lesson", 0, party=receiver, learned_from=giver, text=lesson, is_public=True)
    save(page, on=day(on), state="done", is_public=True, with_officials=True, **values)
    expect(page.locator("main")).to_contain_text(lesson)


def somebody_walks_along(case: LinkCase) -> None:
    """The first thing that is done: Purmerend gives, Amsterdam learns."""
    something_is_done(
        case, ADVISER, -300, (HERE, THERE, 16), TAUGHT, title="Een week meelopen",
        kind="colleague", level="organisation", aim_key=AIM,
    )  # fmt: skip


def photo_is_added(case: LinkCase, who: str) -> str:
    """A photo from a telephone, with the consent of who is on it. Gives its address."""
    page = case.at(who, "fotos/nieuw/")
    photo = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": photo_from_a_telephone()}
    form_of(page).locator("[name=file]").set_input_files(files=[photo])  # type: ignore[list-item]
    save(
        page, description=ON_THE_PHOTO, caption="De eerste dag", taken_on=day(-149),
        consent="given", consent_note="Op papier, bij de gemeente.", is_public=True,
    )  # fmt: skip
    address = page.get_by_role("img", name=ON_THE_PHOTO).locator("..").get_attribute("href")
    assert address is not None
    return case.site + address


def page_is_made_public(case: LinkCase) -> None:
    page = case.at(ADVISER, "dossier/")
    page = case.go(ADVISER, "Maak de pagina openbaar")
    save(page)
