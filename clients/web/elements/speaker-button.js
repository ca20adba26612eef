/** A large button of the desk that opens the microphone for one language, or for both. */

import { h, icon, setIcon } from './dom.js';

/** @typedef {import('../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../state/reducer.js').MicStatus} MicStatus */
/** @typedef {import('../state/talk.js').TalkControl} TalkControl */

export class SpeakerButton {
  #i18n;
  #control;
  #speaks;
  #icon = icon('mic');
  #label = h('span', { class: 'listen-label' });
  #hint = h('span', { class: 'listen-hint' });
  element;

  /**
   * @param {I18n} i18n
   * @param {TalkControl} control
   * @param {() => string} speaks what it opens the microphone for
   * @param {Element | null} name the language, where it is for one
   */
  constructor(i18n, control, speaks, name) {
    this.#i18n = i18n;
    this.#control = control;
    this.#speaks = speaks;
    this.element = h(
      'button',
      {
        class: 'listen',
        type: 'button',
        pointerdown: (/** @type {PointerEvent} */ event) => this.#pointerDown(event),
        pointerup: () => control.release('pointer'),
        lostpointercapture: () => control.release('pointer'),
        keydown: (/** @type {KeyboardEvent} */ event) => this.#keyDown(event),
        click: (/** @type {MouseEvent} */ event) => this.#click(event),
        contextmenu: (/** @type {Event} */ event) => event.preventDefault(), // of a long touch
      },
      h('span', { class: 'listen-icon' }, this.#icon),
      h('span', { class: 'listen-text' }, name, this.#label, this.#hint),
    );
    name?.classList.add('listen-name');
  }

  /**
   * @param {object} state
   * @param {MicStatus} state.status
   * @param {boolean} state.isOn the microphone is open, and for this
   * @param {boolean} state.isKey the space bar presses this one
   * @param {boolean} state.disabled
   */
  update({ status, isOn, isKey, disabled }) {
    const opening = isOn && status === 'opening';
    const listening = isOn && status === 'listening';
    this.element.dataset.mic = listening ? 'listening' : 'paused';
    this.element.disabled = disabled;
    this.element.setAttribute('aria-pressed', String(listening));
    setIcon(this.#icon, listening ? 'stop' : 'mic');
    this.#i18n.text(this.#label, opening ? 'desk.opening' : this.#words(listening));
    this.#hint.hidden = !isKey;
    if (isKey) {
      this.#i18n.text(this.#hint, 'desk.space');
      this.element.setAttribute('aria-keyshortcuts', 'Space');
    } else {
      this.element.removeAttribute('aria-keyshortcuts');
    }
  }

  /** @param {boolean} listening */
  #words(listening) {
    if (this.#control.mode === 'hold') return listening ? 'talk.release' : 'talk.hold';
    return listening ? 'desk.pause' : 'desk.listen';
  }

  get #isHeld() {
    return this.#control.mode === 'hold';
  }

  /** @param {PointerEvent} event */
  #pointerDown({ button, pointerId }) {
    if (button !== 0 || !this.#isHeld) return;
    this.element.setPointerCapture(pointerId); // a finger that slips off still lets go here
    this.#control.press('pointer', this.#speaks());
  }

  /**
   * A button that has the focus is held with the keys that press it.
   *
   * @param {KeyboardEvent} event
   */
  #keyDown(event) {
    if (!this.#isHeld || (event.code !== 'Space' && event.code !== 'Enter')) return;
    event.preventDefault();
    if (!event.repeat) this.#control.press(event.code, this.#speaks());
  }

  /** @param {MouseEvent} event without a pointer where keys or assistive technology click */
  #click({ detail }) {
    if (!this.#isHeld || detail === 0) this.#control.toggle(this.#speaks());
  }
}
