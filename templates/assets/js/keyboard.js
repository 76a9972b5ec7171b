// One key, one move. Never while one types, with a modifier, or in a dialog; never a key that the
// browser or a screen reader needs.
const help = document.getElementById("_aide");
const click = (selector) => document.querySelector(selector)?.click();

const moves = {
  j: () => toSection(1),
  k: () => toSection(-1),
  n: () => click('.neighbours [rel="next"]'),
  p: () => click('.neighbours [rel="prev"]'),
  t: () => click('[data-do="theme"]'),
  "?": () => help.showModal(),
  "/": () => click('[data-do="search"]'),
};

// The section that one reads starts above this line, where links to headings come to rest.
const line = () => parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) + 8;

function toSection(step) {
  const headings = [...document.querySelectorAll("article :is(h1, h2, h3), .page :is(h2, h3)")];
  const tops = headings.map((heading) => heading.getBoundingClientRect().top);
  const next =
    step > 0 ? tops.findIndex((top) => top > line()) : tops.findLastIndex((top) => top < line() - 16);
  const heading = headings[next];
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  heading.scrollIntoView();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.closest("input, select, textarea, [contenteditable], dialog")) return;
  const move = moves[event.key];
  if (!move) return;
  event.preventDefault();
  move();
});
document.querySelector('[data-do="help"]').addEventListener("click", moves["?"]);
// A click beside the dialog closes it.
help.addEventListener("click", (event) => event.target === help && help.close());
