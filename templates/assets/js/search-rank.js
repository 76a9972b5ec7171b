// The order of results: what the index says of each passage, then what the first ones say themselves.
const { chunks } = await import(`./search-words.js${new URL(import.meta.url).search}`);

const IDENTIFIER = 8; // characters of a fiche in a place
const OF_A_FICHE = 3; // passages of one fiche among the results
const READ = 5; // fiches whose passages are read: most are shown anyway
// What a word weighs counts less and less: this is the weight that counts half.
const HALF = 4;
// What a word counts in a passage when it stands in the title of the fiche, or elsewhere in it.
const IN_TITLE = 0.5, ELSEWHERE = 0.15;
// How many times more a passage counts in which the words follow one another; where they are as typed.
const CLOSE = 1, AS_TYPED = 0.5;
const FAR = 8; // words

export const raise = (map, key, value) => map.set(key, Math.max(value, map.get(key) ?? 0));

/** Order the places where words were found: all of them there, then the most; the rarest first. */
export function rank(words, fiches) {
  const counted = words.map((word) => ({
    ...word,
    rarity: Math.log(1 + fiches / Math.max(1, word.count)) + 0.3,
    inFiche: best(word.postings),
  }));
  const places = new Set(words.flatMap((word) => [...word.postings.keys()]));
  const scored = [...places].map((place) => {
    const fiche = place.slice(0, IDENTIFIER);
    let score = 0, covered = 0;
    for (const { postings, rarity, inFiche } of counted) {
      const here = told(postings.get(place));
      const inTitle = IN_TITLE * told(postings.get(`${fiche}00`));
      const elsewhere = ELSEWHERE * told(inFiche.get(fiche));
      score += rarity * Math.max(here, inTitle, elsewhere);
      covered += here ? 1 : inTitle ? 0.9 : elsewhere ? 0.5 : 0;
    }
    return { fiche, section: parseInt(place.slice(IDENTIFIER), 36), score: score * (covered / words.length) ** 3 };
  });
  return scored.sort(order);
}

const told = (weight = 0) => weight / (weight + HALF);
const order = (a, b) => b.score - a.score || (a.fiche < b.fiche ? -1 : a.fiche > b.fiche ? 1 : a.section - b.section);

/** Return the most that a word weighs in each fiche. */
function best(postings) {
  const found = new Map();
  for (const [place, weight] of postings) raise(found, place.slice(0, IDENTIFIER), weight);
  return found;
}

/** Order anew what stands in the first fiches, now read: words that stand together say more. */
export async function reread(scored, { asTyped, terms, matched, passages }) {
  const first = new Set([...new Set(scored.map(({ fiche }) => fiche))].slice(0, READ));
  const read = scored.filter(({ fiche }) => first.has(fiche)).map(async (one) => {
    const fiche = await passages(one.fiche);
    const [, heading, words] = fiche.passages[one.section] ?? fiche.passages[0];
    const shown = `${one.section ? heading : fiche.title}\n${words}`;
    const more = CLOSE * closeness(shown, terms, matched) + AS_TYPED * asTyped.test(shown);
    return { ...one, score: one.score * (1 + more) };
  });
  const reordered = (await Promise.all(read)).sort(order).concat(scored.filter(({ fiche }) => !first.has(fiche)));
  const shown = new Map();
  return reordered.filter(({ fiche }) => {
    shown.set(fiche, (shown.get(fiche) ?? 0) + 1);
    return shown.get(fiche) <= OF_A_FICHE;
  });
}

/** Return what recognizes a text as it was typed, alone. */
export function pattern(text) {
  const signs = text.trim().replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const typed = signs.replace(/\s+/g, "\\s+").replace(/['’]/g, "['’]");
  const capitals = /\p{Lu}{2}/u.test(text); // `COPY` is not « copy »
  return new RegExp(`(?<![^\\s(«"'’\`])${typed}(?![^\\s)»"'’\`.,;:!?…])`, capitals ? "" : "i");
}

/** Tell from 0 to 1 how near one another, in order, the words asked stand in a text. */
function closeness(text, terms, matched) {
  const last = new Map(); // the place of each word, when it was last met
  const near = new Map();
  let at = 0;
  for (const line of text.split("\n")) {
    for (const chunk of chunks(line)) {
      const found = terms(chunk);
      at += found.length ? 1 : 0;
      for (const word of new Set(found.map((term) => matched.get(term)))) {
        if (word === undefined) continue;
        last.set(word, at);
        if (last.has(word - 1)) raise(near, word, 1 / Math.max(1, at - last.get(word - 1)));
        if (last.has(word + 1)) raise(near, word + 1, 0.5 / Math.max(1, at - last.get(word + 1)));
      }
    }
    at += FAR;
  }
  const pairs = new Set(matched.values()).size - 1;
  return pairs > 0 ? [...near.values()].reduce((sum, value) => sum + value, 0) / pairs : 0;
}
