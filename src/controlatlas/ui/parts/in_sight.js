// @ts-check
/** Room for what stands further down the page: Python is told once the reader comes near it, and then puts it there. */

export default function ({ data, parentElement, setStateValue }) {
  const button = parentElement.querySelector("button");
  button.textContent = data.title;
  const seen = () => {
    near.disconnect();
    setStateValue("seen", data.visit);
  };
  const near = new IntersectionObserver((marks) => marks.some((it) => it.isIntersecting) && seen());
  near.observe(button);
  button.onclick = seen;
  return () => near.disconnect();
}
