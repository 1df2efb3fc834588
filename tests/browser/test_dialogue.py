# SPDX-License-Identifier: EUPL-1.2
"""A whole dialogue by seven people: from the first letter to follow-up, as in 2012.

Of the secretariat; clerk and councillor of Purmerend; clerk, councillor (rapporteur) and adviser
of Amsterdam; and a resident, who does not log in.
"""

from __future__ import annotations

import re
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.case import VISITOR, Case
from tests.browser.conftest import ENVIRONMENT, PROGRAM, Open
from tests.browser.forms import fill, form_of, send, submit, today
from tests.browser.looking import follow

SECRETARIAT = "secretariaat"
# Three for the largest members; others have what the board gives them: one.
VOTES = {"Amsterdam": 3, "Zaanstad": 3, "Purmerend": 2}
CLAUSES = (
    ("1", "Een dialoog over een nieuwe vorm", "De gemeenten voeren een dialoog."),
    ("2", "Het is niet gratis", "De deelnemers spreken vooraf af wie wat betaalt."),
    ("3", "Elke gemeente in het bestuur", "Elke gemeente heeft een plaats in het bestuur."),
)
PRIVATE = "Geheim van een raadslid"
OBJECTION = "Wacht tot er een nieuw kabinet is."
MANDATE = "Stem voor, mits elk half jaar een gesprek."


# The secretariat asks.


def round_is_made(case: Case, title: str) -> None:
    """The question; nobody else sees that there is a round."""
    page = case.page_of(SECRETARIAT)
    page.goto(f"{case.site}/dialogen/nieuw/")
    case.look(page)
    send(
        page, form_of(page), title=title, kind="free",
        arrangement_slug="stadsregio-amsterdam-voorbeeld",
        question="Is uw raad het eens met een dialoog?",
    )  # fmt: skip
    case.base = page.url.removesuffix("werk/")
    page = case.at(SECRETARIAT, "werk/vraag/")
    later = (timezone.localdate() + timedelta(days=60)).isoformat()
    send(page, form_of(page), answer_by=later)
    for who in ("griffier", VISITOR):
        case.is_not_there(who, "", "werk/", "stukken/")


def text_is_published(case: Case) -> None:
    page = case.at(SECRETARIAT, "stukken/nieuw/")
    form = form_of(page)
    for n, (number, title, text) in enumerate(CLAUSES):
        for name, value in (("nummer", number), ("titel", title), ("tekst", text)):
            form.locator(f"[name={name}]").nth(n).fill(value)
    send(page, form, title="Uitgangspunten", status="final")
    page = case.at(SECRETARIAT, "stukken/1/publiceren/")
    submit(form_of(page))


def addressees_are_chosen(case: Case) -> None:
    """The sixteen councils of 2012, the executive of Amsterdam, and five guests."""
    page = case.at(SECRETARIAT, "werk/geadresseerden/")
    send(page, form_of(page, "leden"), "leden", **{"leden-on": "2012-03-22"})
    for names, is_guest in (("Amsterdam", False), ("Almere\nHaarlem\nVelsen", True)):
        form = form_of(page, "gemeenten")
        fill(form, **{"gemeenten-names": names, "gemeenten-is_guest": is_guest})
        form.locator("[name=gemeenten-bodies][value=council]").uncheck()
        form.locator("[name=gemeenten-bodies][value=executive]").check()
        submit(form, "gemeenten")
    for name in ("Provincie Noord-Holland", "Provincie Flevoland"):
        send(page, form_of(page, "ander"), "ander", **{"ander-name": name})
    expect(page.locator("main tbody tr")).to_have_count(16 + 1 + 5)
    case.look_on_a_phone(page)


def round_is_sent(case: Case) -> None:
    page = case.at(SECRETARIAT, "werk/brief/")
    send(page, form_of(page), letter_text="Geachte raad,\n\nWij vragen uw zienswijze.")
    page = case.next_step(SECRETARIAT, "werk/")
    assert page.url.endswith("/versturen/")
    submit(form_of(page))
    expect(page).to_have_url(f"{case.base}werk/")
    case.look_on_a_phone(case.at(VISITOR, ""))


def body_of(case: Case, name: str) -> str:
    """The page of a body, found by its name on the page that says how far everybody is."""
    page = case.at(VISITOR, "stand/")
    link = page.locator("main").get_by_role("link", name=re.compile(f"^{name}")).first
    address = link.get_attribute("href")
    assert address is not None
    return f"raden/{address.strip('/').split('/')[-1]}/"


# The councils answer.


def councillor_prepares(case: Case, council: str) -> None:
    """A councillor notes something: it stays within the own council."""
    page = case.next_step("raadslid", council)
    form = form_of(page)
    form.locator("[name^=position_][value=wish]").first.check()
    form.locator("textarea[name^=text_]").first.fill(PRIVATE)
    follow(form.locator("button[type=submit]:not([name=onderdeel])").first)
    expect(
        case.at("raadslid", f"{council}voorbereiding/").locator("form").get_by_text(PRIVATE).first
    ).to_be_visible()
    for who in ("raadslid-amsterdam", "griffier-amsterdam", SECRETARIAT, VISITOR):
        case.is_not_there(
            who, f"{council}voorbereiding/", f"{council}notities/", f"{council}concept/"
        )


def agenda_is_set(case: Case, who: str, body: str) -> None:
    page = case.next_step(who, body)
    send(page, form_of(page), on=today())


def draft_is_written(case: Case, page: Page, wishes: list[str]) -> None:
    """Agree with everything, but for wishes about the first clauses."""
    form = form_of(page)
    fill(form, introduction="Wij doen graag mee.")
    for n, box in enumerate(form.locator("textarea[name^=text_]").all()):
        position = "wish" if n < len(wishes) else "agree"
        form.locator(f"[name^=position_][value={position}]").nth(n).check()
        if n < len(wishes):
            box.fill(wishes[n])
    follow(form.locator("button[type=submit]").last)
    expect(page.locator("main [aria-invalid=true]")).to_have_count(0)
    case.look(page)


def opinion_is_adopted_and_sent(
    case: Case, who: str, body: str, votes: tuple[int, int] | None
) -> None:
    page = case.next_step(who, body)
    counted = {"votes_for": votes[0], "votes_against": votes[1]} if votes else {}
    send(page, form_of(page), on=today(), **counted)
    case.is_not_there("raadslid" if "amsterdam" in who else "raadslid-amsterdam", f"{body}concept/")
    page = case.next_step(who, body)
    submit(form_of(page))
    case.look(page)


def amsterdam_answers(case: Case, council: str) -> None:
    """The clerk appoints a rapporteur, who writes; the clerk records the adoption and sends."""
    agenda_is_set(case, "griffier-amsterdam", council)
    page = case.next_step("griffier-amsterdam", council)
    send(page, form_of(page), user="Ravi Raadman")
    page = case.next_step("raadslid-amsterdam", council)
    submit(form_of(page))
    draft_is_written(case, page, ["Nodig ook Almere uit."])
    opinion_is_adopted_and_sent(case, "griffier-amsterdam", council, (40, 5))


def purmerend_answers(case: Case, council: str) -> None:
    """The clerk writes the text, without a rapporteur."""
    agenda_is_set(case, "griffier", council)
    page = case.at("griffier", f"{council}concept/")
    submit(form_of(page))
    draft_is_written(case, page, ["Praat elk half jaar met alle raden.", "Wie betaalt wat?"])
    opinion_is_adopted_and_sent(case, "griffier", council, (28, 5))


def executive_answers(case: Case, executive: str) -> None:
    """The executive of Amsterdam answers through its adviser."""
    agenda_is_set(case, "adviseur-amsterdam", executive)
    page = case.next_step("adviseur-amsterdam", executive)
    submit(form_of(page))
    draft_is_written(case, page, ["Nodig Almere, Haarlem en Velsen uit, en beide provincies."])
    opinion_is_adopted_and_sent(case, "adviseur-amsterdam", executive, None)


def letter_is_entered(case: Case, council: str) -> None:
    """The secretariat enters what a council wrote."""
    page = case.next_step(SECRETARIAT, council)
    form = form_of(page)
    form.locator("[name^=position_][value=object]").first.check()
    form.locator("textarea[name^=text_]").first.fill(OBJECTION)
    send(
        page, form, on=today(), source="Brief van de raad, kenmerk 12/345",
        votes_for=9, votes_against=8,
    )  # fmt: skip
    case.look(page)


# What is done with the answers.


def answers_are_closed(case: Case) -> None:
    page = case.at(SECRETARIAT, "werk/sluiten/")
    submit(form_of(page))
    expect(page).to_have_url(f"{case.base}werk/")


def balance_is_published(case: Case) -> None:
    page = case.at(SECRETARIAT, "tussenbalans/werk/")
    send(page, page.locator("form:has([name=public_from])"), introduction="Veel raden doen mee.")
    page = case.at(VISITOR, "tussenbalans/")
    expect(page.locator("main")).to_contain_text("Veel raden doen mee.")
    expect(page.locator("main")).to_contain_text("Zeevang")
    expect(page.locator("main")).not_to_contain_text(PRIVATE)
    case.look_on_a_phone(page)


def every_point_gets_a_reply(case: Case) -> None:
    """Before that, the memo cannot be published."""
    page = case.at(SECRETARIAT, "antwoorden/nota/")
    expect(page.locator("main form button[type=submit]")).to_have_count(0)
    page = case.next_step(SECRETARIAT, "antwoorden/")
    number = 0
    while page.locator("main form:has([name=verdict])").count():
        form = page.locator("main form:has([name=verdict])")
        # Other points about the clause stand beside the form, to be answered with it.
        is_objection = page.locator("main .reply-point", has_text=OBJECTION).count() > 0
        if is_objection:
            fill(form, verdict="reject", reason="Wachten helpt niemand.")
        else:
            fill(form, verdict="adopt", reason="Dit is beter.", change="Elk half jaar praten.")
        submit(form, "1")
        number += 1
        assert number < 10, page.url
    assert number == 5  # one wish of Amsterdam, two of Purmerend, one of the executive; a letter
    page = case.at(SECRETARIAT, "antwoorden/nota/")
    send(page, form_of(page), introduction="Dit deden wij met uw punten.", on=today())


def councils_see_what_happened(case: Case, council: str) -> None:
    page = case.at("raadslid", f"{council}punten/")
    expect(page.locator("main")).to_contain_text("Praat elk half jaar met alle raden.")
    expect(page.locator("main")).to_contain_text("Dit is beter.")
    page = case.at(VISITOR, "antwoorden/")
    expect(page.locator("main")).to_contain_text("Wachten helpt niemand.")
    case.look_on_a_phone(page)


# The board decides.


def meeting_is_planned(case: Case) -> None:
    page = case.at(SECRETARIAT, "besluit/plannen/")
    send(page, form_of(page), name="Regioraad", begins_at=f"{today()}T09:00")
    for place, votes in VOTES.items():
        page = case.page_of(SECRETARIAT)
        page.goto(f"{case.base}besluit/leden/")
        follow(page.locator("main tbody tr", has_text=place).get_by_role("link").first)
        form = page.locator("#member-form form")
        send(page, form, votes=votes, is_chair=place == "Zaanstad")
    case.look(page)
    page = case.at(SECRETARIAT, "besluit/voorstellen/")
    send(
        page, form_of(page), title="De dialoog voeren", majority="two_thirds",
        text="De regioraad begint de dialoog over een nieuwe vorm.",
    )  # fmt: skip


def council_gives_its_mandate(case: Case, clerk: str, delegate: str, place: str) -> None:
    """The clerk names who votes, and writes down what the council asks."""
    page = case.at(clerk, "besluit/")
    follow(page.locator("main a[href*='/besluit/']", has_text=place).first)
    case.look(page)
    send(page, form_of(page, "noemen"), user=delegate)
    send(
        page, form_of(page, "mandaat"), proposal="De dialoog voeren", position="for",
        text=MANDATE, on=today(),
    )  # fmt: skip
    expect(page.locator("main")).to_contain_text(MANDATE)


def board_meets(case: Case) -> None:
    page = case.at(SECRETARIAT, "besluit/werk/")
    submit(form_of(page, "vergadering-openen"))
    form = form_of(page, "aanwezig")
    for box in form.locator("[name=aanwezig]").all():
        box.check()
    submit(form)
    submit(form_of(page, "stemming-openen"))
    case.look(page)


def delegate_votes(case: Case, who: str) -> None:
    page = case.at(who, "besluit/")
    follow(page.locator("main a[href*='/besluit/'][href*='stem']").first)
    case.look_on_a_phone(page)
    fill(form_of(page), choice="for")
    submit(form_of(page))
    case.look(page)
    submit(form_of(page))
    expect(page.locator("main form[method=post]")).to_have_count(0)


def others_are_called_out(case: Case) -> None:
    """All other members one by one; the first two are against."""
    page = case.at(SECRETARIAT, "besluit/werk/")
    number = 0
    while page.locator("#called-out form").count():
        form = page.locator("#called-out form")
        fill(form, choice="against" if number < 2 else "for")
        submit(form)
        number += 1
        assert number < 20
    assert number == 14  # of sixteen members two voted themselves


def result_is_public(case: Case) -> None:
    page = case.at(SECRETARIAT, "besluit/werk/")
    submit(form_of(page, "stemming-sluiten"))
    submit(form_of(page, "vergadering-sluiten"))
    page = case.at(VISITOR, "besluit/")
    main = page.locator("main")
    expect(main).to_contain_text(MANDATE)
    expect(main).to_contain_text("De dialoog voeren")
    # Of 21 votes two of one vote each are against.
    expect(main).to_contain_text(re.compile(r"\b19\b"))
    case.look_on_a_phone(page)


def promise_is_kept(case: Case) -> None:
    """A commitment, how far it is, and the evaluation."""
    page = case.at(SECRETARIAT, "afspraken/nieuw/")
    due = (timezone.localdate() + timedelta(days=90)).isoformat()
    send(page, form_of(page), title="Avond voor alle raadsleden", owner="Regioraad", due_on=due)
    page = case.at(SECRETARIAT, "afspraken/")
    follow(page.get_by_role("link", name="Avond voor alle raadsleden").first)
    case.look(page)
    send(page, form_of(page), state="done", text="De avond is geweest.", on=today())
    page = case.at(SECRETARIAT, "afspraken/evaluatie/")
    send(page, form_of(page), result="De dialoog is begonnen.", lessons="Eerder beginnen.")
    page = case.at(VISITOR, "afspraken/")
    for text in ("Avond voor alle raadsleden", "Eerder beginnen."):
        expect(page.locator("main")).to_contain_text(text)


def log_is_whole(case: Case, folder: Path) -> None:
    """Every record links to the one before it."""
    case.at(VISITOR, "logboek/")
    done = subprocess.run(
        [*PROGRAM, "verify"],
        cwd=folder,
        env={
            **ENVIRONMENT,
            "SAMENSPEL_DATABASE_URL": f"sqlite:///{folder}/demo.sqlite3",
            "SAMENSPEL_SECRET_KEY": "only-for-the-browser-tests-" * 2,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("resident", "scripts"),
    [(True, True), (False, False)],
    indirect=["resident"],
    ids=["with scripts", "without scripts"],
)
def test_a_whole_dialogue_from_first_letter_to_follow_up(
    site: str, window: Open, resident: Page, demo_folder: Path, scripts: bool
) -> None:
    case = Case(site, window, resident, scripts=scripts)
    round_is_made(case, "Samen verder" if scripts else "Samen verder zonder scripts")
    text_is_published(case)
    addressees_are_chosen(case)
    round_is_sent(case)

    purmerend, amsterdam = body_of(case, "Raad van Purmerend"), body_of(case, "Raad van Amsterdam")
    councillor_prepares(case, purmerend)
    amsterdam_answers(case, amsterdam)
    purmerend_answers(case, purmerend)
    executive_answers(case, body_of(case, "College van Amsterdam"))
    letter_is_entered(case, body_of(case, "Raad van Waterland"))

    answers_are_closed(case)
    balance_is_published(case)
    every_point_gets_a_reply(case)
    councils_see_what_happened(case, purmerend)

    meeting_is_planned(case)
    council_gives_its_mandate(case, "griffier", "Rana de Raad", "Purmerend")
    council_gives_its_mandate(case, "griffier-amsterdam", "Ravi Raadman", "Amsterdam")
    board_meets(case)
    delegate_votes(case, "raadslid")
    delegate_votes(case, "raadslid-amsterdam")
    others_are_called_out(case)
    result_is_public(case)

    promise_is_kept(case)
    log_is_whole(case, demo_folder)
    expect(case.at(VISITOR, "").locator("main")).to_contain_text("De dialoog voeren")
