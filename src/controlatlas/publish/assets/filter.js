// @ts-check
/* The box above a list: what is typed is looked for in all that an entry says, accents, case and script marks aside. */
(() => {
  const box = /** @type {HTMLInputElement | null} */ (document.querySelector("#find"));
  const none = /** @type {HTMLElement | null} */ (document.querySelector(".none"));
  if (!box?.parentElement || !none) return;

  /** Letters that stay after accents are taken away, and what is typed for them. @type {Record<string, string>} */
  const LIKE = { ə: "a", ı: "i", ё: "е", և: "եւ", "’": "'" };

  /** @param {string} text */
  function plain(text) {
    const bare = text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
    return bare.replace(/[əıёև’]/g, (letter) => LIKE[letter]).replace(/\s+/g, " ");
  }

  const sections = [...document.querySelectorAll(".found")].map((section) => ({
    section: /** @type {HTMLElement} */ (section),
    entries: [...section.querySelectorAll("li")].map((entry) => ({
      entry,
      said: plain(entry.textContent || ""),
      names: section.querySelector(".named") ? namesOf(entry) : [],
    })),
  }));

  /** All names that an entry of a list of names has. @param {Element} entry */
  function namesOf(entry) {
    const parts = [...entry.querySelectorAll("a, .others")].map((it) => it.textContent || "");
    return plain(parts.join("·"))
      .split(/[()·]/)
      .map((name) => name.trim());
  }

  /** What is called just as it is typed stands first. @type {[HTMLElement, Comment][]} */
  const first = [];
  const above = document.createElement("section");
  const list = above.appendChild(document.createElement("ul"));
  above.className = "found";
  list.className = "columns named";
  above.hidden = true;
  sections[0]?.section.before(above);

  function look() {
    const words = plain(box?.value || "")
      .split(" ")
      .filter(Boolean);
    const typed = words.join(" ");
    let any = false;
    for (const [entry, place] of first.splice(0)) place.replaceWith(entry);
    for (const { section, entries } of sections) {
      let here = false;
      for (const { entry, said, names } of entries) {
        entry.hidden = !words.every((word) => said.includes(word));
        any ||= !entry.hidden;
        if (typed && names.includes(typed)) raise(entry);
        else here ||= !entry.hidden;
      }
      section.hidden = !here;
    }
    above.hidden = !first.length;
    if (none) none.hidden = any;
  }

  /** @param {HTMLElement} entry */
  function raise(entry) {
    const place = document.createComment("");
    entry.replaceWith(place);
    list.append(entry);
    first.push([entry, place]);
  }

  box.parentElement.hidden = false;
  box.value = new URLSearchParams(location.search).get("q") || box.value;
  box.addEventListener("input", look);
  box.addEventListener("keydown", (event) => {
    const left = sections.flatMap((it) => it.entries).filter((it) => !it.entry.hidden);
    const meant = first.length === 1 ? first[0][0] : left.length === 1 ? left[0].entry : null;
    // the one that is called so, or the one that is left, is meant
    if (event.key === "Enter" && box?.value.trim()) meant?.querySelector("a")?.click();
  });
  look();
})();
