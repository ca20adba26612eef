/** What staff say without speaking: the opening words by one tap, any ready phrase by two. */

import { h, icon } from '../../elements/dom.js';
import { ApiError } from '../../net/api.js';
import { loadModule } from '../../net/load-module.js';
import { OPENING_PHRASE } from '../../state/phrases.js';

/** @typedef {import('../../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../../net/api.js').Language} Language */
/** @typedef {import('../../net/staff-api.js').StaffApi} StaffApi */
/** @typedef {import('./desk-call.js').DeskCall} DeskCall */
/** @typedef {import('./phrases-dialog.js').PhrasesDialog} PhrasesDialog */

export class ReadyPhrases {
  #i18n;
  #call;
  #languages;
  #read;
  /** @type {PhrasesDialog | null} until it is first opened */
  #dialog = null;
  /** The button that opens the window, and the window. */
  element;
  opening;

  /**
   * @param {I18n} i18n
   * @param {DeskCall} call
   * @param {object} desk
   * @param {StaffApi} desk.api
   * @param {string} desk.conversation
   * @param {readonly Language[]} desk.languages of staff and client
   */
  constructor(i18n, call, { api, conversation, languages }) {
    this.#i18n = i18n;
    this.#call = call;
    this.#languages = languages;
    this.#read = () => api.phrases(conversation);
    this.element = h('div', {}, this.#button('phrases', 'phrases.open', () => void this.#open()));
    this.opening = this.#button('info', 'phrases.opening', () => call.show(OPENING_PHRASE));
  }

  /** @param {boolean} isOpen whether there is a connection; without one nothing can be shown */
  update(isOpen) {
    this.opening.disabled = !isOpen;
  }

  /**
   * @param {import('../../elements/dom.js').IconName} picture
   * @param {string} label key of the text
   * @param {() => void} run
   */
  #button(picture, label, run) {
    return h(
      'button',
      { class: `button action-${picture}`, type: 'button', click: run },
      icon(picture),
      this.#i18n.text(h('span'), label),
    );
  }

  async #open() {
    try {
      const made = this.#dialog ?? (await this.#load());
      if (this.#dialog === null) {
        this.#dialog = made; // the first of two that were asked for at once
        this.element.append(made.element);
      }
      if (!this.#dialog.element.open) this.#dialog.open();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#call.store.dispatch({ kind: 'failed', code: error.code });
    }
  }

  async #load() {
    const [Window, groups] = await Promise.all([
      loadModule(async () => (await import('./phrases-dialog.js')).PhrasesDialog),
      this.#read(),
    ]);
    const dialog = new Window(this.#i18n, this.#languages, ({ id }) => this.#call.show(id));
    dialog.offer(groups);
    return dialog;
  }
}
