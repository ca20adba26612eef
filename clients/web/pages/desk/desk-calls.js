/** What staff and client tell each other with a button, at the desk. */

import { HandOver } from './hand-over.js';
import { attempt, lazyWindow } from './lazy-window.js';
import { RepeatCall } from './repeat-call.js';

/** @typedef {import('../../net/api.js').Language} Language */
/** @typedef {import('./desk-call.js').DeskCall} DeskCall */

export class DeskCalls {
  #call;
  #handOver;
  #repeat;
  #notice;
  retentionH;
  /** What follows when the client was told, and the ways to tell them; set before it is opened. */
  actions = { onTold: () => {}, onDisplay: () => {}, onInvite: () => {} };

  /**
   * @param {import('../../i18n/i18n.js').I18n} i18n
   * @param {DeskCall} call
   * @param {object} where
   * @param {import('../../net/staff-api.js').Desk | null} where.desk
   * @param {readonly Language[]} where.languages of staff and client
   * @param {number} where.retentionH hours for which the text can be had after the end
   */
  constructor(i18n, call, { desk, languages, retentionH }) {
    this.#call = call;
    this.retentionH = retentionH;
    const client = languages[1];
    this.#handOver = new HandOver(i18n, call, { desk, client });
    this.#repeat = new RepeatCall(i18n, call, languages);
    this.#notice = lazyWindow(
      async () => (await import('./notice-dialog.js')).createNoticeDialog,
      (create) => create(i18n, call, { client: client.code, retentionH, ...this.actions }),
      (element) => this.#handOver.strip.after(element),
    );
  }

  /** @returns {readonly HTMLElement[]} what the other side tells */
  get strips() {
    return [this.#handOver.strip, this.#repeat.strip];
  }

  /** @returns {readonly HTMLElement[]} */
  get buttons() {
    return [this.#repeat.button, this.#handOver.button];
  }

  /** Shows the opening words, large, in the client's language. */
  openNotice() {
    return attempt(this.#call.store, async () => (await this.#notice()).open());
  }

  close() {
    this.#handOver.close();
  }
}
