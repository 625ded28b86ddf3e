"""The words of the templates in one language: texts of the program that are the same on every page of a kind."""

from __future__ import annotations

from collections.abc import Mapping

from ..language.catalogue import Translator


def words(t: Translator) -> Mapping[str, str]:
    """Every text by the name that templates use."""
    return {
        "skip": t("Skip to the text"),
        "pages": t("Pages"),
        "language": t("Language"),
        "needs_script": _sentence(t("this map needs JavaScript.")),
        "embed": t("To embed"),
        "cite": t("Cite this page"),
        "cite_dataset": t("How to cite"),
        "in_words": t("In words"),
        "permalink": t("Permalink"),
        "show": t("Show on the map"),
        "about_place": t("Page of this place"),
        "about_event": t("Page of this event"),
        "holder": t("Who controls"),
        "standing": t("Standing"),
        "km2": t("km²"),
        "settlements": t("settlements"),
        "earlier_day": t("Earlier day"),
        "later_day": t("Later day"),
        "pairs": t("Suggested comparisons"),
        "pairs_none": t("Choose a pair, or any two days"),
        "names": t("Names"),
        "other_names": t("Other names"),
        "within": t("Part of"),
        "who_held": t("Who held it"),
        "position": t("Position"),
        "unknown_position": t("The position is unknown: listed, not drawn."),
        "no_history": t("The dataset says of no day who holds this place."),
        "first_state": t("With this state the dataset begins."),
        "confirmed_only": t("Confirmed only"),
        "works": t("Works cited"),
        "what_changes": t("What changes"),
        "disputed": t("What is disputed"),
        "other_accounts": t("Other accounts"),
        "who_says": t("Who says so"),
        "places": t("Places"),
        "previous": t("Previous change"),
        "next": t("Next change"),
        "archived": t("archived copy"),
        "claim": t("Claim"),
        "find": t("Words"),
        "find_place": t("Place, district or other group"),
        "any_name": t("A name in any language or spelling"),
        "find_work": t("In title, author or publisher"),
        "find_event": t("A word of its title, or its date"),
        "none_found": t("No place is called like that."),
        "no_results": t("No results. Remove a filter or start over."),
        "verdicts": t("What the verdicts mean"),
        "wording": t("Suggested wording"),
        "figures": t("Figures"),
        "computed": t("Computed here"),
        "claimed": t.in_context("in an article", "As claimed"),
        "how": t("How"),
        "glossary": t("Glossary"),
        "mosaic": t("How the mosaic is made"),
        "quality": t("How good each layer is"),
        "areas": t("Areas against published figures"),
        "land": t("Land"),
        "on_this_map": t("On this map, km²"),
        "published": t("Published, km²"),
        "difference": t("Difference, %"),
        "who_gives": t("Who gives it"),
        "sides": t("How sides are labelled"),
        "credits": t("Licences and credits"),
        "layer": t("Layer"),
        "origin": t("Origin"),
        "licence": t("Licence"),
        "releases": t("Changes of the data"),
        "boundaries": t("Names and boundaries"),
        "download": t("Download"),
    }


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
