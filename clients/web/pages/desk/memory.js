/**
 * What survives a reload of the desk, in this tab only: which conversation runs and what was
 * chosen. Never a word of what was said.
 */

/**
 * @typedef {object} Running
 * @property {string} id
 * @property {[string, string]} pair
 * @property {number} retentionH
 * @property {string} [desk] its slug
 * @property {boolean} practice
 */
/**
 * @typedef {object} Remembered
 * @property {Running} [running]
 * @property {Running} [kept] that has ended, while its text is kept
 * @property {[string, string][]} [pairs] of staff and client, the last one first
 * @property {string} [desk] slug of the desk
 * @property {string} [speaks] what the microphone hears where it is open for long
 * @property {import('../../state/talk.js').TalkMode} [talkMode]
 * @property {import('./talk-keys.js').Pedals} [pedals]
 * @property {string} [microphone] device that was chosen; empty: the one that the computer is set to
 * @property {boolean} [aloud] texts are read aloud
 * @property {import('../reader/memory.js').Look} [look]
 * @property {string} [locale]
 */

const KEY = 'tulkki.desk';
const MOST_PAIRS = 6;

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

  /** @param {[string, string]} pair that a conversation was begun with */
  rememberPair(pair) {
    const others = this.get().pairs?.filter((other) => String(other) !== String(pair)) ?? [];
    this.remember({ pairs: [pair, ...others].slice(0, MOST_PAIRS) });
  }
}
