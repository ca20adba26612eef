/** What a device has in a conversation, from when it is let in until it leaves. */

/** @typedef {import('../../net/api.js').Language} Language */
/** @typedef {import('../../net/reader-api.js').Admission} Admission */
/** @typedef {import('./reader-call.js').ReaderCall} ReaderCall */

export class Place {
  admission;
  call;
  lang;
  /** The captions are shown, not the opening words any more. */
  isRead = false;
  isLeft = false;
  /** @type {(language: Language) => void} another language is read from now on */
  onChoose = () => {};
  /** @type {(() => void)[]} */
  #leaving = [];

  /**
   * @param {Admission} admission
   * @param {ReaderCall} call
   * @param {string} lang that is read
   */
  constructor(admission, call, lang) {
    this.admission = admission;
    this.call = call;
    this.lang = lang;
  }

  /** @param {...(() => void)} steps done when the device leaves, in this order */
  onLeave(...steps) {
    this.#leaving.push(...steps);
  }

  leave() {
    if (this.isLeft) return;
    this.isLeft = true;
    this.#leaving.forEach((step) => step());
    this.call.close();
  }
}
