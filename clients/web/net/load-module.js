/** Loads a part of the page that is seldom needed. */

import { ApiError } from './api.js';

/**
 * @template T
 * @param {() => Promise<T>} load imports it
 * @returns {Promise<T>}
 * @throws {ApiError} `unreachable`
 */
export async function loadModule(load) {
  try {
    return await load();
  } catch (error) {
    if (error instanceof TypeError) throw new ApiError(0, 'unreachable');
    throw error;
  }
}
