// Search above any page: a combobox in a dialog. The field keeps the focus; arrows choose.
const here = new URL(import.meta.url);
const { ask, warm } = await import(`./search-results.js${here.search}`);

const MOST = 8; // results; the page of search has the others
const PAGE = new URL("../../recherche/", here);

const dialog = document.createElement("dialog");
dialog.className = "dialog search";
dialog.setAttribute("aria-label", "Rechercher");
dialog.innerHTML = `
<div class="search-field">
<input type="search" role="combobox" aria-label="Rechercher dans les fiches" aria-expanded="false"
 aria-controls="_trouves" aria-autocomplete="list" autocomplete="off" autocapitalize="off"
 spellcheck="false" enterkeyhint="go" placeholder="Un mot, une commande…">
<button class="button button-plain" type="button">Fermer</button>
</div>
<p class="search-said" role="status"></p>
<div class="search-found" id="_trouves" role="listbox" aria-label="Passages trouvés" hidden></div>
<p class="search-more" hidden><a>Tous les passages</a>
<span><kbd>↑</kbd> <kbd>↓</kbd> choisir, <kbd>Entrée</kbd> ouvrir</span></p>`;
document.body.append(dialog);
const [input, close, status, list, more] = ["input", "button", "[role=status]", "[role=listbox]", ".search-more"].map(
  (selector) => dialog.querySelector(selector),
);
let asked = 0;
let chosen = -1;

export function open() {
  warm();
  if (!dialog.open) dialog.showModal();
  input.select();
}

function choose(number) {
  const options = [...list.children];
  chosen = options.length ? (number + options.length) % options.length : -1;
  options.forEach((option, at) => option.setAttribute("aria-selected", String(at === chosen)));
  if (chosen < 0) return input.removeAttribute("aria-activedescendant");
  input.setAttribute("aria-activedescendant", options[chosen].id);
  options[chosen].scrollIntoView({ block: "nearest" });
}

async function search() {
  const mine = (asked += 1);
  const text = input.value;
  let answer = { count: 0, said: "", show: () => [] };
  try {
    if (text.trim()) answer = await ask(text);
    const options = await answer.show(0, MOST);
    if (mine !== asked) return; // one has typed on since
    options.forEach((option, at) => {
      option.id = `_trouve-${at}`;
      option.tabIndex = -1;
      option.setAttribute("role", "option");
    });
    list.replaceChildren(...options);
  } catch {
    if (mine !== asked) return;
    list.replaceChildren();
    answer = { count: 0, said: "La recherche n’a pas pu se charger\u00a0: vérifiez la connexion." };
  }
  status.textContent = answer.said;
  list.hidden = !list.children.length;
  list.scrollTop = 0;
  input.setAttribute("aria-expanded", String(!list.hidden));
  more.hidden = !answer.count;
  more.querySelector("a").href = `${PAGE.pathname}?q=${encodeURIComponent(text.trim())}`;
  choose(list.hidden ? -1 : 0);
}

const keys = {
  ArrowDown: () => choose(chosen + 1),
  ArrowUp: () => choose(chosen - 1),
  Enter: () => list.children[chosen]?.click(),
  Escape: () => dialog.close(), // at once: a search field would only clear itself first
};
input.addEventListener("keydown", (event) => {
  if (event.isComposing || event.altKey || !keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
});
input.addEventListener("input", search);
close.addEventListener("click", () => dialog.close());
// A result of this very page opens under the dialog; a click beside the dialog closes it.
list.addEventListener("click", (event) => event.target.closest("a") && dialog.close());
dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
