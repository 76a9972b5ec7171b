// The catalogue, filtered and sorted in place. Its state is its address, so that it can be shared,
// and « back » goes back. Without this script each label leads to a page of its own.
const facets = ["serie", "niveau", "genre", "etiquette"];
const chips = [...document.querySelectorAll("[data-filtre]")];
const shelves = [...document.querySelectorAll(".shelf")].map((section) => ({
  section,
  list: section.querySelector(".cards"),
  cards: [...section.querySelectorAll(".card")],
}));
const cards = shelves.flatMap((shelf) => shelf.cards);
const flat = document.getElementById("_resultats");
const counter = document.getElementById("_compte");
const clear = document.getElementById("_effacer");
const sort = document.getElementById("_tri");
const empty = document.getElementById("_vide");

const title = (card) => card.querySelector(".card-title").textContent.trim();
const french = new Intl.Collator("fr", { numeric: true });
const orders = {
  recentes: (a, b) => b.dataset.date.localeCompare(a.dataset.date) || french.compare(title(a), title(b)),
  niveau: (a, b) => a.dataset.rang - b.dataset.rang || french.compare(title(a), title(b)),
  titre: (a, b) => french.compare(title(a), title(b)),
};

const plural = (number) => `${number.toLocaleString("fr")}\u00a0${number < 2 ? "fiche" : "fiches"}`;
const query = () => new URLSearchParams(location.search);
const matches = (card, asked) =>
  facets.every((facet) => {
    const value = asked.get(facet);
    return !value || card.dataset[facet].split(" ").includes(value);
  });

function show() {
  const asked = query();
  const kept = new Set(cards.filter((card) => matches(card, asked)));
  const order = orders[asked.get("tri")];
  sort.value = order ? asked.get("tri") : "";
  // Sorted, the cards leave their shelves for one list; unsorted, they go back to their places.
  if (order) flat.append(...cards.toSorted(order));
  else if (flat.firstChild) for (const shelf of shelves) shelf.list.append(...shelf.cards);
  for (const card of cards) card.hidden = !kept.has(card);
  flat.hidden = !order;
  for (const { section, cards: own } of shelves) {
    const left = own.filter((card) => kept.has(card)).length;
    section.hidden = Boolean(order) || !left;
    section.querySelector(".count").textContent = plural(left);
  }
  for (const chip of chips) {
    if (asked.get(chip.dataset.filtre) === chip.dataset.valeur) {
      chip.setAttribute("aria-current", "true");
      chip.closest("details").open = true;
    } else chip.removeAttribute("aria-current");
  }
  counter.textContent = plural(kept.size);
  clear.hidden = !facets.some((facet) => asked.has(facet));
  empty.hidden = kept.size > 0;
  if (!kept.size) help(asked);
}

// Nothing meets all that is asked: say what would be found by asking for one thing less.
function help(asked) {
  const ways = facets.filter((facet) => asked.has(facet)).map((facet) => {
    const less = new URLSearchParams(asked);
    less.delete(facet);
    const chip = chips.find((one) => one.matches('[aria-current]') && one.dataset.filtre === facet);
    const name = chip?.firstChild.textContent.trim() ?? asked.get(facet);
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.className = "label";
    link.href = `?${less}`;
    link.textContent = `Sans « ${name} » : ${plural(cards.filter((card) => matches(card, less)).length)}`;
    item.append(link);
    return item;
  });
  empty.querySelector("ul").replaceChildren(...ways);
}

function go(change) {
  const asked = query();
  change(asked);
  history.pushState(null, "", asked.size ? `?${asked}` : location.pathname);
  show();
}

document.querySelector("main").addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const { filtre, valeur } = link.dataset;
  if (filtre) {
    event.preventDefault();
    go((asked) => (asked.get(filtre) === valeur ? asked.delete(filtre) : asked.set(filtre, valeur)));
  } else if (empty.contains(link)) {
    event.preventDefault();
    history.pushState(null, "", link.href);
    show();
    chips[0]?.focus();
  }
});
clear.addEventListener("click", () => {
  go((asked) => facets.forEach((facet) => asked.delete(facet)));
  chips[0]?.focus();
});
sort.addEventListener("change", () => go((asked) => (sort.value ? asked.set("tri", sort.value) : asked.delete("tri"))));
addEventListener("popstate", show);
// A preview may bring other cards, or change these.
document.addEventListener("antiseche:patch", () => {
  const now = document.querySelectorAll(".shelf .card, #_resultats .card");
  if (now.length === cards.length && [...now].every((card) => cards.includes(card))) show();
  else location.reload();
});
if (location.search) show();
