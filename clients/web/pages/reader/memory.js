/**
 * What survives a reload of a reading page, in this tab only: the token that lets it come back, and
 * how it is read. Never a word of what was said; the token goes when the conversation ends and its
 * text is not kept.
 */

/** @typedef {'auto' | 'light' | 'dark' | 'contrast'} Theme */
/** @typedef {{sizePx?: number, theme?: Theme, turned?: boolean, mirrored?: boolean}} Look */
/** @typedef {{token: string, feedback: string | null, lang: string, accepted: boolean, retentionH: number, copies: boolean}} Reading feedback: by which this device says how it was; copies: this device may have the text */

const READING = 'tulkki.reading';
const LOOK = 'tulkki.look';
const ALOUD = 'tulkki.aloud';

export class ReaderMemory {
  /** @param {Storage} [storage] */
  constructor(storage = sessionStorage) {
    this.storage = storage;
  }

  /** @returns {Reading | null} */
  get reading() {
    return JSON.parse(this.storage.getItem(READING) ?? 'null');
  }

  /** @param {Reading | null} reading null forgets */
  set reading(reading) {
    if (reading === null) this.storage.removeItem(READING);
    else this.storage.setItem(READING, JSON.stringify(reading));
  }

  /** @returns {Look} */
  get look() {
    return JSON.parse(this.storage.getItem(LOOK) ?? '{}');
  }

  /** @returns {boolean} whether this device offers to read aloud */
  get aloud() {
    return JSON.parse(this.storage.getItem(ALOUD) ?? 'false');
  }

  /** @param {boolean} aloud */
  set aloud(aloud) {
    this.storage.setItem(ALOUD, JSON.stringify(aloud));
  }

  /** @param {Look} look */
  set look(look) {
    this.storage.setItem(LOOK, JSON.stringify(look));
  }
}
