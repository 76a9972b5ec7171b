// Patching: a page that is shown becomes the one that was just built, touching only what changed.
//
// Three trees are compared: what the server sent before, what it sends now, and what is shown,
// where scripts and readers have left their own marks (an open <details>, a theme, a button). Only
// what differs between the two first is done to the third.

/** The styles that are about to go, each with the promise that it is gone. */
export const leaving = new Map();

/** Make `live` show `after`, knowing that it was made from `before`. */
export function patch(live, before, after) {
  if (live.matches?.('link[rel~="stylesheet"]')) {
    return replaceStyle(live, document.importNode(after, true));
  }
  patchAttributes(live, before, after);
  const shown = pair([...before.childNodes], [...live.childNodes]);
  const kept = pair([...after.childNodes], [...before.childNodes]);
  const staying = new Set(kept.values());
  for (const old of before.childNodes) {
    if (!staying.has(old)) shown.get(old)?.remove();
  }
  let last = null;
  for (const node of after.childNodes) {
    const old = kept.get(node);
    const own = (old && shown.get(old)) ?? document.importNode(node, true);
    const isPlaced = own.parentNode === live && !(last && isBefore(own, last));
    if (!isPlaced && last) last.after(own);
    else if (!isPlaced) live.prepend(own);
    last = own;
    if (!old || !shown.has(old) || old.isEqualNode(node)) continue;
    if (own.nodeType === Node.ELEMENT_NODE) patch(own, old, node);
    else own.data = node.data;
  }
}

/** Put a style in the place of another, which goes when the new one is there: nothing flashes. */
export function replaceStyle(link, fresh) {
  const gone = new Promise((done) => (fresh.onload = fresh.onerror = done));
  leaving.set(link, gone.then(() => (link.remove(), leaving.delete(link))));
  link.after(fresh);
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

/**
 * Return a Map from each wanted node to the present one that it is, or becomes.
 *
 * Equal nodes at both ends first, then those of one id, then in order those of one name: what was
 * inserted in the middle disturbs nothing around it.
 */
export function pair(wanted, present) {
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
        left.slice(next).find((other) => !other.id && other.nodeName === node.nodeName);
    if (!found || found.nodeName !== node.nodeName) continue;
    pairs.set(node, found);
    next = Math.max(next, left.indexOf(found) + 1);
  }
  return pairs;
}
