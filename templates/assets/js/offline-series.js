// A série kept whole: its page, its fiches, their antisèches, their pictures, in a cache of its own.
const button = document.querySelector('[data-do="keep"]');
const status = document.getElementById("_gardee");
const name = `serie${location.pathname}`;
const label = button.textContent;

const say = (text) => (status.textContent = text);

/** Return the addresses that a page needs besides itself. */
function parts(html, url) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const links = [...page.querySelectorAll("main img[src]"), ...page.querySelectorAll('a.action[href$="antiseche/"], a.action[data-do="copy-source"]')];
  const found = links.map((one) => new URL(one.getAttribute("src") ?? one.getAttribute("href"), url));
  return found.filter(({ origin }) => origin === location.origin).map(({ href }) => href);
}

async function keep() {
  const cache = await caches.open(name);
  const fiches = [...document.querySelectorAll(".cards .card-title a")].map(({ href }) => href);
  const waiting = [location.origin + location.pathname, ...fiches];
  const known = new Set(waiting);
  for (let done = 0; done < waiting.length; done += 1) {
    say(`${done.toLocaleString("fr")} sur ${waiting.length.toLocaleString("fr")}`);
    const url = waiting[done];
    const answer = await fetch(url, { cache: "no-cache" });
    if (!answer.ok) throw new Error(url);
    await cache.put(url, answer.clone());
    if (!fiches.includes(url)) continue;
    for (const part of parts(await answer.text(), url)) {
      if (!known.has(part)) waiting.push(part);
      known.add(part);
    }
  }
}

async function show() {
  const kept = await caches.has(name);
  button.setAttribute("aria-pressed", String(kept));
  button.textContent = kept ? "Ne plus garder hors ligne" : label;
  say(kept ? "Gardée hors ligne" : "");
}

button.addEventListener("click", async () => {
  button.disabled = true;
  let said = "";
  if (await caches.has(name)) {
    await caches.delete(name);
    said = "Cette série n’est plus gardée";
  } else {
    try {
      await keep();
    } catch {
      await caches.delete(name);
      said = "Il manque une fiche\u00a0: vérifiez la connexion, puis recommencez";
    }
  }
  button.disabled = false;
  button.focus();
  await show();
  if (said) say(said);
});

// No cache without a secure context, nor in the development server, which keeps nothing.
if ("caches" in window && "serviceWorker" in navigator && !document.querySelector("script[data-antiseche]")) {
  await show();
  button.hidden = false;
}
