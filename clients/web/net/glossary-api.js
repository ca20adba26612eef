/** What the page of administrators asks of the server about glossaries. */

import { Api } from './api.js';

/** @typedef {{terms: Record<string, string>, case_sensitive: boolean, listen: boolean, note: string}} Concept terms by language; under `mul` alone where it is not to be translated */
/** @typedef {Concept & {id: string}} Entry */
/** @typedef {{name: string, note: string, reviewed: boolean, shipped: boolean, languages: string[], concepts: number, desks: string[]}} Summary */
/** @typedef {Summary & {entries: Entry[]}} Glossary */
/** @typedef {import('./staff-api.js').Conflict} Conflict */
/** @typedef {{base: string, languages: string[], new: number, unchanged: number, gone: number, left_out: number, conflicts: Conflict[]}} Plan */
/** @typedef {'csv' | 'tbx'} Format */
/** @typedef {'replace' | 'add'} Mode */

const ROOT = '/admin/api/glossaries';

export class GlossaryApi extends Api {
  /** @returns {Promise<Summary[]>} */
  every() {
    return this.call('GET', ROOT);
  }

  /**
   * @param {string} name
   * @returns {Promise<Glossary>}
   */
  find(name) {
    return this.call('GET', pathOf(name));
  }

  /**
   * @param {string} name
   * @returns {Promise<Conflict[]>}
   */
  conflicts(name) {
    return this.call('GET', `${pathOf(name)}/conflicts`);
  }

  /**
   * @param {string} name
   * @param {{note: string, concepts: readonly Concept[]}} content
   */
  async add(name, content) {
    await this.call('POST', ROOT, { name, ...content });
  }

  /**
   * @param {string} name
   * @param {{note: string, reviewed: boolean}} description
   */
  async describe(name, description) {
    await this.call('PATCH', pathOf(name), description);
  }

  /** @param {string} name */
  async remove(name) {
    await this.call('DELETE', pathOf(name));
  }

  /**
   * @param {string} name
   * @param {string | null} entry the id of the one whose place it takes; null: it is new
   * @param {Concept} concept
   * @returns {Promise<{id: string, conflicts: Conflict[]}>}
   */
  keepEntry(name, entry, concept) {
    const path = `${pathOf(name)}/entries`;
    return entry === null
      ? this.call('POST', path, concept)
      : this.call('PUT', `${path}/${encodeURIComponent(entry)}`, concept);
  }

  /**
   * @param {string} name
   * @param {string} entry its id
   */
  async removeEntry(name, entry) {
    await this.call('DELETE', `${pathOf(name)}/entries/${encodeURIComponent(entry)}`);
  }

  /**
   * @param {string} name
   * @param {Blob} file
   * @param {Mode} mode
   * @param {Format} format
   * @returns {Promise<Plan>} what would come of it
   */
  planImport(name, file, mode, format) {
    return this.call('POST', `${pathOf(name)}/file?format=${format}&mode=${mode}`, file);
  }

  /**
   * @param {string} name
   * @param {Blob} file
   * @param {Mode} mode
   * @param {Format} format
   * @param {string} base of the plan
   */
  async importFile(name, file, mode, format, base) {
    await this.call('PUT', `${pathOf(name)}/file?format=${format}&mode=${mode}&base=${base}`, file);
  }
}

/**
 * Where the browser gets a glossary as a file.
 *
 * @param {string} name
 * @param {Format} format
 */
export function fileAddress(name, format) {
  return `${pathOf(name)}/file?format=${format}`;
}

/** @param {string} name */
function pathOf(name) {
  return `${ROOT}/${encodeURIComponent(name)}`;
}
