// @ts-check
/** Room for what stands further down the page: Python is told once the reader comes near it, and then puts it there. */

/** Who watches the room of a page. A new visit to the page is told to the same room, whose watcher then has to go. */
const watchers = new WeakMap();

export default function ({ data, parentElement, setStateValue }) {
  const button = parentElement.querySelector("button");
  button.textContent = data.title;
  watchers.get(parentElement)?.disconnect();
  const watcher = new IntersectionObserver((marks) => marks.some((it) => it.isIntersecting) && seen());
  const seen = () => {
    watcher.disconnect();
    setStateValue("seen", data.visit);
  };
  watchers.set(parentElement, watcher);
  watcher.observe(button);
  button.onclick = seen;
  return () => watchers.get(parentElement)?.disconnect();
}
