/** A window over the page. The browser keeps the focus in it and closes it on Escape. */

import { h } from './dom.js';

export class Dialog {
  #content = h('div', { class: 'dialog-content' });
  element;

  /**
   * @param {import('../i18n/i18n.js').I18n} i18n
   * @param {string} titleKey
   * @param {...Node} content
   */
  constructor(i18n, titleKey, ...content) {
    const title = i18n.text(h('h2', { id: `dialog-${titleKey.replaceAll('.', '-')}` }), titleKey);
    this.#content.append(title, ...content);
    this.element = h('dialog', { 'aria-labelledby': title.id }, this.#content);
    // A click beside the window hits the dialog itself, one inside hits its content.
    this.element.addEventListener('click', ({ target }) => {
      if (target === this.element) this.close();
    });
  }

  /** Again is nothing. */
  open() {
    if (!this.element.open) this.element.showModal();
  }

  close() {
    this.element.close();
  }

  /** @param {() => void} listener */
  onClose(listener) {
    this.element.addEventListener('close', listener);
  }
}
