"""The parts of the page Tours: one stop of a guided story, its text beside the map, and the way to the next."""

from __future__ import annotations

import datetime as dt
import functools

import streamlit as st

from ..history.tours import step_bounds, step_citations
from ..language.dates_and_works import day_in_words, when_in_words
from ..language.reader import Reader
from ..language.terms import SAYS
from ..language.tours import citation_of_stop
from ..records.model import Tour, TourStep
from .parts.citations import STYLE as WORKS
from .parts.citations import citations_html
from .parts.copied_text import copied_text
from .parts.map_host import ALONE, show_map
from .parts.markdown import as_text
from .parts.markup import as_html
from .parts.navigation import heading, page_button
from .parts.tour_keys import tour_keys
from .state.address import View
from .state.asked import last_heard
from .state.datasets import OpenDataset, document_of
from .state.fields import Field, Fields
from .state.first_run import first_run
from .state.reader import current_reader
from .state.view import go, record_answer, show, view_state

SHOWN = "tour:shown"
"""Which stop the map was last asked for."""

VISIT = "tour:visit"
"""How many stops the reader has come to."""

_STYLE = """
<style>
.stop { line-height: 1.6; }
.stop .where { font-size: 0.8125rem; opacity: 0.85; margin: 0; }
.stop h2 { font-size: 1.5rem; font-weight: 600; line-height: 1.25; padding: 0; margin: 0.25rem 0 0.25rem; }
.stop .day { font-weight: 600; margin: 0 0 0.75rem; }
.stop p { margin: 0 0 0.75rem; }
.st-key-tour-text h1 { font-size: 1.125rem !important; font-weight: 600; padding: 0.5rem 0 0.25rem !important; }
.st-key-tour-text [data-testid=stButtonGroup] button { height: auto; min-height: 2rem; text-align: left; }
.st-key-tour-text [data-testid=stButtonGroup] button p { white-space: normal; overflow-wrap: anywhere; line-height: 1.25; }
.st-key-tour-steps { flex-wrap: nowrap !important; gap: 0.5rem !important; }
.st-key-tour-steps > * { min-width: 0; width: auto !important; }
.st-key-tour-steps > :first-child { flex: none; }
.st-key-tour-steps > :last-child { flex: 1 1 0; }
.st-key-tour-steps button { min-height: 2.75rem; width: 100%; justify-content: flex-start; text-align: left; }
.st-key-tour-steps button p { white-space: normal; line-height: 1.25; }
/* the buttons stay in sight while a long text is read */
[data-testid=stLayoutWrapper]:has(> .st-key-tour-steps) { position: sticky; bottom: 0; z-index: 1; padding: 0.5rem 0;
  background: light-dark(#fbfaf7, #14171b); }
.st-key-tour-text { touch-action: pan-y; }
.stApp .stMainBlockContainer:has(.st-key-tour-body) { padding: 2.75rem 0.25rem 0; }
@media (min-width: 900px) {
  /* the map to the edges of the window, the text beside it with its own scroll */
  .stApp .stMainBlockContainer:has(.st-key-tour-body) { padding: 2.75rem 0 0; }
  .st-key-tour-body [data-testid=stHorizontalBlock] { gap: 0; flex-wrap: nowrap; }
  .st-key-tour-body [data-testid=stColumn]:has(.st-key-tour-text) { flex: 0 0 clamp(19rem, 25vw, 26rem); min-width: 0;
    height: calc(100vh - 3.75rem); overflow-y: auto; padding: 0 1.25rem 1rem; scrollbar-width: thin; }
  .st-key-tour-body [data-testid=stColumn]:not(:has(.st-key-tour-text)) { flex: 1 1 0; min-width: 0; }
  .st-key-tour-body iframe { height: calc(100vh - 3.75rem) !important; }
}
@media (max-width: 899px) {
  [data-testid=stLayoutWrapper]:has(> .st-key-tour-hint) { display: none; }
  .st-key-tour-body > [data-testid=stHorizontalBlock], .st-key-tour-body > div > [data-testid=stHorizontalBlock] {
    flex-direction: column; gap: 0.5rem; }
  .st-key-tour-body [data-testid=stColumn] { width: 100% !important; flex: none; }
  .st-key-tour-body [data-testid=stColumn]:has(.st-key-tour-text) { order: 2; padding: 0 0.75rem; }
  /* the map stays while the text below it is read */
  .st-key-tour-body [data-testid=stColumn]:not(:has(.st-key-tour-text)) { position: sticky; top: 3.5rem; z-index: 2; }
  .st-key-tour-body iframe { height: max(20rem, 56svh) !important; }
}
@media (max-width: 899px) and (max-height: 600px) {
  .st-key-tour-body [data-testid=stColumn]:not(:has(.st-key-tour-text)) { position: static; }
}
</style>
"""


def tour_with_map(atlas: OpenDataset) -> None:
    """The stop that the address names, beside the map that shows it."""
    reader = current_reader(atlas)
    t, tours = reader.t, {tour.id: tour for tour in atlas.dataset.tours}
    if not tours:
        heading(t, "tours")
        st.info(t("This dataset holds no tours."), icon=":material/info:")
        return
    fields = _fields(atlas, tours)
    tour = tours[fields["tour"]]
    number = min(int(fields["step"]), len(tour.steps))
    step = tour.steps[number - 1]
    if len(tours) < 2:
        fields.keep()
    _ask_once(atlas, tour, number, step)
    tour_keys(
        tour.id, number, len(tour.steps), lambda to: fields.put(step=str(to))
    )  # before there is anything to see
    st.html(_STYLE + WORKS)
    with st.container(key="tour-body"):
        text, map_side = st.columns([1, 3])
        with text:
            told = st.container(key="tour-text")
        with told:
            st.title(t("Tours"), anchor=False)
            if len(tours) > 1:
                st.segmented_control(
                    t("Tour"),
                    list(tours),
                    key=fields.key("tour"),
                    format_func=lambda key: as_text(reader.say(tours[key].title)),
                    required=True,
                    label_visibility="collapsed",
                    on_change=lambda: fields.put(step="1"),
                )
                fields.keep()
            _stop(atlas, tour, number, reader)
        with map_side:
            _map(atlas, step, reader)
        with told:
            _steps(tour, number, fields, reader)
            if not first_run("tours"):
                _more(atlas, tour, number, reader)


def _fields(atlas: OpenDataset, tours: dict[str, Tour]) -> Fields:
    most = max(len(tour.steps) for tour in tours.values())
    numbers = [str(number) for number in range(1, most + 1)]
    first = next(iter(tours))
    return Fields(
        "tours",
        (Field("tour", list(tours), default=first), Field("step", numbers, default="1")),
        current_reader(atlas).t,
    )


def _ask_once(atlas: OpenDataset, tour: Tour, number: int, step: TourStep) -> None:
    """Ask the map for a stop when the reader comes to it; what the reader does there then stands."""
    here = (atlas.name, tour.id, number)
    first = SHOWN not in st.session_state
    if st.session_state.get(SHOWN) == here:
        return
    st.session_state[SHOWN] = here
    st.session_state[VISIT] = st.session_state.get(VISIT, 0) + 1
    state = view_state(atlas)
    if first and "day" in last_heard():  # the address says more than the stop does
        return
    show(atlas, view_of_step(step, state.view))


def view_of_step(step: TourStep, before: View) -> View:
    """The view that a stop asks for; the layers stay as the reader has them."""
    span: tuple[dt.date, dt.date] | None = (step.start, step.end) if step.start and step.end else None
    return View(step.day, step.select, before.layers, None, step.lens, span, before.other, before.mode)


def _map(atlas: OpenDataset, step: TourStep, reader: Reader) -> None:
    state = view_state(atlas)
    answer = show_map(
        document_of(atlas, reader.language, reader.naming.policy),
        title=reader.t("Map of this step"),
        view=state.requested,
        turn=state.turn,
        key="tour:map",
        fit=step_bounds(atlas.dataset, step),
        shape=ALONE,
    )
    record_answer(state, answer, atlas)


def _stop(atlas: OpenDataset, tour: Tour, number: int, reader: Reader) -> None:
    t, step = reader.t, tour.steps[number - 1]
    where = t("Step {n} of {all}", n=number, all=len(tour.steps))
    st.progress(number / len(tour.steps))
    st.html(
        f"<article class='stop' aria-live='polite'><p class='where'>{as_html(reader.say(tour.title))} · "
        f"{as_html(where)}</p><h2>{as_html(reader.say(step.title))}</h2>"
        f"<p class='day'>{as_html(day_in_words(step.day, reader.language))}</p>"
        f"<p>{as_html(reader.say(step.text))}</p></article>"
    )


def _steps(tour: Tour, number: int, fields: Fields, reader: Reader) -> None:
    """The buttons back and on, which do what the arrow keys do, and any stop by its title."""
    t, last = reader.t, len(tour.steps)

    def by(
        way: int,
    ) -> None:  # from the stop of the moment, which may be further than the one that drew the button
        fields.put(step=str(min(max(int(fields["step"]) + way, 1), last)))

    with st.container(key="tour-steps", horizontal=True):
        st.button(
            t("Back"),
            key="tour:back",
            icon=":material/arrow_back:",
            disabled=number == 1,
            on_click=by,
            args=(-1,),
        )
        on = t("Next: {title}", title=reader.say(tour.steps[number].title)) if number < last else t("Next")
        st.button(
            as_text(on),
            key="tour:next",
            icon=":material/arrow_forward:",
            disabled=number == last,
            on_click=by,
            args=(1,),
        )
    with st.container(key="tour-hint"):
        st.caption(t("The arrow keys do the same."))
    titles = {str(n): f"{n}. {reader.say(step.title)}" for n, step in enumerate(tour.steps, 1)}
    # a new field at each stop, and no callback: what a field of an earlier stop held can come late, and led back there
    chosen = st.selectbox(
        t("All steps"),
        list(titles),
        index=number - 1,
        key=f"tour:choice:{st.session_state[VISIT]}",
        format_func=titles.__getitem__,
    )
    if chosen != str(number):
        fields.put(step=chosen)
        st.rerun()


def _more(atlas: OpenDataset, tour: Tour, number: int, reader: Reader) -> None:
    """The events and works that a stop rests on, how to cite it, and the map with everything."""
    t, step, dataset = reader.t, tour.steps[number - 1], atlas.dataset
    works = step_citations(dataset, step)
    with st.expander(t("Sources ({n})", n=t.number(len(works)))):
        for key in step.events:
            event = dataset.event[key]
            label = reader.t(SAYS, name=when_in_words(event, reader.language), state=reader.say(event.title))
            page_button(
                as_text(label),
                "map",
                key=f"tour:event:{key}",
                type="tertiary",
                icon=":material/event:",
                prepare=functools.partial(go, atlas, day=event.when.latest, selection=key),
            )
        st.html(WORKS + citations_html(dataset, works, reader))
    with st.expander(t("Cite this step")):
        copied_text(citation_of_stop(dataset, tour, number, reader), t, key="tour:cite")
        st.caption(t("The button Share copies the address that opens this step."))
    page_button(t("Open in the full map"), "map", key="tour:whole", icon=":material/map:")
