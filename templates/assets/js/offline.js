// The page's end of offline reading: it starts the service worker, and says when a newer version
// of the site is there. Pages of the development server are never kept.
const here = new URL(import.meta.url);
const version = here.searchParams.get("v");
const ROOT = new URL("../../", here);

if ("serviceWorker" in navigator) {
  const previewed = document.querySelector("script[data-antiseche]");
  // At once: a worker does not wait for a page to have loaded before it speaks.
  if (!previewed) navigator.serviceWorker.addEventListener("message", hear);
  if (previewed) forget();
  else if (document.readyState === "complete") start();
  else addEventListener("load", start);
}

function hear({ data }) {
  if (data.newer || (data.version && data.version !== version)) announce();
}

async function start() {
  try {
    await navigator.serviceWorker.register(new URL("service-worker.js", ROOT), { scope: ROOT.pathname, updateViaCache: "none" });
    const { active } = await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller) return;
    // The first page was read before anything was kept.
    const used = performance.getEntriesByType("resource").map(({ name }) => name);
    const own = used.filter((url) => url.startsWith(ROOT.href) && !url.endsWith("/service-worker.js"));
    active.postMessage({ keep: [location.href.split(/[?#]/)[0], ...own] });
  } catch {
    // The browser refuses, as in private windows: the site is read online.
  }
}

async function forget() {
  const workers = await navigator.serviceWorker.getRegistrations();
  for (const worker of workers) worker.unregister();
}

function announce() {
  if (document.getElementById("_version")) return;
  const notice = document.createElement("div");
  notice.className = "notice";
  notice.id = "_version";
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  const reload = document.createElement("button");
  reload.type = "button";
  reload.className = "button button-plain";
  reload.textContent = "Recharger";
  reload.addEventListener("click", () => location.reload());
  notice.append(said, reload);
  document.body.append(notice);
  said.textContent = "Une nouvelle version de cette page est prête.";
}
