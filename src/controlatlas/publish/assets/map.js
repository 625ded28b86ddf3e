// @ts-check
/* Puts the map into a page of the site: it begins with what the address asks for, and the address follows what is shown.
   The names in the query are those of the app. */
(async () => {
  /** How wide the text of a printed page is, in pixels: A4 with the margins of site.css. */
  const PAPER = 670;
  const root = document.getElementById("controlatlas");
  if (!root) return;
  const two = "two" in root.dataset;
  const framed = window.parent !== window;
  if (framed) document.documentElement.classList.add("framed");
  const asked = new URLSearchParams(location.search);
  const told = /** @type {HTMLElement | null} */ (document.querySelector(".told"));

  /** @param {string} key */
  const numbers = (key) => (asked.get(key) || "").split(",").map(Number);

  /** @param {string | null} text */
  const isDay = (text) => {
    const moment = /^\d{4}-\d{2}-\d{2}$/.test(text || "") ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
    return !Number.isNaN(moment) && new Date(moment).toISOString().startsWith(text || "");
  };

  /** How much of the window the map has: all that the bar above it leaves. */
  function room() {
    const above = document.querySelector(".bar")?.getBoundingClientRect().height || 0;
    const days = document.querySelector(".days")?.getBoundingClientRect().height || 0;
    const said = told?.getBoundingClientRect().height || 0;
    const left = Math.floor(window.innerHeight - above - days - said);
    document.documentElement.style.setProperty("--left", `${left}px`);
    return left;
  }

  /** What the address asks for, as messages of a host. @returns {Atlas.ToMap[]} */
  function parts() {
    /** @type {Atlas.ToMap[]} */
    const found = [{ type: "room", px: room() }];
    const [day, lens, select, layers] = ["day", "lens", "select", "layers"].map((key) => asked.get(key));
    const [first, last] = [asked.get("from"), asked.get("to")];
    if (layers !== null) found.push({ type: "layers", value: layers.split(",").filter(Boolean) });
    if (lens) found.push({ type: "lens", value: lens });
    if (first && last && isDay(first) && isDay(last)) found.push({ type: "range", value: [first, last] });
    if (select) found.push({ type: "select", id: select });
    if (two) found.push(...days());
    else if (day && isDay(day)) found.push({ type: "show", day });
    const view = numbers("view"),
      fit = numbers("fit");
    if (view.length === 3) found.push({ type: "view", value: [view[0], view[1], view[2]] });
    else if (fit.length === 4) found.push({ type: "fit", value: [fit[0], fit[1], fit[2], fit[3]] });
    return found;
  }

  /** The two days, the earlier first, and how they are shown. @returns {Atlas.ToMap[]} */
  function days() {
    const chosen = /** @type {HTMLElement | null} */ (document.querySelector(".days"));
    const { earlier = "", later = "" } = chosen?.dataset || {};
    const wanted = [asked.get("other"), asked.get("day")];
    const [a, b] = wanted.map((day, at) => (day && isDay(day) ? day : [earlier, later][at])).sort();
    const mode = asked.get("mode");
    return [
      { type: "show", day: a },
      { type: "other", day: b },
      ...(mode ? [/** @type {Atlas.ToMap} */ ({ type: "mode", value: mode })] : []),
    ];
  }

  /** What the address asks for and is not shown, in the words of the page. @returns {string[]} */
  function refused() {
    const words = told?.dataset || {};
    /** @param {string | undefined} text @param {Record<string, string>} values */
    const filled = (text, values) => (text || "").replace(/\{(\w+)\}/g, (_, key) => values[key]);
    const found = [];
    for (const key of two ? ["other", "day"] : ["day", "from", "to"]) {
      const text = asked.get(key);
      if (text && !isDay(text)) found.push(filled(words.noDay, { text }));
      else if (text && (text < data.span[0] || text > data.span[1]))
        found.push(filled(words.outside, { day: text }));
    }
    const [lens, id] = [asked.get("lens"), asked.get("select")];
    if (lens && !data.lenses.includes(lens))
      found.push(filled(words.noLens, { lens, all: data.lenses.join(", ") }));
    if (id && !events.has(id) && !places.has(id)) found.push(filled(words.noId, { id }));
    return found;
  }

  /** Says what of the address is ignored, with the days that are shown: what was asked for, or the nearest that there is. */
  function tell() {
    const [first, last] = data.span;
    const what = refused().join(told?.dataset.between);
    if (!told || !what) return;
    const day = asked.get("day");
    const wanted = two
      ? days().flatMap((part) => ("day" in part ? [part.day] : []))
      : [day && isDay(day) ? day : data.day];
    const shown = wanted.map((it) => [first, it, last].sort()[1]).join(" – ");
    const said = { what, shown };
    told.textContent = (told.dataset.ignored || "").replace(/\{(what|shown)\}/g, (_, key) => said[key]);
    told.hidden = false;
  }

  /** What the address says of a view; what is the map's own choice is left out. @param {Atlas.Shown} shown */
  function queryOf(shown) {
    const { day, other, mode, lens, range, selection, layers, view } = shown;
    /** @type {[string, string | null | undefined][]} */
    const said = [
      ["day", two ? other : day],
      ["lens", lens],
      ["from", range?.[0]],
      ["to", range?.[1]],
      ["other", two ? day : null],
      ["mode", mode === "split" ? null : mode],
      ["select", selection],
      ["layers", layers?.join(",")],
      ["view", view?.join(",")],
    ];
    return said
      .filter(([key, text]) => text || (key === "layers" && layers))
      .map(([key, text]) => `${key}=${encodeURIComponent(text || "").replaceAll("%2C", ",")}`)
      .join("&");
  }

  /** The address in the bar, in the links to other languages, and in what is there to be copied. @param {string} query */
  function note(query) {
    try {
      history.replaceState(null, "", `?${query}`);
    } catch (error) {
      // a frame that may do nothing may not even this; the map goes on without
      if (!framed) throw error;
    }
    for (const link of document.querySelectorAll(".bar nav + nav a[href]")) {
      link.setAttribute("href", `${link.getAttribute("href")?.split("?")[0]}?${query}`);
    }
    const address = `${root?.dataset.address}?${query}`;
    for (const link of document.querySelectorAll("[data-permalink]")) {
      link.setAttribute("href", address);
      link.textContent = address;
    }
    for (const frame of document.querySelectorAll("[data-embed]")) {
      const markup = frame.textContent || "";
      frame.textContent = markup.replace(/src="[^"]*"/, `src="${address.replaceAll("&", "&amp;")}"`);
    }
  }

  /** The way to the page of what is selected. @param {string | null} id */
  function lead(id) {
    const kind = id === null ? null : events.has(id) ? "event" : "place";
    const folder = id !== null && cells.has(id) ? null : kind; // areas are shown on the map alone
    for (const way of document.querySelectorAll("[data-of]")) {
      const here = /** @type {HTMLElement} */ (way);
      here.hidden = here.dataset.of !== folder;
      if (!here.hidden) here.querySelector("a")?.setAttribute("href", `${folder}s/${id}.html`);
    }
  }

  const { controlAtlasData, controlAtlasTexts } = /** @type {any} */ (window);
  const texts = JSON.parse(await unpacked(controlAtlasTexts));
  const data = JSON.parse(await unpacked(controlAtlasData), (_, it) =>
    it && "=" in Object(it) ? texts[it["="]] : it
  );
  const events = new Set(recordsOf(data.events).map((it) => it.id));
  const places = new Set(recordsOf(data.places).map((it) => it.id));
  const area = data.layers.indexOf("cell");
  const cells = new Set(recordsOf(data.places).flatMap((it) => (it.layer === area ? [it.id] : [])));
  const canvas = /** @type {any} */ (window)[document.querySelector(".map")?.id || ""];
  window.addEventListener("resize", room);
  window.addEventListener("beforeprint", () => {
    const drawn = root.querySelector(".stages, .stage")?.getBoundingClientRect();
    const known = {
      "--wide": `${drawn?.width}px`,
      "--high": `${drawn?.height}px`,
      "--fit": String(Math.min(1, PAPER / (drawn?.width || PAPER))),
    };
    for (const [name, value] of Object.entries(known))
      document.documentElement.style.setProperty(name, value);
  });
  document.addEventListener("controlatlas:shown", (event) => {
    const shown = /** @type {CustomEvent<Atlas.Shown>} */ (event).detail;
    note(queryOf(shown));
    lead(shown.selection);
  });
  tell();
  const start = parts();
  const lean = two ? { events: [], sources: [], sides: [], kinds: [], ranges: [], groups: [] } : {};
  const made = window.controlAtlas.mount(root, { ...data, ...lean, start }, null, canvas);
  /** @type {any} */ (window).controlAtlas = made;

  /** What lies packed in a script (gzip, base64). @param {string} text @returns {Promise<string>} */
  async function unpacked(text) {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).text();
  }

  /** The id and the layer of records that travel as a table. @param {any} table @returns {{ id: string, layer?: number }[]} */
  function recordsOf(table) {
    if (!table?.forms) return table || [];
    return table.rows.map(([form, ...values]) => {
      const at = (key) => values[table.forms[form].indexOf(key)];
      return { id: at("id"), layer: at("layer") };
    });
  }
})();
