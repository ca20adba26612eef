/** What the page of administrators asks of the server about ready phrases. */

import { Api } from './api.js';

/** @typedef {{id: string, texts: Record<string, string>}} Phrase texts by language */
/** @typedef {{id: string, title: string, shipped: boolean, always: boolean, phrases: Phrase[]}} Group always: it belongs to every set */
/** @typedef {{slug: string, shipped: boolean, groups: string[], desks: string[]}} PhraseSet */
/** @typedef {{sets: PhraseSet[], groups: Group[]}} AllPhrases */

const ROOT = '/admin/api/phrases';

export class PhraseApi extends Api {
  /** @returns {Promise<AllPhrases>} */
  every() {
    return this.call('GET', ROOT);
  }

  /**
   * @param {string} title
   * @param {string | null} copyOf id of the group whose phrases it begins with
   * @returns {Promise<Group>}
   */
  addGroup(title, copyOf) {
    return this.call('POST', `${ROOT}/groups`, { title, copy_of: copyOf });
  }

  /**
   * @param {string} group
   * @param {string} title
   * @param {readonly string[]} order ids of all of its phrases
   */
  async arrangeGroup(group, title, order) {
    await this.call('PUT', pathOf(group), { title, order });
  }

  /** @param {string} group */
  async removeGroup(group) {
    await this.call('DELETE', pathOf(group));
  }

  /**
   * @param {string} group
   * @param {string | null} phrase null: a new one
   * @param {Record<string, string>} texts
   */
  async keepPhrase(group, phrase, texts) {
    const path = `${pathOf(group)}/phrases`;
    if (phrase === null) await this.call('POST', path, { texts });
    else await this.call('PUT', `${path}/${encodeURIComponent(phrase)}`, { texts });
  }

  /**
   * @param {string} group
   * @param {string} phrase
   */
  async removePhrase(group, phrase) {
    await this.call('DELETE', `${pathOf(group)}/phrases/${encodeURIComponent(phrase)}`);
  }

  /**
   * @param {string} slug
   * @param {readonly string[]} groups
   * @param {boolean} isNew
   */
  async keepSet(slug, groups, isNew) {
    if (isNew) await this.call('POST', `${ROOT}/sets`, { slug, groups });
    else await this.call('PUT', `${ROOT}/sets/${encodeURIComponent(slug)}`, { groups });
  }

  /** @param {string} slug */
  async removeSet(slug) {
    await this.call('DELETE', `${ROOT}/sets/${encodeURIComponent(slug)}`);
  }
}

/** @param {string} group */
function pathOf(group) {
  return `${ROOT}/groups/${encodeURIComponent(group)}`;
}
