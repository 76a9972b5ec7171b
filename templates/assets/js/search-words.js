// The words of what a reader types, as the index has them: this does what antiseche/text/search.py
// does, with the stop words and elisions that the build wrote down. One set of cases tests both.

export const LONGEST = 40; // characters of a word worth finding
const CODE = /(?:~\/\.?|\.{0,2}\/\.?|[-.~$@]+)?[\p{L}\p{N}_](?:\S*[\p{L}\p{N}_])?(?:\+\+|[#~^]+)?/u;
const WORD = /[\p{L}\p{N}]+/gu;
const WHOLE_WORD = /^[\p{L}\p{N}]+$/u;
const SEGMENTS = /[^\p{L}\p{N}_.~^+#@$-]+|\.{2,}/u;
const DOT = /(?<=[\p{L}\p{N}_])\.(?=[\p{L}\p{N}_])/u;
const OPERATOR = /^(?:[-+*/=<>!?&|~^%$:.]{2,3}|[*/=<>&|~^%$.]|2>&1)$/;

/** Without accents and case, ligatures opened: the form in which French words are compared. */
export const fold = (text) =>
  text
    .toLowerCase()
    .replace(/œ/g, "oe")
    .replace(/æ/g, "ae")
    .replace(/ß/g, "ss")
    .normalize("NFD")
    .replace(/\p{M}/gu, "");

export const chunks = (text) =>
  text.normalize("NFC").toLowerCase().replace(/[’ʼ]/g, "'").replace(/\u00ad/g, "").split(/\s+/).filter(Boolean);

/** Return the function that gives the terms of a chunk; `elided` and `stop` are of the index. */
export function analysis({ elided, stop }) {
  const elision = new RegExp(`^[^\\p{L}\\p{N}_]*(?:${elided.join("|")})'(?=\\S)`, "u");
  const stops = new Set(stop);
  return (chunk) => {
    const bare = chunk.replace(elision, "");
    if (/^\p{L}+$/u.test(bare)) return stops.has(bare) || bare.length > LONGEST ? [] : [fold(bare)];
    const found = new Set();
    const whole = CODE.exec(bare)?.[0];
    if (whole) {
      const names = whole.split(SEGMENTS).flatMap((part) => [part, ...part.split(DOT)]);
      for (const part of [whole, ...names]) {
        const typed = CODE.exec(part)?.[0];
        if (typed && !WHOLE_WORD.test(typed) && !stops.has(typed)) found.add(fold(typed));
      }
    } else if (OPERATOR.test(bare)) found.add(bare);
    const words = bare.match(WORD) ?? [];
    for (const word of words) {
      if (!stops.has(word) && (word.length > 1 || words.length === 1)) found.add(fold(word));
    }
    return [...found].filter((term) => term.length <= LONGEST);
  };
}

// What endings become, the first that fits. They are those of folded words, so that « sécurité »
// and « securite » have one stem; a stem needs no sense, only to be shared by a family.
const PLURALS = [
  [/(?<=[ey]au)x$/, ""],
  [/(?<=..)aux$/, "al"],
  [/(?<=..[^s])s$|(?<=...)x$/, ""],
];
const SUFFIXES = [
  [/(?<=...)ification$/, "if"],
  [/(?<=...)(?:ateur|atrice|ation)$/, ""],
  [/(?<=...)(ut|it)ion$/, "$1"],
  [/(?<=...)(?:isse|e)ment$/, ""],
  [/(?<=...)(?:era|erai|eron|eront|aient|ait|iez|ee|ez|ai)$/, ""], // « composant » is not « composer »
  [/(?<=....)(?:iss(?:ant|ent|ait|ez|e)|ent|ir)$/, ""],
  [/iere$/, "ier"],
  [/(?<=.(?:.[cdfp]|[bp]l))ier$|(?<=..[^i])er$/, ""], // « modifier », but « fichier » is not « fiche »
  [/euse$/, "eur"],
  [/(?<=..[dt])re$/, ""],
  [/(?<=...[^aeiouqg])ue?$/, ""],
];
const TIDY = [
  [/(?<=...)[ea]$/, ""],
  [/(?<=.....)ag$/, ""],
  [/qu$/, "c"],
  [/(?<=...)[iy]$/, ""],
  [/(?<=..)ail$/, "al"],
  [/(?<=..)(.)\1$/, "$1"],
];

const SHORT = /^[a-z]{0,3}[^aeiouy]$/;

/** Return what the forms of a word share: `deploi` for déployer, déployez, déploiement. */
export function stem(word) {
  const one = singular(word);
  if (!/^[a-z]{4,}$/.test(one)) return one;
  const bare = TIDY.reduce((cut, [ending, replaced]) => cut.replace(ending, replaced), once(SUFFIXES, one));
  // Of a few letters, it keeps the e that tells « porter », « porte » from « port ».
  return bare !== one && SHORT.test(bare) ? `${bare}e` : bare;
}

/** Return a word without its plural, as far as its letters tell it. */
export const singular = (word) => (/^[a-z]{4,}$/.test(word) ? once(PLURALS, word) : word);

function once(rules, word) {
  const rule = rules.find(([ending]) => ending.test(word));
  return rule ? word.replace(...rule) : word;
}

/** Tell whether one slip of the finger makes one word of the other: a letter too many, missing,
    wrong, or two exchanged. */
export function isSlip(a, b) {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  const [left, right] = [a.slice(start), b.slice(start)];
  return (
    left.slice(1) === right.slice(1) ||
    left.slice(1) === right ||
    left === right.slice(1) ||
    (left[0] === right[1] && left[1] === right[0] && left.slice(2) === right.slice(2))
  );
}
