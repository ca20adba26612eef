/** What the client's side asks of the server about a copy of the text. */

import { Api, ApiError } from './api.js';

/** @typedef {'docx' | 'txt'} CopyFormat */
/** @typedef {{secret: string} | {reader: string}} CopyRight secret of a link, or token of a phone that took part */

export class CopyApi extends Api {
  /**
   * @param {CopyRight} right a secret is used up by it
   * @param {CopyFormat} format
   * @returns {Promise<Blob>}
   */
  copy(right, format) {
    return 'secret' in right
      ? this.document('POST', '/copies', { format, secret: right.secret })
      : this.document('POST', '/copies', { format }, bearer(right.reader));
  }

  /**
   * @param {string} reader
   * @returns {Promise<boolean>} whether the text is kept after the end
   */
  async isKept(reader) {
    try {
      await this.call('GET', '/copies', undefined, bearer(reader));
      return true;
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return false;
      throw error;
    }
  }

  /** @param {string} reader whose conversation is forgotten, for both sides */
  async forget(reader) {
    await this.call('DELETE', '/copies', undefined, bearer(reader));
  }
}

/** @param {string} token */
function bearer(token) {
  return { Authorization: `Bearer ${token}` };
}
