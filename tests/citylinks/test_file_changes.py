# SPDX-License-Identifier: EUPL-1.2
"""The newest changes of a file are told in short words, without the link and without who."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import translation

from samenspel.accounts.log_labels import ACTIONS
from samenspel.accounts.models import Event
from samenspel.citylinks.actions.steps import log
from samenspel.citylinks.queries.file_changes import SHORT, changes_of, short_words
from tests.citylinks.small_links import AT, acting, make_link, user


@pytest.mark.django_db
def test_acts_of_one_kind_on_one_day_stand_together(client: Client) -> None:
    world = make_link()
    by = acting(user("adviser"))
    for days, action in ((0, "add_contact"), (1, "add_appointment"), (1, "add_appointment")):
        log(world.link, action, by=by, at=AT + timedelta(days=days))
    with translation.override("nl"):
        found = [(one.words, one.times) for one in changes_of(world.link)]
    assert found == [("afspraak in de kalender gezet", 2), ("contact opgeschreven", 1)]
    client.force_login(user("councillor"))
    page = client.get("/stedenbanden/proefband/dossier/").content.decode()
    assert "Afspraak in de kalender gezet (2×)" in page
    assert Event.objects.filter(object_kind="city link").count() == 3


def test_every_act_with_short_words_is_one_of_the_log_and_others_say_what_the_log_says() -> None:
    assert set(SHORT) <= set(ACTIONS)
    with translation.override("nl"):
        assert all(len(short_words(action)) < 50 for action in SHORT)
        assert short_words("log_in") == str(ACTIONS["log_in"])
