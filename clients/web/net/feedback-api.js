/** How a conversation was, told by a token that is good for one answer. */

import { Api, ApiError } from './api.js';

/** @typedef {'good' | 'partly' | 'bad'} Answer */

export class FeedbackApi extends Api {
  /**
   * @param {string} token that came with the ticket or the place
   * @param {Answer} answer
   * @returns {Promise<string | null>} code of what went wrong
   */
  async give(token, answer) {
    try {
      await this.call('POST', '/feedback', { feedback: token, answer });
      return null;
    } catch (error) {
      if (error instanceof ApiError) return error.code;
      throw error;
    }
  }
}
