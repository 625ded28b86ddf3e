// @ts-check
/**
 * The only writer of the address. It adds an entry to the history of the browser only where the reader has gone somewhere on the
 * page, to a day or a place found by name, or has chosen other words for it; else turning a page does that. Back on the same page is told to Python.
 *
 * A page that stays open while the server is started anew goes on in a session that knows nothing of it, and Streamlit
 * sends that session the address of long ago: then what was shown last is told to Python, instead of being overwritten.
 */

/** What was shown last, and the session that said so. */
const last = { session: "", page: "", query: "", jump: 0 };

const APP = "[data-testid=stApp]";

/** In a narrow window the pages stand in a menu, which lies over them: who has chosen one wants to see it. */
const MENU = matchMedia("(max-width: 899px)");
document.addEventListener("click", ({ target }) => {
  const link = target instanceof Element && target.closest("[data-testid=stSidebarNavLink]");
  if (!link || !MENU.matches) return;
  const close = /** @type {HTMLElement | null} */ (
    document.querySelector(
      "[data-testid=stSidebar][data-collapsed=false] [data-testid=stSidebarCollapseButton] button"
    )
  );
  setTimeout(() => close?.click());
});

let first = "";
let told = 0;

/** The page that the reader is on. */
const here = () => location.pathname.split("/").pop() || first;

/** Show what is to be shown, if the reader is still there; `anew` as an entry of its own, to which Back leads. */
function write(anew = false) {
  if (here() !== last.page) return;
  const search = last.query ? `?${last.query}` : "";
  if (search === location.search) return;
  const address = location.pathname + search + location.hash;
  if (anew) history.pushState(history.state, "", address);
  else history.replaceState(history.state, "", address);
}

/**
 * A run that was on its way when the reader went back or forward is of the page that was left; Streamlit would put that page into the
 * history once more, and so cut off where Forward leads. So until the reader presses something, no other page is put there.
 */
let gone = false;
const pushed = history.pushState;
history.pushState = (state, unused, address) => {
  if (!gone || new URL(address ?? "", location.href).pathname === location.pathname)
    pushed.call(history, state, unused, address);
};
window.addEventListener("popstate", () => (gone = true));
window.addEventListener("click", () => (gone = false), true);
window.addEventListener("message", ({ data }) => (gone &&= data?.type !== "tour")); // pressed in the map

/** Tells Python where Back or Forward has led on the page that stays. */
let tell = (/** @type {string} */ _query) => {};
window.addEventListener("popstate", () => {
  const query = location.search.slice(1);
  if (here() !== last.page || query === last.query) return; // another page, for which Streamlit cares, or nothing
  last.query = query;
  tell(query);
});

/** After a restart Streamlit itself puts the address of long ago into the bar; once it rests, ours is put back. */
const rest = new MutationObserver(() => {
  const app = /** @type {HTMLElement | null} */ (document.querySelector(APP));
  if (app?.dataset.testScriptState === "notRunning") write();
});

export default function ({ data, setStateValue }) {
  const { session, page, query, jump } = data;
  tell = (asked) => setStateValue("back", { session, query: asked, number: ++told });
  first = data.first;
  const app = document.querySelector(APP);
  if (!document.querySelector("iframe")) document.getElementById("controlatlas-still")?.remove(); // a page without a map
  if (app) rest.observe(app, { attributeFilter: ["data-test-script-state"] });
  if (here() !== page) return; // the reader has gone on while this was on its way
  if (last.session && last.session !== session && last.page === page) {
    setStateValue("again", { session, query: last.query, number: ++told });
    last.session = session;
    return;
  }
  const anew = last.session === session && last.page === page && jump > last.jump;
  Object.assign(last, { session, page, query, jump });
  write(anew);
}
