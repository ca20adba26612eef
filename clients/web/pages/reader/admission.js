/** How a reader comes in: by link, by code, or back by the token of an earlier time. */

import { ApiError } from '../../net/api.js';

/** @typedef {import('../../net/reader-api.js').Admission} Admission */
/** @typedef {import('../../net/reader-api.js').ReaderApi} ReaderApi */

/** Symbols of a code: none that is mistaken for another. */
const CODE_SYMBOLS = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';
export const CODE_LENGTH = 6;

/**
 * What a person typed or pasted, as a code: case, spaces and dashes do not matter.
 *
 * @param {string} typed
 */
export function normalizeCode(typed) {
  return [...typed.toUpperCase()]
    .filter((symbol) => CODE_SYMBOLS.includes(symbol))
    .slice(0, CODE_LENGTH)
    .join('');
}

/**
 * @param {ReaderApi} api
 * @param {string} token
 * @returns {Promise<Admission | null>} null: the conversation has ended, or this reader was removed
 */
export async function comeBack(api, token) {
  try {
    return await api.readerTicket(token);
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null;
    throw error;
  }
}
