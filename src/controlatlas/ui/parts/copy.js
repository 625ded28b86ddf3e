// @ts-check
/** A button that copies a text that stands beside it or, without one, the address of the page, which says all that is shown. */

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // a page that is not served from this machine or by https may not use the clipboard
    const field = Object.assign(document.createElement("textarea"), { value: text });
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
}

export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button");
  const label = button.querySelector("span");
  const text = parentElement.querySelector("pre");
  if (text) {
    text.textContent = data.text;
    text.className = data.style;
  }
  button.title = data.help;
  label.textContent = data.label;
  button.hidden = false; // not before it has a name
  const said = parentElement.querySelector("[role=status]");
  let wait = 0;
  button.onclick = async () => {
    await copy(data.text ?? window.location.href);
    label.textContent = data.done;
    said.textContent = data.done;
    clearTimeout(wait);
    wait = setTimeout(() => {
      label.textContent = data.label;
      said.textContent = "";
    }, 2000);
  };
}
