/** The way to a human interpreter at the desk: one tap, an alarm when a client wants one, a window. */

import { h, icon } from '../../elements/dom.js';
import { wishesOf } from '../../state/calls.js';
import { attempt, lazyWindow } from './lazy-window.js';

/** @typedef {import('../../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../../net/api.js').Language} Language */
/** @typedef {import('../../net/staff-api.js').Desk} Desk */
/** @typedef {import('../../state/reducer.js').State} State */
/** @typedef {import('./desk-call.js').DeskCall} DeskCall */

export class HandOver {
  #i18n;
  #call;
  #window;
  #unsubscribe;
  /** It is in the page before there is an alarm, to be read aloud. */
  strip = h('div', { class: 'alarm', role: 'alert' });
  button;
  #shown = '';

  /**
   * @param {I18n} i18n
   * @param {DeskCall} call
   * @param {{desk: Desk | null, client: Language}} where client: language of the client
   */
  constructor(i18n, call, where) {
    this.#i18n = i18n;
    this.#call = call;
    this.#window = lazyWindow(
      async () => (await import('./hand-over-dialog.js')).HandOverDialog,
      (HandOverDialog) => new HandOverDialog(i18n, call, where),
      (element) => this.strip.after(element),
    );
    this.button = h(
      'button',
      { class: 'button action-interpreter', type: 'button', click: () => void this.#ask() },
      icon('interpreter'),
      i18n.text(h('span'), 'handover.ask'),
    );
    this.#unsubscribe = call.store.subscribe((state) => this.#update(state));
    this.#update(call.store.state);
  }

  /** Whoever wanted an interpreter is not here any more. */
  close() {
    this.#unsubscribe();
    document.title = 'Tulkki';
  }

  /** By one tap; who only opened the window by mistake takes it back there. */
  #ask() {
    if (wishesOf(this.#call.store.state).size === 0) this.#call.interpreter('wanted');
    return this.#open();
  }

  #open() {
    return attempt(this.#call.store, async () => (await this.#window()).open());
  }

  /** @param {State} state */
  #update(state) {
    const wishes = wishesOf(state);
    const others = [...wishes].some((id) => id !== state.self?.participant);
    const own = wishes.size > 0 ? 'handover.asked' : '';
    const key = others ? 'handover.wanted' : own;
    if (key === this.#shown) return;
    this.#shown = key;
    this.strip.dataset.kind = others ? 'wanted' : 'asked';
    document.title = others ? `${this.#i18n.t(key)} – Tulkki` : 'Tulkki';
    this.strip.replaceChildren();
    if (key === '') return;
    const see = h('button', { class: 'button', type: 'button', click: () => void this.#open() });
    this.strip.append(
      icon('interpreter'),
      this.#i18n.text(h('p'), key),
      this.#i18n.text(see, 'handover.see'),
    );
    // What lies under another window is neither seen nor read aloud.
    if (others && document.querySelector('dialog[open]') !== null) void this.#open();
  }
}
