/** Cuts a text where its marks begin and end, so that each piece can be shown in its own way. */

/** @typedef {import('../wire/messages.js').Mark} Mark */
/** @typedef {Mark['kind']} MarkKind */
/** @typedef {{text: string, kinds: readonly MarkKind[]}} Piece kinds in the order of their marks */

/**
 * The pieces are the text again when they are joined. Marks that do not lie in the text are cut to
 * it: a mark too few costs less than a word too few.
 *
 * @param {string} text
 * @param {readonly Mark[]} marks in UTF-16 code units
 * @returns {Piece[]}
 */
export function piecesOf(text, marks) {
  const inside = (/** @type {number} */ at) => Math.min(at, text.length);
  const cuts = new Set([0, text.length]);
  for (const { start, end } of marks) cuts.add(inside(start)).add(inside(end));
  const places = [...cuts].sort((a, b) => a - b);
  return places.slice(1).map((end, i) => ({
    text: text.slice(places[i], end),
    kinds: marks.filter((mark) => mark.start < end && mark.end > places[i]).map(({ kind }) => kind),
  }));
}

/** What is read back to the other person. A negation is too frequent to be asked for each time. */
const READ_BACK = /** @type {readonly MarkKind[]} */ (['number', 'date']);

/**
 * @param {readonly Mark[]} marks
 * @returns {boolean} whether a text says something that should be read back
 */
export function isToReadBack(marks) {
  return marks.some(({ kind }) => READ_BACK.includes(kind));
}
