/** Translations that were translated back for staff: asked for, answered, or overtaken. */

/** @typedef {import('../wire/messages.js').CheckResult} CheckResult */
/** @typedef {import('../wire/messages.js').Translation} Translation */
/** @typedef {{isUnderWay: boolean, text: string | null}} Check text: null until it is there */
/** @typedef {Readonly<Record<string, Check & {revision: number | null}>>} Checks by caption and language */

/** Codes of the server that say that a check will not come. */
export const CHECK_REFUSALS = new Set([
  'no_translation',
  'check_unavailable',
  'check_failed',
  'too_many_checks',
]);

/**
 * @param {string} caption
 * @param {string} lang
 */
const keyOf = (caption, lang) => `${caption} ${lang}`;

/**
 * @param {Checks} checks
 * @param {string} caption
 * @param {string} lang of the translation
 * @returns {Checks}
 */
export function withAsked(checks, caption, lang) {
  return { ...checks, [keyOf(caption, lang)]: { isUnderWay: true, text: null, revision: null } };
}

/**
 * @param {Checks} checks
 * @param {CheckResult} result
 * @returns {Checks}
 */
export function withResult(checks, { caption, lang, revision, text }) {
  return { ...checks, [keyOf(caption, lang)]: { isUnderWay: false, text, revision } };
}

/**
 * @param {Checks} checks
 * @returns {Checks} without those that are still under way: their answers will not come
 */
export function withoutAsked(checks) {
  return Object.fromEntries(Object.entries(checks).filter(([, { isUnderWay }]) => !isUnderWay));
}

/**
 * @param {Checks} checks
 * @param {Translation} translation
 * @returns {Check | null} null: there is none of what the translation says now
 */
export function checkOf(checks, { caption, lang, revision }) {
  const check = checks[keyOf(caption, lang)];
  if (check === undefined) return null;
  return check.isUnderWay || check.revision === revision ? check : null;
}
