// Where one is in a fiche: the outline follows the scroll, and a bar tells what is left.
const LINE = 128; // pixels: a section is the current one once its heading is above this
const outline = document.querySelector(".outline");

if (outline) {
  const drawer = outline.querySelector("details");
  const here = outline.querySelector(".outline-here");
  const progress = outline.querySelector("progress");
  const article = document.querySelector("article");
  const wide = matchMedia("(min-width: 64rem)");
  let current;

  // The drawer is a plain <details>: open beside the text, closed above it.
  const fit = () => (drawer.open = wide.matches);
  wide.addEventListener("change", fit);
  fit();
  const summary = outline.querySelector("summary");
  summary.addEventListener("click", (event) => {
    if (wide.matches) event.preventDefault();
  });
  const close = () => !wide.matches && (drawer.open = false);
  outline.addEventListener("click", (event) => event.target.closest("a") && close());
  outline.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || wide.matches || !drawer.open) return;
    close();
    summary.focus();
  });
  // Open, it would cover what the focus goes to.
  outline.addEventListener("focusout", ({ relatedTarget }) => relatedTarget && !outline.contains(relatedTarget) && close());
  document.addEventListener("click", (event) => outline.contains(event.target) || close());

  // scrollIntoView would also scroll the page, and so stop a scroll that is under way.
  function reveal(link) {
    const { top, bottom } = link.getBoundingClientRect();
    const frame = outline.getBoundingClientRect();
    outline.scrollTop += Math.min(0, top - frame.top) + Math.max(0, bottom - frame.bottom);
  }

  const targetOf = (link) => document.getElementById(decodeURIComponent(link.hash.slice(1)));

  function follow() {
    const links = [...outline.querySelectorAll("a")]; // those of now: a preview may bring others
    const targets = links.map(targetOf);
    const link = links[targets.findLastIndex((target) => target?.getBoundingClientRect().top < LINE)];
    if (link !== current) {
      current?.removeAttribute("aria-current");
      link?.setAttribute("aria-current", "location");
      here.textContent = link?.textContent ?? "";
      if (wide.matches && link) reveal(link);
      current = link;
    }
    const box = article.getBoundingClientRect();
    progress.value = Math.min(100, Math.max(0, (100 * -box.top) / Math.max(1, box.height - innerHeight)));
  }

  let waiting = false;
  function soon() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      follow();
    });
  }
  addEventListener("scroll", soon, { passive: true });
  addEventListener("resize", soon);
  follow();
}

// A link to the questions shows the answers too: search may have found its words in one.
function unfold() {
  if (location.hash !== "#_questions") return;
  for (const question of document.querySelectorAll(".faq details")) question.open = true;
}
addEventListener("hashchange", unfold);
unfold();
