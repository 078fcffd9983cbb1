// One stop of the Tab key for many links; arrow keys walk among them.

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export function rove(box, selector) {
  const stop = (link) => {
    box.querySelectorAll("a[tabindex='0']").forEach((old) => old.setAttribute("tabindex", "-1"));
    link?.setAttribute("tabindex", "0");
  };
  const settle = () => {
    const now = box.querySelector("a[tabindex='0']");
    if (!now?.matches(selector)) {
      stop(box.querySelector(selector));
    }
  };
  box.querySelectorAll("a").forEach((link) => link.setAttribute("tabindex", "-1"));
  settle();
  box.closest(".reading").addEventListener("filtered", settle);
  box.addEventListener("focusin", (event) => event.target.matches("a") && stop(event.target));
  box.addEventListener("keydown", (event) => {
    const isPlain = !(event.ctrlKey || event.altKey || event.metaKey || event.shiftKey);
    const links = [...box.querySelectorAll(selector)];
    const here = links.indexOf(event.target);
    const ends = { Home: 0, End: links.length - 1 };
    const next = ends[event.key] ?? here + STEPS[event.key];
    if (isPlain && here >= 0 && links[next]) {
      event.preventDefault();
      links[next].focus();
    }
  });
}
