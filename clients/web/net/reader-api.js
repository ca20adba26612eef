/** What phones and displays ask of the server. */

import { Api } from './api.js';

/** @typedef {{conversation: string, role: 'client' | 'viewer', pair: [string, string], languages: string[], retention_h: number, practice: boolean, ticket: string, reader: string, feedback: string | null, expires_s: number}} Admission */

export class ReaderApi extends Api {
  /**
   * @param {{secret: string} | {code: string}} invitation
   * @returns {Promise<Admission>}
   */
  join(invitation) {
    return this.call('POST', '/join', invitation);
  }

  /**
   * @param {string} reader token of one who has joined
   * @returns {Promise<Admission>}
   */
  readerTicket(reader) {
    return this.call('POST', '/join/ticket', {}, { Authorization: `Bearer ${reader}` });
  }
}
