// What the development server says in a page: its problems in a corner, or why the build stopped.
//
// It lives beside <body>, in a shadow tree: the styles of the page and these never meet.

const PLURALS = { erreur: "erreurs", attention: "avertissements", info: "remarques" };
const SINGULARS = { erreur: "erreur", attention: "avertissement", info: "remarque" };

const host = document.createElement("antiseche-panel");
const shadow = host.attachShadow({ mode: "open" });
const corner = element("details", { className: "corner" });
const overlay = element("dialog", { className: "overlay" });
const lost = element("p", { className: "lost", role: "status", hidden: true });
lost.textContent = "Le serveur est arrêté.";
const style = element("link", { rel: "stylesheet", href: "/_antiseche/panel.css" });
style.onload = () => (host.hidden = false);
host.hidden = true;
shadow.append(style, corner, overlay, lost);
document.documentElement.append(host);

/** Show what the server says of this page. */
export function show({ failure, problems }) {
  const list = () => element("ol", {}, ...problems.map(described));
  const again = element("button", { type: "button" }, "Voir pourquoi");
  again.onclick = () => overlay.showModal();
  corner.hidden = !failure && !problems.length;
  corner.replaceChildren(
    element("summary", { className: failure ? "erreur" : (problems[0]?.severity ?? "") }, title()),
    failure ? again : list(),
  );
  const hadFocus = overlay.contains(shadow.activeElement);
  overlay.replaceChildren(
    element("h1", {}, failure),
    list(),
    element("form", { method: "dialog" }, element("button", { autofocus: true }, "Voir la page")),
  );
  if (hadFocus) overlay.querySelector("button").focus();
  if (failure && !overlay.open) overlay.showModal();
  if (!failure && overlay.open) overlay.close();

  function title() {
    if (failure) return "Construction arrêtée";
    const counts = Object.keys(PLURALS).map((severity) => [
      problems.filter((problem) => problem.severity === severity).length,
      severity,
    ]);
    return counts
      .filter(([number]) => number)
      .map(([number, name]) => `${number}\u00a0${(number > 1 ? PLURALS : SINGULARS)[name]}`)
      .join(", ");
  }
}

/** Say that the server does not answer any more, or that it does again. */
export function showLost(isLost) {
  lost.hidden = !isLost;
}

function described({ severity, place, href, message, hint, before, marked, after }) {
  const item = element(
    "li",
    { className: severity },
    element("a", { href, title: "Ouvrir dans l’éditeur" }, place),
  );
  if (before || marked || after) {
    item.append(element("pre", {}, before, element("mark", {}, marked || " "), after));
  }
  item.append(element("p", {}, `${message} ${hint}`));
  return item;
}

/** Make an element; strings are text, whatever they hold. */
function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}
