// The index, read a shard at a time: what is fetched depends on what is asked, not on the site.
// antiseche/text/search_pieces.py says how it is written.
const here = new URL(import.meta.url);
const { LONGEST, analysis, chunks, isSlip, singular, stem } = await import(`./search-words.js${here.search}`);
const { pattern, raise, rank, reread } = await import(`./search-rank.js${here.search}`);

const KEY = 3; // letters that choose the shard of a term
const BUCKETS = 256;
const IDENTIFIER = 8; // characters of a fiche in a posting
const SHORTEST_SLIP = 4; // letters of a word in which a slip is looked for
const SHORT = 6; // letters of a word that the index also lists under its first two
const SLIPS = 6; // words that a slip may have stood for
// How much what was found is what was asked.
const EXACT = 1, PLURAL = 0.9, FAMILY = 0.5, BEGINNING = 0.5, SLIP = 0.5, PARTS = 0.6;

/** Open the index of the folder at this address; everything asked once is kept. */
export async function openIndex(folder) {
  const kept = new Map();
  const get = (path) => {
    if (!kept.has(path)) kept.set(path, read(new URL(path, folder)).catch((error) => {
      kept.delete(path);
      throw error;
    }));
    return kept.get(path);
  };
  const manifest = await get("index.json");
  const shard = (term) => {
    const number = Math.floor((bucket(term.slice(0, KEY)) * manifest.shards) / BUCKETS);
    return get(`mots/${String(number).padStart(3, "0")}.json`);
  };
  const terms = analysis(manifest);
  const passages = (fiche) => get(`fiches/${fiche}.json`);
  return { terms, passages, find: (text) => find(text, terms, shard, passages, manifest.fiches) };
}

async function read(url) {
  // What the browser kept is asked about, not trusted: shards of two builds do not go together.
  const answer = await fetch(url, { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${answer.status} ${url.pathname}`);
  return answer.json();
}

function bucket(key) {
  let hash = 0x811c9dc5;
  for (const character of key) hash = Math.imul(hash ^ character.codePointAt(0), 0x01000193) >>> 0;
  return (hash ^ (hash >>> 16)) % BUCKETS & 0xff;
}

/**
 * Find the passages that answer best, as {fiche, section}, and the terms that made them do so, each
 * with the number of the word that it answers. `asTyped` recognizes the question in a text;
 * `corrected` are words found in the place of some that are nowhere, `absent` those for which
 * nothing was; `common` tells that each word asked is one that says nothing.
 */
async function find(text, terms, shard, passages, fiches) {
  const asked = text.split(/\s+/).filter((typed) => chunks(typed).length);
  const known = asked.map((typed) => [typed, ...terms(...chunks(typed))]).filter((word) => word.length > 1);
  // Between words, a lone sign says nothing to the index: `COPY . .` is read in the passages.
  const words = known.some(says) ? known.filter(says) : known;
  const unfinished = /\S$/.test(text);
  const lookedUp = await Promise.all(words.map((word, at) => lookUp(word, shard, unfinished && at === words.length - 1)));
  const found = lookedUp.flat();
  await joined(found, shard);
  const matched = new Map(found.flatMap((word, number) => [...word.terms].map((term) => [term, number])));
  const asTyped = pattern(text);
  return {
    results: await reread(rank(found, fiches), { asTyped, terms, matched, passages }),
    asTyped,
    matched,
    corrected: found.flatMap((word) => word.corrected),
    absent: found.filter((word) => !word.postings.size).map((word) => word.typed),
    common: asked.length > 0 && !words.length && asked.every(isWord),
  };
}

const isWord = (chunk) => /[\p{L}\p{N}]/u.test(chunk) && chunk.length <= LONGEST;
const says = ([, term]) => term.length > 1 || PLAIN.test(term);

/** Find « DockerHub » for two words that follow one another, « docker hub ». */
async function joined(found, shard) {
  const pairs = found.slice(1).map((word, at) => [found[at], word]);
  await Promise.all(
    pairs.map(async ([before, after]) => {
      if (![before, after].every(({ asked }) => /^[a-z\d]+$/.test(asked)) || before.asked.length < KEY) return;
      const both = await family(before.asked + after.asked, shard, false);
      for (const word of [before, after]) {
        for (const [place, weight] of both.postings) raise(word.postings, place, weight);
        both.terms.forEach((term) => word.terms.add(term));
      }
    }),
  );
}

/** Return what is found for one thing asked: `docker-compose` is a word, else it is two. */
async function lookUp([typed, term, ...parts], shard, unfinished) {
  const whole = await family(term, shard, unfinished);
  const inParts = await Promise.all(parts.map((part) => family(part, shard, false)));
  const plain = inParts.filter((part) => part.asked.length > 1 && PLAIN.test(part.asked));
  if (!whole.postings.size) {
    // What is code is found as it is typed, or not at all: `--force` is not « une force ».
    const nearly = inParts.find((part) => part.postings.size && !PLAIN.test(part.asked));
    if (CODE.test(term)) return [{ ...(nearly ?? whole), typed }];
    if (!parts.length) return [{ ...(await slips(term, shard)), typed }];
    // A slip in « docker-compsoe » is looked for; in « on/off », it would find anything.
    const meant = (part) => (part.postings.size || !COMPOUND.test(term) ? part : slips(part.asked, shard));
    return Promise.all(plain.map(async (part) => ({ ...(await meant(part)), typed: part.asked })));
  }
  // As typed is best; all the parts together will do.
  if (plain.length > 1 && plain.every((part) => part.postings.size)) {
    for (const [place, weight] of plain[0].postings) {
      const weights = plain.map((part) => part.postings.get(place) ?? 0);
      if (weights.every(Boolean)) raise(whole.postings, place, PARTS * Math.min(weight, ...weights));
    }
    for (const part of plain) part.terms.forEach((one) => whole.terms.add(one));
  }
  return [{ ...whole, typed }];
}

const PLAIN = /^[\p{L}\p{N}]+$/u;
const CODE = /^[^\p{L}\p{N}]|[^\p{L}\p{N}]$|[~^@$#=(]/u;
// « nodejs » is « node.js », « pico8 » is « pico-8 »; but « c++ » is not « c ».
const COMPOUND = /^[a-z\d]+(?:[-._][a-z\d]+)+$/;
const bare = (term) => (COMPOUND.test(term) ? term.replace(/[-._]/g, "") : term);

/** Find a word, those of its family, and those that it begins while it is being typed. */
async function family(asked, shard, unfinished) {
  const own = stem(asked);
  const one = singular(asked);
  const plain = bare(asked);
  const likeness = (term) => {
    if (term === asked) return EXACT;
    if (singular(term) === one || bare(term) === plain) return PLURAL;
    if (stem(term) === own) return FAMILY;
    return unfinished && asked.length >= KEY && term.startsWith(asked) ? BEGINNING : 0;
  };
  return gather(asked, await shard(asked), likeness);
}

/** Find what a word that is nowhere may have been meant for. */
async function slips(asked, shard) {
  const word = { asked, terms: new Set(), postings: new Map(), corrected: [], count: 0 };
  if (asked.length < SHORTEST_SLIP || !/^[a-z]+$/.test(asked)) return word;
  // Either the first letters are right, or the last ones are; of a short word, maybe only two.
  const keys = [-1, 0, 1].flatMap((more) => {
    const length = asked.length + more;
    const end = `*${asked.slice(-2)}${length}`;
    return length > SHORT ? [end] : [end, `!${asked.slice(0, 2)}${length}`];
  });
  const [sameKey, ...others] = await Promise.all([asked, ...keys].map(shard));
  const near = new Set([...Object.keys(sameKey), ...keys.flatMap((key, at) => (others[at][key] ?? "").split(" "))]);
  const own = stem(asked);
  const meant = [...near]
    .filter((term) => /^[a-z]{3,}$/.test(term) && (isSlip(term, asked) || isSlip(stem(term), own)))
    .sort((a, b) => isSlip(b, asked) - isSlip(a, asked) || (a[0] !== asked[0]) - (b[0] !== asked[0]))
    .slice(0, SLIPS);
  for (const term of meant) {
    const found = gather(term, await shard(term), (other) => (stem(other) === stem(term) ? SLIP : 0));
    for (const [place, weight] of found.postings) raise(word.postings, place, weight);
    word.terms.add(term);
    word.count += found.count;
  }
  word.corrected = meant.slice(0, 1);
  return word;
}

/** Gather the postings of the terms of a shard that are like a word: place → weight. */
function gather(asked, shard, likeness) {
  const word = { asked, terms: new Set(), postings: new Map(), corrected: [], count: 0 };
  for (const [term, value] of Object.entries(shard)) {
    if (/^[*!][a-z]/.test(term)) continue; // the ends of words
    const likely = likeness(term);
    if (!likely) continue;
    word.terms.add(term);
    const postings = value.split(" ");
    const more = postings[0][0] === "#" ? Number(postings.shift().slice(1)) : postings.length;
    word.count += more;
    for (const posting of postings) {
      const fiche = posting.slice(0, IDENTIFIER);
      for (let at = IDENTIFIER; at < posting.length; at += 3) {
        const weight = parseInt(posting[at + 2], 36);
        raise(word.postings, fiche + posting.slice(at, at + 2), likely * weight);
      }
    }
  }
  return word;
}
