/** "Please say it again", in both directions, as the desk sees it: calm, until something is said. */

import { h, icon } from '../../elements/dom.js';
import { textIn } from '../../state/captions.js';
import { lastHeard, repeatWish } from '../../state/calls.js';

/** @typedef {import('../../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../../net/api.js').Language} Language */
/** @typedef {import('../../state/reducer.js').State} State */
/** @typedef {import('./desk-call.js').DeskCall} DeskCall */

export class RepeatCall {
  #i18n;
  #call;
  #languages;
  /** It is in the page before there is anything in it, to be read aloud. */
  strip = h('div', { class: 'asked-again', role: 'status' });
  button;
  /** @type {number | null} number of the wish that is shown */
  #shown = null;

  /**
   * @param {I18n} i18n
   * @param {DeskCall} call
   * @param {readonly Language[]} languages of staff and client
   */
  constructor(i18n, call, languages) {
    this.#i18n = i18n;
    this.#call = call;
    this.#languages = languages.map(({ code }) => code);
    this.button = h(
      'button',
      { class: 'button action-again', type: 'button', click: () => this.#ask() },
      icon('again'),
      i18n.text(h('span'), 'repeat.ask'),
    );
    call.store.subscribe((state, before) => {
      if (state.notices !== before.notices || state.rows !== before.rows) this.#update(state);
    });
    this.#update(call.store.state);
  }

  #ask() {
    this.#call.repeat(lastHeard(this.#call.store.state, this.#languages));
  }

  /** @param {State} state */
  #update(state) {
    const wish = repeatWish(state, () => true);
    if ((wish?.seq ?? null) === this.#shown) return;
    this.#shown = wish?.seq ?? null;
    this.strip.replaceChildren();
    if (wish === null) return;
    const isOwn = wish.participant === state.self?.participant;
    const [own] = this.#languages;
    const text = textIn(state.rows.get(wish.caption ?? ''), own)?.committed ?? '';
    const said = h('p', {});
    if (isOwn) this.#i18n.text(said, 'repeat.asked');
    else if (text === '') this.#i18n.text(said, 'repeat.by_client_untold');
    else this.#i18n.text(said, 'repeat.by_client', { text });
    this.strip.append(icon('again'), said);
  }
}
