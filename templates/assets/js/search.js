// The door to search, on every page: what searches is only fetched once one wants to. Without
// this script the same link leads to the page of search.
const links = document.querySelectorAll('[data-do="search"]');
const field = document.getElementById("_question"); // the page of search has its own
let dialog;

async function open() {
  if (field) return field.focus();
  try {
    dialog ??= await import(`./search-dialog.js${new URL(import.meta.url).search}`);
    dialog.open();
  } catch {
    location.assign(links[0].href); // cut off from the network: the page of search says so
  }
}

for (const link of links) {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
}
document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
  event.preventDefault();
  open();
});
