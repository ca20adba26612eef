/**
 * What survives a reload of the desk, in this tab only: which conversation runs and what was
 * chosen. Never a word of what was said.
 */

/** @typedef {{id: string, pair: [string, string]}} Running */
/** @typedef {{running?: Running, pair?: [string, string], speaks?: string, locale?: string}} Remembered */

const KEY = 'tulkki.desk';

export class DeskMemory {
  /** @param {Storage} [storage] */
  constructor(storage = sessionStorage) {
    this.storage = storage;
  }

  /** @returns {Remembered} */
  get() {
    return JSON.parse(this.storage.getItem(KEY) ?? '{}');
  }

  /** @param {Partial<Remembered>} changes undefined forgets */
  remember(changes) {
    this.storage.setItem(KEY, JSON.stringify({ ...this.get(), ...changes }));
  }
}
