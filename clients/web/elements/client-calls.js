/**
 * What a client can always tell the desk without words: "I want an interpreter" and "please say it
 * again", and what became of it, in the client's language.
 */

import { handOverOf, lastHeard, repeatWish } from '../state/calls.js';
import { h, icon } from './dom.js';

/** @typedef {import('../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../state/reducer.js').State} State */
/** @typedef {import('../pages/reader/reader-call.js').ReaderCall} ReaderCall */
/** @typedef {{key: string, run: () => void}} Action */

export class ClientCalls {
  #i18n;
  #call;
  #lang;
  #interpreter;
  #handOver;
  /** @type {HTMLButtonElement | null} null before the captions */
  #repeat = null;
  #asked;
  #unsubscribe;
  element;

  /**
   * @param {I18n} i18n
   * @param {ReaderCall} call
   * @param {(() => string) | null} lang that is read; null before the captions
   */
  constructor(i18n, call, lang) {
    this.#i18n = i18n;
    this.#call = call;
    this.#lang = lang;
    this.#handOver = new Said(i18n);
    this.#asked = new Said(i18n);
    this.#interpreter = this.#button('interpreter', 'interpreter.button', () => this.#ask());
    if (lang !== null)
      this.#repeat = this.#button('again', 'repeat.button', () => this.#askAgain(lang()));
    this.element = h(
      'div',
      { class: 'calls' },
      this.#handOver.element,
      this.#asked.element,
      h('div', { class: 'calls-buttons' }, this.#repeat, this.#interpreter),
    );
    this.#unsubscribe = call.store.subscribe((state) => this.#update(state));
    this.#update(call.store.state);
  }

  close() {
    this.#unsubscribe();
    this.element.remove();
  }

  /**
   * @param {import('./dom.js').IconName} picture
   * @param {string} key
   * @param {() => void} click
   */
  #button(picture, key, click) {
    return h(
      'button',
      { class: 'button', type: 'button', click },
      icon(picture),
      this.#i18n.text(h('span'), key),
    );
  }

  #ask() {
    if (handOverOf(this.#call.store.state) !== 'sent') this.#call.interpreter('wanted');
  }

  /** @param {string} lang */
  #askAgain(lang) {
    const { state } = this.#call.store;
    if (this.#wishOf(state) === null) this.#call.repeat(lastHeard(state, [lang]));
  }

  /** @param {State} state */
  #wishOf(state) {
    return repeatWish(state, (participant) => participant === state.self?.participant);
  }

  /** @param {State} state */
  #update(state) {
    const handOver = handOverOf(state);
    this.#handOver.update(
      handOver === 'none' ? null : `interpreter.${handOver}`,
      this.#actions[handOver],
    );
    const isOpen = state.connection.phase === 'open';
    setUp(this.#interpreter, isOpen, handOver === 'sent');
    if (this.#repeat === null) return;
    const isAsked = this.#wishOf(state) !== null;
    const byStaff = repeatWish(state, (who) =>
      state.participants.some(({ id, role }) => id === who && role === 'staff'),
    );
    const wanted = byStaff === null ? null : 'repeat.wanted';
    this.#asked.update(isAsked ? 'repeat.sent' : wanted);
    setUp(this.#repeat, isOpen, isAsked);
  }

  #putAway = {
    key: 'card.close',
    run: () => this.#call.store.dispatch({ kind: 'answers_put_away' }),
  };
  /** @type {Partial<Record<import('../state/calls.js').HandOver, Action>>} */
  #actions = {
    sent: { key: 'interpreter.undo', run: () => this.#call.interpreter('withdrawn') },
    coming: this.#putAway,
    answered: this.#putAway,
  };
}

/** A line that tells how something stands, and what can be done about it. */
class Said {
  #i18n;
  #text = h('p', { role: 'status' });
  #button = h('button', { class: 'button', type: 'button', hidden: true, click: () => this.#run() });
  #run = () => {};
  #said = '';
  element = h('div', { class: 'calls-said' }, this.#text, this.#button);

  /** @param {I18n} i18n */
  constructor(i18n) {
    this.#i18n = i18n;
  }

  /**
   * @param {string | null} key null: nothing
   * @param {Action} [action]
   */
  update(key, action) {
    if ((key ?? '') === this.#said) return;
    this.#said = key ?? '';
    this.#text.replaceChildren();
    if (key !== null) this.#text.append(this.#i18n.text(h('span'), key));
    this.#button.hidden = action === undefined;
    if (action === undefined) return;
    this.#i18n.text(this.#button, action.key);
    this.#run = action.run;
  }
}

/**
 * A button that was pressed stays where it is, and takes no second press.
 *
 * @param {HTMLButtonElement} button
 * @param {boolean} isOpen whether there is a connection
 * @param {boolean} isPressed
 */
function setUp(button, isOpen, isPressed) {
  button.disabled = !isOpen;
  button.setAttribute('aria-disabled', String(isPressed));
}
