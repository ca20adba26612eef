/** What the desk asks of the server. */

import { Api, ApiError } from './api.js';

/** @typedef {{ticket: string, expires_s: number, feedback: string | null}} Ticket feedback: null in practice */
/** @typedef {{slug: string, name: string, pair: [string, string] | null, handover_contact: string, handover_phone: string, handover_reasons: string[], retention_h: 0 | 1 | 24, phrase_set: string}} Desk */
/** @typedef {{participant: string, code: string | null, link: string, qr_svg: string, expires_s: number}} Invitation participant: who comes in by it; code: for phones */
/** @typedef {{terms: Record<string, string>, case_sensitive: boolean, listen: boolean, note: string}} Term terms: by language; under `mul` alone where it is not to be translated */
/** @typedef {Term & {id: string, kept: boolean}} TermEntry kept: it is in the glossary that has the desk's name */
/** @typedef {{code: 'two_targets' | 'term_inside_term' | 'kept_and_translated', language: string, terms: [string, string], targets: [string, string] | null}} Conflict */

export class StaffApi extends Api {
  /**
   * Turns the secret of a sign-in link into a cookie.
   *
   * @param {string} secret
   */
  async signIn(secret) {
    await this.call('POST', '/session', { secret });
  }

  /** @returns {Promise<boolean>} */
  async isSignedIn() {
    try {
      await this.call('GET', '/session');
      return true;
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return false;
      throw error;
    }
  }

  /** @returns {Promise<Desk[]>} */
  desks() {
    return this.call('GET', '/desks');
  }

  /**
   * @param {string} staffLang
   * @param {string} clientLang
   * @param {object} how
   * @param {string} [how.desk] its slug; without one the first desk
   * @param {boolean} how.practice nothing is counted or kept
   * @returns {Promise<{conversation: string, desk: string, pair: [string, string], retention_h: number}>}
   */
  startConversation(staffLang, clientLang, { desk, practice }) {
    const body = { staff_lang: staffLang, client_lang: clientLang, desk, practice };
    return this.call('POST', '/conversations', body);
  }

  /**
   * @param {string} conversation
   * @returns {Promise<Ticket>}
   */
  staffTicket(conversation) {
    return this.call('POST', `/conversations/${encodeURIComponent(conversation)}/tickets`, {});
  }

  /**
   * Lets one device in; an older invitation for the same role is good no more.
   *
   * @param {string} conversation
   * @param {'client' | 'viewer'} [role] a phone, or a screen that only reads
   * @returns {Promise<Invitation>}
   */
  invite(conversation, role = 'client') {
    return this.call('POST', `${pathOf(conversation)}/invitations`, { role });
  }

  /**
   * @param {string} conversation
   * @param {string} participant
   */
  async remove(conversation, participant) {
    const path = `/conversations/${encodeURIComponent(conversation)}/participants/${encodeURIComponent(participant)}`;
    await this.call('DELETE', path);
  }

  /**
   * @param {string} conversation
   * @returns {Promise<{glossaries: string[], entries: TermEntry[], conflicts: Conflict[]}>}
   */
  terms(conversation) {
    return this.call('GET', `/conversations/${encodeURIComponent(conversation)}/terms`);
  }

  /**
   * @param {string} conversation
   * @param {string | null} entry the id of the one whose place it takes; null: it is new
   * @param {Partial<Term> & {keep: boolean}} term keep: for the desk, too
   * @returns {Promise<{id: string, conflicts: Conflict[]}>}
   */
  keepTerm(conversation, entry, term) {
    const path = `${pathOf(conversation)}/terms`;
    return entry === null
      ? this.call('POST', path, term)
      : this.call('PUT', `${path}/${encodeURIComponent(entry)}`, term);
  }

  /**
   * @param {string} conversation
   * @param {string} entry its id
   * @param {boolean} keep for the desk, too
   */
  async removeTerm(conversation, entry, keep) {
    const path = `${pathOf(conversation)}/terms/${encodeURIComponent(entry)}`;
    await this.call('DELETE', `${path}?keep=${keep}`);
  }

  /**
   * @param {string} conversation
   * @returns {Promise<import('../state/phrases.js').PhraseGroup[]>} what its desk offers
   */
  phrases(conversation) {
    return this.call('GET', `${pathOf(conversation)}/phrases`);
  }

  /** @param {string} conversation */
  async end(conversation) {
    await this.call('DELETE', `/conversations/${encodeURIComponent(conversation)}`);
  }

  /**
   * @param {string} conversation that goes on or is kept
   * @param {string} format
   * @returns {Promise<Blob>}
   */
  exported(conversation, format) {
    return this.document('GET', `${pathOf(conversation)}/export?format=${format}`);
  }

  /**
   * @param {string} conversation
   * @returns {Promise<{link: string, qr_svg: string, expires_s: number}>} for one copy
   */
  offerCopy(conversation) {
    return this.call('POST', `${pathOf(conversation)}/copies`, {});
  }

  /**
   * @param {string} conversation that has ended
   * @returns {Promise<number | null>} seconds for which its text is still kept; null: it is forgotten
   */
  async keptFor(conversation) {
    try {
      return (await this.call('GET', `${pathOf(conversation)}/kept`)).left_s;
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return null;
      throw error;
    }
  }

  /** @param {string} conversation that has ended: its text goes at once, for both sides */
  async forget(conversation) {
    await this.call('DELETE', `${pathOf(conversation)}/kept`);
  }
}

/** @param {string} conversation */
function pathOf(conversation) {
  return `/conversations/${encodeURIComponent(conversation)}`;
}
