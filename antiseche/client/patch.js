// Patching: a page that is shown becomes the one that was just built, touching only what changed.
//
// Three trees are compared: what the server sent before, what it sends now, and what is shown,
// where scripts and readers have left their own marks (an open <details>, a theme, a box around a
// block of code). Only what differs between the two first is done to the third.

const LONGEST_LOAD = 2000; // milliseconds after which a style that does not come has come

/** The styles that are about to go, each with the promise that it is gone. */
export const leaving = new Map();

/** The node that shows each node that was sent, wherever a script has put it since. */
const shown = new WeakMap();

/** The children of each node of the page as it came: this runs before the scripts of the page. */
const came = new WeakMap();
note(document.documentElement);

function note(live) {
  const children = [...live.childNodes].filter((node) => !node.dataset?.antiseche);
  came.set(live, children);
  children.forEach(note);
}

/** Know what shows each node of the page that was sent first. */
export function recognise(sent, live = document.documentElement) {
  shown.set(sent, live);
  const wanted = [...sent.childNodes];
  const present = came.get(live);
  const isSame = wanted.length === present.length && wanted.every((one, at) => one.nodeName === present[at].nodeName);
  const pairs = isSame ? wanted.map((node, at) => [node, present[at]]) : pair(wanted, present);
  for (const [node, own] of pairs) recognise(node, own);
}

/** Make what shows `before`, which is recognised, show `after`. */
export function patch(before, after) {
  const live = shown.get(before);
  if (live.matches('link[rel~="stylesheet"]')) return replaceStyle(live, imported(after));
  shown.set(after, live);
  patchAttributes(live, before, after);
  const kept = pair([...after.childNodes], [...before.childNodes]);
  const staying = new Set(kept.values());
  const places = new Set([...staying].map((old) => placeOf(old, live)));
  for (const old of before.childNodes) {
    if (staying.has(old)) continue;
    const place = placeOf(old, live);
    (places.has(place) ? shown.get(old) : place)?.remove();
  }
  let last = null;
  for (const node of after.childNodes) {
    const old = kept.get(node);
    const known = old && placeOf(old, live);
    const place = known ?? imported(node);
    if (!known || place.parentNode === live) {
      const isPlaced = known && !(last && isBefore(place, last));
      if (!isPlaced && last) last.after(place);
      else if (!isPlaced) live.prepend(place);
      last = place;
    }
    if (!known) continue;
    if (old.isEqualNode(node)) follow(old, node);
    else if (node.nodeType === Node.ELEMENT_NODE) patch(old, node);
    else {
      shown.get(old).data = node.data;
      follow(old, node);
    }
  }
}

/** Put a style in the place of another, which goes when the new one is there: nothing flashes. */
export function replaceStyle(link, fresh) {
  const gone = new Promise((done) => {
    fresh.onload = fresh.onerror = done;
    setTimeout(done, LONGEST_LOAD);
  });
  leaving.set(link, gone.then(() => (link.remove(), leaving.delete(link))));
  link.after(fresh);
}

/**
 * Return the child of `live` that shows a node, or that a script has put around what shows it.
 *
 * What a script has put elsewhere stays there, and is its own place; what it took away has none.
 */
function placeOf(sent, live) {
  const own = shown.get(sent);
  let place = own;
  while (place && place.parentNode !== live) place = place.parentNode;
  return place ?? (own?.isConnected ? own : null);
}

/** Return a copy of a node, which shows it. */
function imported(node) {
  const own = document.importNode(node, true);
  showAll(node, own);
  return own;
}

function showAll(node, own) {
  shown.set(node, own);
  node.childNodes.forEach((child, at) => showAll(child, own.childNodes[at]));
}

/** Let what shows a node show another that is its like. */
function follow(old, node) {
  shown.set(node, shown.get(old));
  node.childNodes.forEach((child, at) => follow(old.childNodes[at], child));
}

function isBefore(node, other) {
  return Boolean(node.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING);
}

function patchAttributes(live, before, after) {
  for (const { name, value } of after.attributes) {
    if (before.getAttribute(name) !== value) live.setAttribute(name, value);
  }
  for (const { name } of before.attributes) {
    if (!after.hasAttribute(name)) live.removeAttribute(name);
  }
}

/** Tell whether a node may become another: a style becomes no icon. */
function isLike(node, other) {
  if (node.nodeName !== other.nodeName) return false;
  if (!/^(?:LINK|META)$/.test(node.nodeName)) return true;
  return ["rel", "name", "property"].every((key) => node.getAttribute(key) === other.getAttribute(key));
}

/**
 * Return a Map from each wanted node to the present one that it is, or becomes.
 *
 * Equal nodes at both ends first, then those of one id, then in order those of one name: what was
 * inserted in the middle disturbs nothing around it.
 */
function pair(wanted, present) {
  const pairs = new Map();
  const both = Math.min(wanted.length, present.length);
  let head = 0;
  while (head < both && wanted[head].isEqualNode(present[head])) {
    pairs.set(wanted[head], present[head]);
    head += 1;
  }
  let tail = 0;
  while (tail < both - head && wanted.at(-1 - tail).isEqualNode(present.at(-1 - tail))) {
    tail += 1;
    pairs.set(wanted.at(-tail), present.at(-tail));
  }
  const left = present.slice(head, present.length - tail);
  const byId = new Map(left.filter((node) => node.id).map((node) => [node.id, node]));
  let next = 0;
  for (const node of wanted.slice(head, wanted.length - tail)) {
    const found = node.id
      ? byId.get(node.id)
      : left.slice(next).find((other) => other.isEqualNode(node)) ??
        left.slice(next).find((other) => !other.id && isLike(node, other));
    if (!found || !isLike(node, found)) continue;
    pairs.set(node, found);
    next = Math.max(next, left.indexOf(found) + 1);
  }
  return pairs;
}
