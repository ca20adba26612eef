/**
 * What people tell each other with a button: "I want an interpreter", "please say it again",
 * "I understand". Notices tell it in order, also of those who are away; participants tell how it is
 * now.
 */

import { inOrder, textIn } from './captions.js';

/** @typedef {import('./reducer.js').State} State */
/** @typedef {import('../wire/messages.js').Notice} Notice */
/** @typedef {'none' | 'sent' | 'asked' | 'coming' | 'answered'} HandOver sent: by this participant; asked: by another one */

/** @type {Readonly<Record<string, HandOver>>} by the code of a notice */
const ANSWERS = { interpreter_coming: 'coming', interpreter_answered: 'answered' };

/**
 * @param {Pick<State, 'notices' | 'participants'>} state
 * @returns {ReadonlySet<string>} participants who want an interpreter, here or away
 */
export function wishesOf({ notices, participants }) {
  /** @type {Set<string>} */
  const wishes = new Set();
  for (const { code, participant } of notices) {
    if (code in ANSWERS) wishes.clear();
    else if (participant === null) continue;
    else if (code === 'interpreter_wanted') wishes.add(participant);
    else if (code === 'interpreter_withdrawn') wishes.delete(participant);
  }
  for (const { id, wants_interpreter: wants } of participants) if (wants) wishes.add(id);
  return wishes;
}

/**
 * What a client has to know of the way to an interpreter.
 *
 * @param {Pick<State, 'notices' | 'participants' | 'self' | 'answersPutAway'>} state
 * @returns {HandOver}
 */
export function handOverOf(state) {
  const wishes = wishesOf(state);
  if (wishes.has(state.self?.participant ?? '')) return 'sent';
  if (wishes.size > 0) return 'asked';
  const answer = state.notices.findLast(({ code }) => code in ANSWERS);
  if (answer === undefined || (answer.seq ?? 0) <= state.answersPutAway) return 'none';
  return ANSWERS[answer.code];
}

/**
 * @param {Pick<State, 'participants'>} state
 * @returns {boolean} whether a client has understood that a computer translates, or was told so
 */
export function isInformed({ participants }) {
  return participants.some(({ consented }) => consented);
}

/**
 * The wish to hear something again that nobody has fulfilled yet: nothing new was said since.
 *
 * @param {Pick<State, 'notices' | 'rows'>} state
 * @param {(participant: string | null) => boolean} isBy whose wish it is
 * @returns {Notice | null}
 */
export function repeatWish({ notices, rows }, isBy) {
  const wish = notices.findLast(({ code }) => code === 'repeat_wanted');
  if (wish === undefined || !isBy(wish.participant)) return null;
  const since = wish.seq ?? Infinity;
  const isFulfilled = [...rows.values()].some(({ source, translations }) =>
    [source, ...Object.values(translations)].some((text) => (text?.seq ?? 0) > since),
  );
  return isFulfilled ? null : wish;
}

/**
 * What somebody means who asks to hear it again.
 *
 * @param {Pick<State, 'rows' | 'self'>} state
 * @param {readonly string[]} langs that are read
 * @returns {string | undefined} the newest caption that others said
 */
export function lastHeard({ rows, self }, langs) {
  return inOrder(rows).findLast(
    (row) =>
      row.source?.participant !== self?.participant &&
      langs.some((lang) => textIn(row, lang)?.final),
  )?.id;
}
