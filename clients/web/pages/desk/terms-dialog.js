/** The terms of a conversation, in a window of their own. Loaded when staff look. */

import { createClosableDialog } from '../../elements/closable-dialog.js';
import { h } from '../../elements/dom.js';
import { TermsPanel } from '../../elements/terms-panel.js';
import { ApiError } from '../../net/api.js';

/** @typedef {import('../../net/api.js').Language} Language */
/** @typedef {import('../../net/staff-api.js').Conflict} Conflict */
/** @typedef {import('../../net/staff-api.js').StaffApi} StaffApi */

export class TermsDialog {
  #api;
  #conversation;
  #panel;
  #dialog;
  element;

  /**
   * @param {import('../../i18n/i18n.js').I18n} i18n
   * @param {StaffApi} api
   * @param {string} conversation
   * @param {readonly Language[]} languages of the conversation
   */
  constructor(i18n, api, conversation, languages) {
    this.#api = api;
    this.#conversation = conversation;
    this.#panel = new TermsPanel(i18n, languages, {
      save: (entry, term) =>
        this.#edit('terms.added', () => api.keepTerm(conversation, entry, term)),
      remove: (entry, keep) =>
        this.#edit('terms.removed', async () => {
          await api.removeTerm(conversation, entry, keep);
          return { id: null, conflicts: [] };
        }),
    });
    const lead = i18n.text(h('p', { class: 'lead' }), 'terms.body');
    this.#dialog = createClosableDialog(i18n, 'terms.title', lead, this.#panel.element);
    this.element = this.#dialog.element;
  }

  async open() {
    this.#panel.reset();
    await this.#read();
    this.#dialog.open();
  }

  async #read() {
    this.#panel.update((await this.#api.terms(this.#conversation)).entries);
  }

  /**
   * @param {'terms.added' | 'terms.removed'} key what is said of it
   * @param {() => Promise<{id: string | null, conflicts: readonly Conflict[]}>} edit
   */
  async #edit(key, edit) {
    try {
      const { id, conflicts } = await edit();
      this.#panel.done(key, conflicts, id);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#panel.refused(error.code);
      return;
    }
    try {
      await this.#read();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#panel.notRead(error.code);
    }
  }
}
