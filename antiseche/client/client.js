// The development server's end in a page: it listens to builds, and brings the page up to date.

import { leaving, patch, recognise, replaceStyle } from "./patch.js"; // first: it notes what came
import { show, showLost } from "./panel.js";

const EVENTS = "/_antiseche/events";
const LONGEST_WAIT = 5000; // milliseconds between two attempts to find the server again
const NAME = "antiseche";

const script = document.querySelector("script[data-antiseche]");
const known = JSON.parse(script.dataset.antiseche);
let build = known.build;
// The page as it was sent, before scripts and readers changed it; built anew since, it is no use.
let served = ask().then((page) => {
  if (page.state?.page !== known.page) return location.reload();
  recognise(page.root);
  return page;
});
let work = served;

show(known);
if (navigator.locks && window.BroadcastChannel) listenForAll();
else listen(hear);

/** Listen once for all the tabs: a browser opens six connections to a server, not more. */
function listenForAll() {
  const channel = new BroadcastChannel(NAME);
  channel.onmessage = ({ data }) => hear(data);
  navigator.locks.request(NAME, () => {
    listen((message) => {
      channel.postMessage(message);
      hear(message);
    });
    return new Promise(() => {}); // kept until this tab closes: then another one listens
  });
}

/** Give each message of the server to `tell`, and null when it is lost; find it again. */
function listen(tell, wait = 250) {
  const source = new EventSource(EVENTS);
  source.onopen = () => (wait = 250);
  source.onmessage = ({ data }) => tell(JSON.parse(data));
  source.onerror = () => {
    source.close();
    tell(null);
    setTimeout(listen, wait, tell, Math.min(wait * 2, LONGEST_WAIT));
  };
}

/** Do what a message asks for, once what the one before asked for is done. */
function hear(message) {
  showLost(!message);
  if (message) work = work.then(() => follow(message)).catch(() => location.reload());
}

async function follow({ session, build: number, assets, page }) {
  if (session !== known.session || number > build + 1) return location.reload();
  if (number <= build) return;
  if (page && pathOf(page) !== pathOf(location.href)) return location.assign(page);
  const before = await served;
  const after = await ask().catch(() => null);
  if (!after) return showLost(true); // once it is there again, the server tells of that build
  if (mustReload(before, after, assets)) return location.reload();
  build = number;
  served = after;
  refresh(before, after, assets);
  await Promise.all(leaving.values());
  show(after.state);
}

/** Make the page that is shown the one that was just built. */
function refresh(before, after, assets) {
  const styles = [...document.querySelectorAll('link[rel~="stylesheet"]')];
  patch(before.root, after.root);
  for (const link of styles) {
    if (!leaving.has(link) && assets.includes(pathOf(link.href))) refreshStyle(link);
  }
  if (before.root.isEqualNode(after.root)) return;
  document.dispatchEvent(new Event("antiseche:patch")); // for scripts that decorate the page
}

/** Ask for this page: its elements, what the server says of it, and its status. */
async function ask() {
  const response = await fetch(location.href, { cache: "no-store" });
  const { documentElement: root } = new DOMParser().parseFromString(
    await response.text(),
    "text/html",
  );
  const own = root.querySelector("script[data-antiseche]");
  own?.remove();
  return { root, status: response.status, state: own && JSON.parse(own.dataset.antiseche) };
}

/** Tell whether only loading the page anew can show it: scripts run once, images are kept. */
function mustReload(before, after, assets) {
  if (!before || !after.state || before.status !== after.status) return true;
  if (scripts(before.root) !== scripts(after.root)) return true;
  const loaded = performance.getEntriesByType("resource").map(({ name }) => pathOf(name));
  if (assets.some((path) => path.endsWith(".js") && loaded.includes(path))) return true;
  return [...document.querySelectorAll("[src], [srcset]")].some((element) =>
    assets.includes(pathOf(element.currentSrc || element.src)),
  );
}

/** Return what a page runs; the version in an address changes with any file of the theme. */
function scripts(root) {
  const run = [...root.querySelectorAll("script")].filter(({ type }) => !/json/.test(type));
  return run.map((element) => element.outerHTML.replace(/\?v=\w*/, "")).join("\n");
}

/** Put a style whose file changed, but not its address, in the place of what it was. */
function refreshStyle(link) {
  const fresh = link.cloneNode();
  const address = new URL(link.href);
  address.searchParams.set(NAME, build);
  fresh.href = address;
  replaceStyle(link, fresh);
}

/** Return the decoded path of an address of this server; nothing for any other. */
function pathOf(address) {
  try {
    const { origin, pathname } = new URL(address, location.href);
    return origin === location.origin ? decodeURIComponent(pathname) : "";
  } catch {
    return ""; // no file of ours is written so
  }
}
