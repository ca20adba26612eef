/** What staff and client tell each other with a button, at the desk. */

import { ApiError } from '../../net/api.js';
import { loadModule } from '../../net/load-module.js';
import { HandOver } from './hand-over.js';
import { RepeatCall } from './repeat-call.js';

/** @typedef {import('../../elements/dialog.js').Dialog} Dialog */
/** @typedef {import('../../net/api.js').Language} Language */
/** @typedef {import('./desk-call.js').DeskCall} DeskCall */

export class DeskCalls {
  #i18n;
  #call;
  #client;
  #handOver;
  #repeat;
  /** @type {Dialog | null} until it is first opened */
  #notice = null;
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
    this.#i18n = i18n;
    this.#call = call;
    this.#client = languages[1];
    this.retentionH = retentionH;
    this.#handOver = new HandOver(i18n, call, { desk, client: this.#client });
    this.#repeat = new RepeatCall(i18n, call, languages);
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
  async openNotice() {
    try {
      const create = await loadModule(
        async () => (await import('./notice-dialog.js')).createNoticeDialog,
      );
      const { retentionH } = this;
      const desk = { client: this.#client.code, retentionH, ...this.actions };
      const made = this.#notice ?? (await create(this.#i18n, this.#call, desk));
      if (this.#notice === null) {
        this.#notice = made; // the first of two that were asked for at once
        this.#handOver.strip.after(made.element);
      }
      if (!this.#notice.element.open) this.#notice.open();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#call.store.dispatch({ kind: 'failed', code: error.code });
    }
  }
}
