/** From the state to what a page shows, line by line. */

import { inOrder } from './captions.js';
import { checkOf } from './checks.js';

/** @typedef {import('./captions.js').Row} Row */
/** @typedef {import('./reducer.js').State} State */
/** @typedef {import('../wire/messages.js').Notice} Notice */
/** @typedef {import('../wire/messages.js').Mark} Mark */
/** @typedef {import('../wire/messages.js').Version} Version */

/**
 * One text of an utterance, in one language.
 *
 * @typedef {object} Cell
 * @property {string} lang
 * @property {'spoken' | 'typed' | 'translated'} origin
 * @property {string} committed
 * @property {string} tentative
 * @property {boolean} final
 * @property {boolean} corrected a person rewrote it, or it was made from what a person rewrote
 * @property {boolean} redone it was taken for another language before, or was made from what was
 * @property {string | null} phrase id of the ready phrase that it shows
 * @property {boolean} written in the words that people wrote for that phrase
 * @property {boolean} outdated a translation of a text that has been replaced since
 * @property {boolean} failed it is missing or not complete
 * @property {string} route which way a translation came; `direct` for what was said
 * @property {'sure' | 'fair' | 'unsure' | null} confidence what the model itself says of a final
 *   translation; null where it says nothing
 * @property {readonly Mark[]} marks places in the final text that are read back, or may be wrong
 * @property {readonly {source: string, target: string}[]} termsMissing words that a translation
 *   does not call what the glossary wants
 * @property {readonly Version[]} history all that a corrected text said, oldest first, and last
 *   what it says now
 * @property {number} corrections how often a person did
 * @property {import('./checks.js').Check | null} check a final translation, translated back
 * @property {number | null} seq
 */
/** @typedef {Pick<import('../wire/messages.js').Caption, 'participant' | 'role' | 'lang' | 'typed'>} Said */
/** @typedef {{kind: 'utterance', key: string, said: Said | null, cells: Cell[]}} UtteranceLine who said it, in which language; null: not known yet */
/** @typedef {{kind: 'gap', key: string, seconds: number | null}} GapLine */
/** @typedef {UtteranceLine | GapLine} Line */

/** A final translation with less is shown as doubtful; docs/quality.md says what it means. */
export const LOW_CONFIDENCE = 0.5;
/** With as much, nine of ten are right where the model is calibrated. */
export const HIGH_CONFIDENCE = 0.9;

/** A page that holds more becomes slow, and nobody reads so far back. */
export const SHOWN_LINES = 200;

/**
 * @param {State} state
 * @param {readonly string[]} languages in the order in which they are shown
 * @returns {Line[]} oldest first
 */
export function timeline(state, languages) {
  const gaps = state.notices.filter(({ code }) => code === 'audio_gap');
  /** @type {Line[]} */
  const lines = [];
  for (const row of inOrder(state.rows)) {
    const cells = languages
      .map((lang) => cellOf(row, lang, state))
      .filter((cell) => cell !== null);
    if (cells.some(isVisible)) {
      lines.push(...takeGapsBefore(gaps, row.source?.seq ?? null));
      lines.push({ kind: 'utterance', key: row.id, said: row.source, cells });
    }
  }
  lines.push(...gaps.map(asLine));
  return lines.slice(-SHOWN_LINES);
}

/**
 * @param {Row} row
 * @param {string} lang
 * @param {Pick<State, 'notices' | 'checks'>} state
 * @returns {Cell | null}
 */
function cellOf(row, lang, { notices, checks }) {
  const { source } = row;
  const failed = notices.some(
    ({ code, caption, lang: of }) =>
      caption === row.id &&
      (code === 'recognition_failed' ||
        (NO_TRANSLATION.includes(code) && (of === lang || of === null))),
  );
  if (source?.lang === lang) {
    return {
      ...texts(source),
      lang,
      origin: source.typed ? 'typed' : 'spoken',
      ...SAID,
      history: source.history ?? SAID.history,
      corrections: source.corrections,
      phrase: source.phrase,
      written: source.phrase !== null,
      outdated: false,
      failed,
    };
  }
  const translation = row.translations[lang];
  if (translation !== undefined) {
    const outdated =
      source !== null &&
      (source.corrected || source.redone) &&
      source.final &&
      translation.source_revision < source.revision;
    return {
      ...texts(translation),
      ...SAID,
      lang,
      origin: 'translated',
      outdated,
      failed: failed && !(translation.final && translation.committed !== ''),
      route: translation.route,
      confidence: confidenceOf(translation),
      termsMissing: translation.final ? (translation.terms_missing ?? []) : [],
      check: checkOf(checks, translation),
      phrase: translation.phrase,
      written: translation.phrase !== null && !translation.ai_generated,
    };
  }
  return failed && source !== null && source.committed !== ''
    ? { ...NO_TEXT, ...SAID, lang, origin: 'translated', outdated: false, failed }
    : null;
}

const NO_TRANSLATION = ['translation_failed', 'translation_unavailable'];

/** @type {Pick<Cell, 'route' | 'confidence' | 'termsMissing' | 'check' | 'history' | 'corrections' | 'phrase' | 'written'>} */
const SAID = {
  route: 'direct',
  confidence: null,
  termsMissing: [],
  check: null,
  history: [],
  corrections: 0,
  phrase: null,
  written: false,
};
const NO_TEXT = {
  committed: '',
  tentative: '',
  final: true,
  corrected: false,
  redone: false,
  seq: null,
  marks: [],
};

/**
 * @param {import('../wire/messages.js').Translation} translation
 * @returns {Cell['confidence']}
 */
function confidenceOf({ final, confidence }) {
  if (!final || confidence === null) return null;
  if (confidence < LOW_CONFIDENCE) return 'unsure';
  return confidence < HIGH_CONFIDENCE ? 'fair' : 'sure';
}

/** @param {import('../wire/messages.js').Caption | import('../wire/messages.js').Translation} message */
function texts({ committed, tentative, final, corrected, redone, seq, marks }) {
  return { committed, tentative, final, corrected, redone, seq, marks: marks ?? [] };
}

/**
 * A final cell without text means: nothing was said after all. An open one that was just taken for
 * the other language is empty for a moment and stays in its place.
 *
 * @param {Cell} cell
 */
function isVisible({ committed, tentative, failed, final, redone }) {
  return failed || (redone && !final) || `${committed}${tentative}`.trim() !== '';
}

/**
 * @param {Notice[]} gaps by number; those that are taken are taken out
 * @param {number | null} seq
 * @returns {GapLine[]}
 */
function takeGapsBefore(gaps, seq) {
  if (seq === null) return [];
  const count = gaps.filter((gap) => gap.seq !== null && gap.seq < seq).length;
  return gaps.splice(0, count).map(asLine);
}

/**
 * @param {Notice} gap
 * @returns {GapLine}
 */
function asLine({ seq, seconds }) {
  return { kind: 'gap', key: `gap-${seq}`, seconds };
}

/**
 * What is read aloud: finals in one language that came while the page was there.
 *
 * @param {State} state
 * @param {string} lang
 * @returns {{key: string, text: string}[]} a corrected text has another key
 */
export function spokenAloud(state, lang) {
  return inOrder(state.rows).flatMap((row) => {
    const cell = cellOf(row, lang, state);
    if (cell === null || !cell.final || cell.committed === '') return [];
    if (cell.seq === null || cell.seq <= state.shownBefore) return [];
    return [{ key: `${row.id}-${cell.seq}`, text: cell.committed }];
  });
}
