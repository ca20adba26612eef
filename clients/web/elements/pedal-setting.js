/** Which key a foot pedal sends, for one language: learned by pressing it. */

import { isPedalKey } from '../pages/desk/talk-keys.js';
import { h } from './dom.js';

/** @typedef {import('../i18n/i18n.js').I18n} I18n */

export class PedalSetting {
  #i18n;
  #onLearn;
  #key = h('kbd', { dir: 'ltr' });
  #say = h('p', { class: 'soft', role: 'status' });
  #learn;
  #forget;
  #learning = false;
  element;

  /**
   * @param {I18n} i18n
   * @param {Element} name of the language
   * @param {(code: string | undefined) => void} onLearn undefined: no pedal any more
   */
  constructor(i18n, name, onLearn) {
    this.#i18n = i18n;
    this.#onLearn = onLearn;
    this.#learn = h(
      'button',
      {
        class: 'button',
        type: 'button',
        click: () => this.#toggle(),
        keydown: (/** @type {KeyboardEvent} */ event) => this.#keyDown(event),
        blur: () => this.#listen(false),
      },
      i18n.text(h('span'), 'pedal.learn'),
    );
    this.#forget = i18n.text(
      h('button', { class: 'button', type: 'button', click: () => onLearn(undefined) }),
      'pedal.forget',
    );
    this.element = h(
      'div',
      { class: 'pedal', role: 'group' },
      h('p', {}, name, ' ', this.#key),
      h('div', { class: 'pedal-buttons' }, this.#learn, this.#forget),
      this.#say,
    );
    this.#listen(false);
  }

  /** @param {string | undefined} code of the key, as keyboards name it */
  update(code) {
    this.#key.hidden = this.#forget.hidden = code === undefined;
    this.#key.textContent = code ?? '';
  }

  /** @param {boolean} learning */
  #listen(learning) {
    this.#learning = learning;
    this.#learn.setAttribute('aria-pressed', String(learning));
    this.#say.hidden = !learning;
    if (learning) this.#i18n.text(this.#say, 'pedal.press');
  }

  #toggle() {
    this.#learn.focus(); // not every browser gives it to what is clicked
    this.#listen(!this.#learning);
  }

  /** @param {KeyboardEvent} event */
  #keyDown(event) {
    if (!this.#learning || event.code === 'Tab' || event.repeat) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.code === 'Escape') {
      this.#listen(false);
    } else if (isPedalKey(event)) {
      this.#listen(false);
      this.#onLearn(event.code);
    } else {
      this.#i18n.text(this.#say, 'pedal.reserved');
    }
  }
}
