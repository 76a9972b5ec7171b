// The page of search: its state is its address, so that a question can be kept and shared.
const { ask, plural } = await import(`./search-results.js${new URL(import.meta.url).search}`);

const STEP = 10; // results shown at a time
const form = document.getElementById("_recherche");
const field = document.getElementById("_question");
const status = document.getElementById("_reponse");
const list = document.getElementById("_passages");
const more = document.getElementById("_suite");
const title = document.title;
let asked = 0;
let answer;

async function search() {
  const mine = (asked += 1);
  const text = field.value;
  document.title = text.trim() ? `${text.trim()} · ${title}` : title;
  let found = { count: 0, said: "", show: () => [] };
  let items = [];
  try {
    if (text.trim()) found = await ask(text);
    items = await found.show(0, STEP);
  } catch {
    found.said = "La recherche n’a pas pu se charger\u00a0: vérifiez la connexion.";
  }
  if (mine !== asked) return;
  answer = found;
  list.replaceChildren();
  add(items);
  status.textContent = found.said;
}

function add(links) {
  list.append(
    ...links.map((link) => {
      const item = document.createElement("li");
      item.append(link);
      return item;
    }),
  );
  const left = answer.count - list.children.length;
  more.hidden = left <= 0;
  more.textContent = `Afficher la suite (${plural(left, "passage")})`;
}

function keep() {
  const text = field.value.trim();
  history.replaceState(null, "", text ? `?q=${encodeURIComponent(text)}` : location.pathname);
}

field.addEventListener("input", () => {
  keep();
  search();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  list.querySelector("a")?.focus();
});
more.addEventListener("click", async () => {
  const from = list.children.length;
  add(await answer.show(from, from + STEP));
  list.children[from]?.querySelector("a").focus();
});
field.value ||= new URLSearchParams(location.search).get("q") ?? ""; // one may have typed already
search();
