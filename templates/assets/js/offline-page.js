// The page shown in the place of one that is not kept: what can be read meanwhile.
const list = document.getElementById("_gardees");

async function kept() {
  const pages = new Map();
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const answer = await cache.match(request);
      if (!answer?.headers.get("content-type")?.includes("html")) continue;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const title = page.querySelector("article.fiche h1")?.textContent.trim();
      if (title) pages.set(request.url, title);
    }
  }
  return [...pages].sort(([, a], [, b]) => a.localeCompare(b, "fr"));
}

const found = "caches" in window ? await kept() : [];
list.append(
  ...found.map(([url, title]) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = url;
    link.textContent = title;
    item.append(link);
    return item;
  }),
);
document.getElementById("_rien").hidden = found.length > 0;
document.getElementById("_lisibles").hidden = !found.length;
document.getElementById("_reessayer").addEventListener("click", () => location.reload());
