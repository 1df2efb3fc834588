# SPDX-License-Identifier: EUPL-1.2
"""Writing a look-back: the period, the aims one by one, what changed, and what next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samenspel.citylinks.actions.look_backs import AimReviewValues, LookBackValues
from samenspel.citylinks.actions.look_backs_voices import VoiceValues
from samenspel.citylinks.forms.file_fields import EditionForm, PlainForm, choice, day, line, text
from samenspel.citylinks.models import AimReview, LookBack, Party, Photo
from samenspel.citylinks.queries.look_back_draft import AimAsked


class PeriodForm(PlainForm):
    """Over which period to look back."""

    first_day = day(_("First day"), required=True)
    last_day = day(_("Last day of the period"), required=True)


class LookBackForm(EditionForm):
    """A draft. ``aims``: those that are asked; ``photos``: the public ones."""

    title = line(_("Title"), 200, missing=_("Give the look-back a title."))
    first_day = day(_("First day"), required=True)
    last_day = day(_("Last day of the period"), required=True)
    introduction = text(
        _("Introduction"), _("For a resident who knows nothing of it: what is this link, and why?")
    )
    changed = text(_("What changed"), _("For residents, in the organisation, between people."))
    learned = text(_("What you learned"), _("Also what went wrong, and what you would do again."))
    cost = text(_("What it cost"), _("Money, hours and travel; of each side if you know it."))
    verdict = choice(
        _("How to go on?"), LookBack.Verdict.choices, _("Councils decide; this is your proposal.")
    )
    verdict_text = text(_("Why?"))

    def __init__(
        self, data: Any = None, *, aims: Sequence[AimAsked], photos: Sequence[Photo], **more: Any
    ) -> None:
        super().__init__(data, **more)
        self._asked = aims
        for aim in aims:
            self._ask(aim)
        if photos:
            self.fields["photos"] = forms.MultipleChoiceField(
                label=_("Photos"),
                choices=[(str(one.pk), one.caption or one.description) for one in photos],
                required=False,
                widget=forms.CheckboxSelectMultiple,
                error_messages={"invalid_choice": _("One of the photos is not public any more.")},
            )
        self._photos = photos

    def _ask(self, aim: AimAsked) -> None:
        state_field, text_field = f"aim-{aim.key}-state", f"aim-{aim.key}-text"
        choices = [("", _("not said yet")), *AimReview.State.choices]
        self.fields[state_field] = choice(_("What became of it?"), choices, required=False)
        self.fields[text_field] = text(_("Explanation"), rows=2)
        self.initial.update({state_field: aim.state, text_field: aim.became})

    @property
    def head(self) -> list[forms.BoundField]:
        """Title, period and introduction."""
        return [self[name] for name in ("title", "first_day", "last_day", "introduction")]

    @property
    def aims(self) -> list[tuple[AimAsked, forms.BoundField, forms.BoundField]]:
        """Each aim with its two fields."""
        keys = [(aim, f"aim-{aim.key}") for aim in self._asked]
        return [(aim, self[f"{key}-state"], self[f"{key}-text"]) for aim, key in keys]

    @property
    def result(self) -> list[forms.BoundField]:
        """What it brought and cost."""
        return [self[name] for name in ("changed", "learned", "cost")]

    @property
    def next(self) -> list[forms.BoundField]:
        """How to go on."""
        return [self["verdict"], self["verdict_text"]]

    @property
    def pictures(self) -> list[tuple[Photo, bool]]:
        """Each public photo, and whether it is chosen."""
        if not self._photos:
            return []
        chosen = {str(key) for key in self["photos"].value() or ()}
        return [(one, str(one.pk) in chosen) for one in self._photos]

    def values(self) -> LookBackValues:
        """What was written, as the action takes it."""
        told = dict(self.cleaned_data)
        names = (
            "title", "first_day", "last_day", "introduction", "changed", "learned", "cost",
            "verdict", "verdict_text",
        )  # fmt: skip
        keys = [aim.key for aim in self._asked]
        return LookBackValues(
            **{name: told[name] for name in names},
            aims=[
                AimReviewValues(key, told[f"aim-{key}-state"], told[f"aim-{key}-text"])
                for key in keys
            ],
            photos=[int(key) for key in told.get("photos", ())],
        )


class VoiceForm(PlainForm):
    """What somebody of one side says."""

    party = choice(_("Of which partner?"), ())
    said_by = line(
        _("Who says it?"),
        160,
        _("As the person wants to be named: a name, or a function such as “teacher in Heerlen”."),
        missing=_("Fill in who says it."),
    )
    text = text(_("What does this person say?"), missing=_("Fill in what is said."))
    has_consent = forms.BooleanField(
        label=_("This person agrees that everybody can read it"),
        help_text=_("Without consent it is not published. Consent can always be taken back."),
        required=False,
    )

    def __init__(self, *args: Any, parties: Sequence[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._parties = {str(one.pk): one for one in parties}
        field: Any = self.fields["party"]
        field.choices = [(key, one.name) for key, one in self._parties.items()]

    def values(self) -> VoiceValues:
        """The voice as the action takes it."""
        told = self.cleaned_data
        return VoiceValues(
            self._parties[told["party"]], told["said_by"], told["text"], told["has_consent"]
        )


class ChangeVoiceForm(VoiceForm, EditionForm):
    """The same, of a voice that is there and that somebody else may change too."""


class WithdrawForm(PlainForm):
    """Taking an edition off the site; ``number`` is the one that was looked at."""

    because = text(
        _("Why do you take it off the site?"),
        _("Everybody who comes to the page reads this. Name no people."),
        missing=_("Say why. Everybody who comes to the page reads it."),
    )
    number = forms.IntegerField(widget=forms.HiddenInput, required=False)
