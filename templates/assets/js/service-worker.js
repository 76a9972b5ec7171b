// What was read stays readable. The service worker of the root, which names the version of the
// theme and the path of the site, runs this script.
//
// Pages come from the network, so that none is ever stale for good; from here when it fails, or is
// slow. Files of the theme have their version in their address, so those kept are right.
const { base, version } = self.antiseche;
const PAGES = "pages"; // what was read; a série kept whole has a cache of its own
const THEME = "theme";
const FALLBACK = `${base}/hors-ligne/`;
const PATIENCE = 3000; // milliseconds before a page that is kept is shown instead
const MOST = 300; // files kept of what was read: the oldest make room

// What the page shown in the place of one that is not kept needs.
const FILES = ["style.css", "js/theme.js", "js/keyboard.js", "js/search.js", "js/offline.js", "js/offline-page.js"];
const FIRST = [FALLBACK, ...FILES.map((name) => `${base}/assets/${name}?v=${version}`)];

self.addEventListener("install", (event) => {
  const fetched = FIRST.map((url) =>
    fetch(url, { cache: "no-cache" }).then((answer) => keep(url, answer)).catch(() => {}),
  );
  event.waitUntil(Promise.all(fetched).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      await self.clients.claim();
      // Older files of the theme go once the new ones are there.
      const theme = await caches.open(THEME);
      for (const { url } of await theme.keys()) {
        const asked = new URL(url).searchParams.get("v");
        if (asked && asked !== version) await theme.delete(url);
      }
      for (const client of await self.clients.matchAll()) client.postMessage({ version });
    })(),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || !url.pathname.startsWith(`${base}/`)) return;
  if (request.headers.has("range")) return;
  const isPage = request.mode === "navigate";
  const isTheme = url.pathname.startsWith(`${base}/assets/`) && (url.searchParams.has("v") || url.pathname.endsWith(".woff2"));
  event.respondWith(isTheme ? fromHere(event) : fromThere(event, isPage));
});

// A page that was read before this worker had control asks for itself to be kept.
self.addEventListener("message", ({ data }) => {
  for (const url of data?.keep ?? []) {
    caches.match(url).then(async (kept) => kept ?? keep(url, await fetch(url))).catch(() => {});
  }
});

async function fromHere(event) {
  const { request } = event;
  const kept = await caches.match(request);
  if (kept) return kept;
  try {
    return await keep(request, await fetch(request));
  } catch (error) {
    // Offline, the file of another version is better than none.
    const other = await caches.match(request, { ignoreSearch: true });
    if (other) return other;
    throw error;
  }
}

async function fromThere(event, isPage) {
  const { request } = event;
  const kept = await find(request, isPage);
  // Many servers say nothing of how long a page holds, and browsers guess: here they ask.
  const answer = fetch(request, isPage ? { cache: "no-cache" } : {}).then((fetched) => keep(request, fetched));
  answer.catch(() => {});
  if (kept && isPage) {
    const late = Symbol("late");
    const soon = await Promise.race([answer.catch(() => late), wait(PATIENCE, late)]);
    if (soon !== late) return soon;
    const shown = kept.clone();
    event.waitUntil(answer.then((fetched) => tellIfNewer(event, shown, fetched)).catch(() => {}));
    return kept;
  }
  try {
    return await answer;
  } catch (error) {
    if (kept) return kept;
    if (isPage) return (await caches.match(FALLBACK)) ?? Response.error();
    throw error;
  }
}

/** Find what is kept: what was read last before a série, which may be older. */
async function find(request, isPage) {
  const options = { ignoreSearch: isPage };
  const pages = await caches.open(PAGES);
  return (await pages.match(request, options)) ?? caches.match(request, options);
}

/** Keep what the network gave, and give it back. */
async function keep(request, answer) {
  if (!answer.ok || answer.type !== "basic" || answer.redirected) return answer;
  const url = new URL(typeof request === "string" ? request : request.url, location);
  const isTheme = url.pathname.startsWith(`${base}/assets/`);
  const copy = answer.clone();
  const cache = await caches.open(isTheme ? THEME : PAGES);
  // The state of a list is in its address; the page is the same.
  if (copy.headers.get("content-type")?.includes("html")) url.search = "";
  url.hash = "";
  await cache.delete(url.href); // so that what was read last is last
  await cache.put(url.href, copy);
  if (!isTheme) {
    const kept = await cache.keys();
    for (const old of kept.slice(0, Math.max(0, kept.length - MOST))) await cache.delete(old);
  }
  return answer;
}

/** Tell a page that was shown from here that the network had another one. */
async function tellIfNewer(event, kept, fetched) {
  if (!fetched.ok || (await kept.text()) === (await fetched.text())) return;
  const client = await self.clients.get(event.resultingClientId);
  client?.postMessage({ newer: true });
}

const wait = (time, value) => new Promise((done) => setTimeout(done, time, value));
