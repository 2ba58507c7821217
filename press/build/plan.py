"""LoadedSite -> PlannedSite: every page of the site, and all notes; nothing is rendered yet."""

from __future__ import annotations

from dataclasses import dataclass

from press.build.load import LoadedSite, only_notes
from press.model.page import Plan
from press.model.problem import Problem
from press.plan.context import PlanContext
from press.plan.pages import plan_pages


@dataclass(frozen=True, slots=True)
class PlannedSite:
    """The plan, the context that pages of pieces are made in, and the notes of reading and planning."""

    plan: Plan
    context: PlanContext
    notes: tuple[Problem, ...]


def plan_site(loaded: LoadedSite, *, strict: bool) -> PlannedSite:
    """Plan every page. Raises ProblemsFound; with `strict`, for a note too."""
    plan, context, problems = plan_pages(loaded.catalogue, loaded.assets.paths, loaded.picture_settings)
    return PlannedSite(plan, context, only_notes([*loaded.notes, *problems], strict=strict))
