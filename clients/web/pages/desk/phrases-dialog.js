/** The ready phrases and cards of the desk, in a window of their own. Loaded when staff look. */

import { createClosableDialog } from '../../elements/closable-dialog.js';
import { h } from '../../elements/dom.js';
import { PhrasesPanel } from '../../elements/phrases-panel.js';

/** @typedef {import('../../net/api.js').Language} Language */
/** @typedef {import('../../state/phrases.js').Phrase} Phrase */
/** @typedef {import('../../state/phrases.js').PhraseGroup} PhraseGroup */

export class PhrasesDialog {
  #panel;
  #dialog;
  element;

  /**
   * @param {import('../../i18n/i18n.js').I18n} i18n
   * @param {readonly Language[]} languages of staff and client
   * @param {readonly PhraseGroup[]} groups
   * @param {(phrase: Phrase) => void} onShow
   */
  constructor(i18n, languages, groups, onShow) {
    this.#panel = new PhrasesPanel(i18n, languages, (phrase) => {
      this.#dialog.close(); // the captions show it
      onShow(phrase);
    });
    this.#panel.offer(groups);
    const lead = i18n.text(h('p', { class: 'lead' }), 'phrases.lead');
    this.#dialog = createClosableDialog(i18n, 'phrases.title', lead, this.#panel.element);
    this.element = this.#dialog.element;
    this.element.classList.add('phrases-window');
  }

  open() {
    this.#panel.reset();
    this.#dialog.open();
  }
}
