/** Data files that lie beside the scripts, loaded when they are needed. */

import { ApiError } from './api.js';

/**
 * @param {URL} url of a file of ours; its shape is known, a test holds the files to it
 * @param {typeof fetch} [fetchFunction]
 * @returns {Promise<any>}
 * @throws {ApiError} `unreachable`, also where a proxy answers in the service's place
 */
export async function loadJson(url, fetchFunction = (...request) => fetch(...request)) {
  try {
    const response = await fetchFunction(url, { referrerPolicy: 'no-referrer' });
    if (!response.ok) throw new ApiError(0, 'unreachable');
    return await response.json();
  } catch (error) {
    if (error instanceof TypeError || error instanceof SyntaxError)
      throw new ApiError(0, 'unreachable');
    throw error;
  }
}
