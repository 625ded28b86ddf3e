// @ts-check
/**
 * The only writer of the address. It never adds an entry to the history of the browser: turning a page does that.
 *
 * A page that stays open while the server is started anew goes on in a session that knows nothing of it, and Streamlit
 * sends that session the address of long ago: then what was shown last is told to Python, instead of being overwritten.
 */

/** What was shown last, and the session that said so. */
const last = { session: "", page: "", query: "" };

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

/** The page that the reader is on. */
const here = () => location.pathname.split("/").pop() || first;

/** Show what is to be shown, if the reader is still there. */
function write() {
  if (here() !== last.page) return;
  const search = last.query ? `?${last.query}` : "";
  if (search !== location.search)
    history.replaceState(history.state, "", location.pathname + search + location.hash);
}

/** After a restart Streamlit itself puts the address of long ago into the bar; once it rests, ours is put back. */
const rest = new MutationObserver(() => {
  const app = /** @type {HTMLElement | null} */ (document.querySelector(APP));
  if (app?.dataset.testScriptState === "notRunning") write();
});

export default function ({ data, setStateValue }) {
  const { session, page, query } = data;
  first = data.first;
  const app = document.querySelector(APP);
  if (!document.querySelector("iframe")) document.getElementById("controlatlas-still")?.remove(); // a page without a map
  if (app) rest.observe(app, { attributeFilter: ["data-test-script-state"] });
  if (here() !== page) return; // the reader has gone on while this was on its way
  if (last.session && last.session !== session && last.page === page) {
    setStateValue("again", { session, query: last.query });
    last.session = session;
    return;
  }
  Object.assign(last, { session, page, query });
  write();
}
