/** What the page of administrators asks of the server. */

import { Api, ApiError } from './api.js';

/** @typedef {{name: string, glossaries: string[], phrase_set: string}} Experiment */
/**
 * @typedef {object} DeskFields
 * @property {string} name
 * @property {[string, string] | null} pair
 * @property {string} handover_contact
 * @property {string} handover_phone
 * @property {string[]} handover_reasons
 * @property {0 | 1 | 24} retention_h
 * @property {string[]} glossaries
 * @property {string} phrase_set
 * @property {Record<string, string>} prompts by language
 * @property {Experiment | null} experiment
 */
/** @typedef {DeskFields & {slug: string, is_default: boolean}} DeskSettings */
/** @typedef {{desks: DeskSettings[], glossaries: string[], phrase_sets: string[]}} AllDesks */
/** @typedef {{key: string, visits: number, minutes: number, spoken_turns: number, typed_turns: number, corrections: number, handover_visits: number, readers: number, lag_p50_s: number | null, lag_p95_s: number | null, good: number, partly: number, bad: number}} Counted */
/** @typedef {{total: Counted, times: Counted[], desks: Counted[], pairs: Counted[], experiments: string[]}} Usage */
/** @typedef {{value: number, low: number, high: number}} Interval */
/** @typedef {{of: number, interval: Interval | null}} Side */
/** @typedef {{metric: string, first: Side, second: Side, difference: Interval | null, verdict: 'difference' | 'no_difference' | 'too_few'}} Compared */
/** @typedef {{first: string, second: string, metrics: Compared[]}} Comparison */
/** @typedef {'translate' | 'admin'} Scope */
/** @typedef {{name: string, scopes: Scope[], expires: string | null, characters_per_month: number | null}} KeyFields */
/** @typedef {KeyFields & {id: string, shown: string, created: string, state: 'valid' | 'expired' | 'revoked', characters_used: number}} Key */
/** @typedef {{keys: Key[], month: string, required: boolean}} AllKeys */
/** @typedef {{since?: string, before?: string, desk?: string}} Period moments in ISO 8601 */

/** @typedef {{key: string, engine: string, licence: string, quality: string | null, quality_source: string}} Model */
/** @typedef {{source: string, target: string, speakable: boolean, route: string, models: Model[], quality: string | null, quality_source: string}} Pair */
/** @typedef {{code: string, endonym: string, pages: boolean, phrases: boolean | null, cards: boolean | null}} Texts whether native speakers have read them; null: there are none */

const ROOT = '/admin/api';

export class AdminApi extends Api {
  /** @param {string} secret of the link */
  async signIn(secret) {
    await this.call('POST', `${ROOT}/session`, { secret });
  }

  async signOut() {
    await this.call('DELETE', `${ROOT}/session`);
  }

  /** @returns {Promise<boolean>} */
  async isSignedIn() {
    try {
      await this.call('GET', `${ROOT}/session`);
      return true;
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return false;
      throw error;
    }
  }

  /** @returns {Promise<AllDesks>} */
  desks() {
    return this.call('GET', `${ROOT}/desks`);
  }

  /**
   * @param {string} slug
   * @param {DeskFields} fields
   */
  async addDesk(slug, fields) {
    await this.call('POST', `${ROOT}/desks`, { slug, ...fields });
  }

  /**
   * @param {string} slug
   * @param {DeskFields} fields
   */
  async changeDesk(slug, fields) {
    await this.call('PUT', `${ROOT}/desks/${encodeURIComponent(slug)}`, fields);
  }

  /** @param {string} slug */
  async removeDesk(slug) {
    await this.call('DELETE', `${ROOT}/desks/${encodeURIComponent(slug)}`);
  }

  /** @returns {Promise<{speech: Model | null, pairs: Pair[], texts: Texts[]}>} */
  languages() {
    return this.call('GET', `${ROOT}/languages`);
  }

  /**
   * @param {Period} period
   * @returns {Promise<Usage>}
   */
  usage(period) {
    return this.call('GET', `${ROOT}/usage${query(period)}`);
  }

  /**
   * @param {Period} period
   * @param {{experiment: string} | {first: string, second: string}} sides
   * @returns {Promise<Comparison>}
   */
  comparison(period, sides) {
    return this.call('GET', `${ROOT}/comparison${query({ ...period, ...sides })}`);
  }

  /** @returns {Promise<AllKeys>} */
  keys() {
    return this.call('GET', `${ROOT}/keys`);
  }

  /**
   * @param {KeyFields} fields
   * @returns {Promise<{key: Key, secret: string}>} the secret is told this once
   */
  makeKey(fields) {
    return this.call('POST', `${ROOT}/keys`, fields);
  }

  /** @param {string} id */
  async revokeKey(id) {
    await this.call('DELETE', `${ROOT}/keys/${encodeURIComponent(id)}`);
  }
}

/**
 * Where the browser gets a table as a file.
 *
 * @param {'visits' | 'feedback'} table
 * @param {Period} period
 */
export function csvAddress(table, period) {
  return `${ROOT}/usage/${table}.csv${query(period)}`;
}

/** @param {Record<string, string | undefined>} parameters */
function query(parameters) {
  const given = Object.entries(parameters).filter(([, value]) => value);
  const text = new URLSearchParams(/** @type {[string, string][]} */ (given)).toString();
  return text === '' ? '' : `?${text}`;
}
