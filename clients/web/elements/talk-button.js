/** A large button to talk by: held, or tapped to start and to stop. */

import { Press } from '../state/press.js';
import { h, icon, setIcon } from './dom.js';

/** @typedef {import('../state/reducer.js').MicStatus} MicStatus */

export class TalkButton {
  #i18n;
  #onWant;
  #press = new Press(() => performance.now());
  #status = /** @type {MicStatus} */ ('closed');
  #icon = icon('mic');
  #label = h('span', { class: 'talk-label' });
  #hint = h('span', { class: 'talk-hint' });
  element;

  /**
   * @param {import('../i18n/i18n.js').I18n} i18n
   * @param {(listening: boolean) => void} onWant
   */
  constructor(i18n, onWant) {
    this.#i18n = i18n;
    this.#onWant = onWant;
    i18n.text(this.#hint, 'speak.hold');
    this.element = h(
      'button',
      {
        class: 'talk',
        type: 'button',
        pointerdown: (/** @type {PointerEvent} */ event) => this.#down(event),
        pointerup: () => this.#up(),
        pointercancel: () => this.#up(),
        click: (/** @type {MouseEvent} */ event) => this.#click(event),
        contextmenu: (/** @type {Event} */ event) => event.preventDefault(), // of a long touch
      },
      h('span', { class: 'talk-icon' }, this.#icon),
      h('span', { class: 'talk-text' }, this.#label, this.#hint),
    );
  }

  /** @param {MicStatus} status */
  update(status) {
    this.#status = status;
    const listening = status === 'listening';
    this.element.dataset.mic = status;
    this.#hint.hidden = listening;
    setIcon(this.#icon, listening ? 'stop' : 'mic');
    this.#i18n.text(this.#label, listening ? 'speak.stop' : 'speak.start');
  }

  /** @param {number} share of full loudness */
  show(share) {
    this.element.style.setProperty('--level', share.toFixed(3));
  }

  /** @param {PointerEvent} event */
  #down(event) {
    if (event.button !== 0) return;
    this.element.setPointerCapture(event.pointerId); // a finger that slips off still lets go here
    this.#onWant(this.#press.down(this.#status === 'listening'));
  }

  #up() {
    if (this.#press.up()) this.#onWant(false);
  }

  /**
   * Keys and assistive technology click without a pointer.
   *
   * @param {MouseEvent} event
   */
  #click({ detail }) {
    if (detail === 0) this.#onWant(this.#status !== 'listening');
  }
}
