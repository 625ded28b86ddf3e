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
    })),
  }));

  function look() {
    const words = plain(box?.value || "")
      .split(" ")
      .filter(Boolean);
    let any = false;
    for (const { section, entries } of sections) {
      let here = false;
      for (const { entry, said } of entries) {
        entry.hidden = !words.every((word) => said.includes(word));
        here ||= !entry.hidden;
      }
      section.hidden = !here;
      any ||= here;
    }
    if (none) none.hidden = any;
  }

  box.parentElement.hidden = false;
  box.value = new URLSearchParams(location.search).get("q") || box.value;
  box.addEventListener("input", look);
  box.addEventListener("keydown", (event) => {
    const left = sections.flatMap((it) => it.entries).filter((it) => !it.entry.hidden);
    const link = left.length === 1 && left[0].entry.querySelector("a");
    if (event.key === "Enter" && box?.value.trim() && link) link.click(); // the one that is left is meant
  });
  look();
})();
