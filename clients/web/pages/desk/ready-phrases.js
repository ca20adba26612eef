/** What staff say without speaking: the opening words by one tap, any ready phrase by two. */

import { h, icon } from '../../elements/dom.js';
import { OPENING_PHRASE } from '../../state/phrases.js';
import { attempt, lazyWindow } from './lazy-window.js';

/** @typedef {import('../../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../../net/api.js').Language} Language */
/** @typedef {import('../../net/staff-api.js').StaffApi} StaffApi */
/** @typedef {import('./desk-call.js').DeskCall} DeskCall */

export class ReadyPhrases {
  #i18n;
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
    const window = lazyWindow(
      async () => (await import('./phrases-dialog.js')).PhrasesDialog,
      async (PhrasesDialog) => {
        const groups = await api.phrases(conversation);
        return new PhrasesDialog(i18n, languages, groups, ({ id }) => call.show(id));
      },
      (element) => this.element.append(element),
    );
    const open = () => attempt(call.store, async () => (await window()).open());
    this.element = h('div', {}, this.#button('phrases', 'phrases.open', open));
    this.opening = this.#button('info', 'phrases.opening', () => call.show(OPENING_PHRASE));
  }

  /** @param {boolean} isOpen whether there is a connection; without one nothing can be shown */
  update(isOpen) {
    this.opening.disabled = !isOpen;
  }

  /**
   * @param {import('../../elements/dom.js').IconName} picture
   * @param {string} label key of the text
   * @param {() => unknown} run
   */
  #button(picture, label, run) {
    return h(
      'button',
      { class: `button action-${picture}`, type: 'button', click: run },
      icon(picture),
      this.#i18n.text(h('span'), label),
    );
  }
}
