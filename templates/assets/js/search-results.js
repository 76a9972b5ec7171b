// Results: asked of the index, each shown as a link to its passage, the words found marked.
const here = new URL(import.meta.url);
const { openIndex } = await import(`./search-index.js${here.search}`);
const { chunks, fold } = await import(`./search-words.js${here.search}`);

const ROOT = new URL("../../", here);
const BEFORE = 60; // characters shown before the first word found
const SHOWN = 200; // characters shown of a passage
const CODE = /[\p{L}\p{N}_.~$@/-].*[\p{L}\p{N}_+#~^]|\S+/u;

let index;
const ready = () => (index ??= openIndex(new URL("recherche/", ROOT)).catch((error) => {
  index = undefined;
  throw error;
}));

/** Begin to fetch what any search needs. */
export const warm = () => ready().catch(() => {});

export const plural = (count, noun) => `${count.toLocaleString("fr")}\u00a0${noun}${count < 2 ? "" : "s"}`;

/** Ask the index: what was found, said in a sentence, and `show(from, to)` to get the links. */
export async function ask(text) {
  const { find, passages, terms } = await ready();
  const { results, asTyped, matched, ...rest } = await find(text);
  const show = (from, to) =>
    Promise.all(
      results.slice(from, to).map(async ({ fiche, section }) => {
        const found = await passages(fiche);
        // Between two builds an index may know of a section that is no longer there.
        return link(found, found.passages[section] ?? found.passages[0], (words) => marked(words, asTyped, terms, matched));
      }),
    );
  return { count: results.length, said: said(results, rest), show };
}

function said(results, { corrected, absent, common }) {
  if (common) return "Ces mots sont dans toutes les fiches\u00a0: ajoutez-en un plus précis.";
  if (!results.length) return "Aucun passage trouvé. Essayez un autre mot, ou moins de mots.";
  const fiches = new Set(results.map(({ fiche }) => fiche)).size;
  const named = (words, before) => words.length && `, ${before} ${words.map((word) => `«\u00a0${word}\u00a0»`).join(" et ")}`;
  const more = [named(corrected, "avec"), named(absent, "sans")].filter(Boolean).join("");
  return `${plural(results.length, "passage")} dans ${plural(fiches, "fiche")}${more}`;
}

function link({ url, title, series, accent, level, passages }, [id, heading, text], mark) {
  const anchor = document.createElement("a");
  anchor.className = "found";
  anchor.href = `${ROOT.pathname.slice(0, -1)}${url}${id && `#${encodeURIComponent(id)}`}`;
  anchor.dataset.accent = accent;
  const part = (name, ...content) => {
    const span = document.createElement("span");
    span.className = name;
    span.append(...content);
    anchor.append(span, " ");
  };
  part("found-title", ...mark(title).shown);
  if (heading) part("found-heading", ...mark(heading).shown);
  part("found-meta", [series, level].filter(Boolean).join(" · "));
  const words = text || passages.find((passage) => passage[2])?.[2] || "";
  part("found-text", ...excerpt(words, mark(words)));
  return anchor;
}

/** Return the ranges of a text that were found, each with the number of the word that it answers,
    where it is as typed, if it is, and the text with these ranges marked. */
function marked(text, asTyped, terms, matched) {
  const ranges = [];
  for (const { 0: chunk, index: at } of text.matchAll(/\S+/g)) {
    const [plain] = chunks(chunk);
    const own = plain ? terms(plain).filter((term) => matched.has(term)) : [];
    if (!own.length) continue;
    const words = [...chunk.matchAll(/[\p{L}\p{N}]+/gu)].filter(([word]) => own.includes(fold(word)));
    const typed = own.length > words.length || !words.length ? [CODE.exec(chunk)] : words;
    for (const { 0: word, index: start } of typed) ranges.push([at + start, at + start + word.length, matched.get(own[0])]);
  }
  return { ranges, typedAt: asTyped.exec(text)?.index, shown: pieces(text, 0, text.length, ranges) };
}

/** Return the part of a passage that is as typed, else where most of the words found stand together. */
function excerpt(text, { ranges, typedAt }) {
  let best = typedAt ?? 0, most = 0;
  for (const [start] of typedAt === undefined ? ranges : []) {
    const near = ranges.filter(([other]) => other >= start && other < start + SHOWN - BEFORE);
    const kinds = new Set(near.map(([, , number]) => number)).size;
    if (kinds > most) [best, most] = [start, kinds];
  }
  // What is above a command says what it does: it is shown if it is short.
  const line = text.lastIndexOf("\n", best) + 1;
  const above = line && text.lastIndexOf("\n", line - 2) + 1;
  const from = [above, line].find((at) => at >= best - BEFORE) ?? text.indexOf(" ", best - BEFORE) + 1;
  let to = Math.min(text.length, from + SHOWN);
  if (to < text.length) to = Math.max(text.lastIndexOf(" ", to), best + 1);
  return [from ? "… " : "", ...pieces(text, from, to, ranges), to < text.length ? " …" : ""];
}

function pieces(text, from, to, ranges) {
  const inLine = (start, end) => text.slice(start, end).replace(/\s*\n\s*/g, " · "); // lines, cells, items
  const found = [];
  let at = from;
  for (const [start, end] of ranges) {
    if (start < at || end > to) continue;
    const mark = document.createElement("mark");
    mark.append(text.slice(start, end));
    found.push(inLine(at, start), mark);
    at = end;
  }
  return [...found, inLine(at, to)];
}
