/** What words are called in this conversation, and a form that adds one. */

import { explainConflict } from './conflict.js';
import { h } from './dom.js';

/** @typedef {import('../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../net/api.js').Language} Language */
/** @typedef {import('../net/staff-api.js').Conflict} Conflict */
/** @typedef {import('../net/staff-api.js').TermEntry} TermEntry */

/** Longest term, in characters. */
const LONGEST = 100;
const ANY_LANGUAGE = 'mul';

export class TermsPanel {
  #i18n;
  #languages;
  #onAdd;
  /** @type {HTMLInputElement[]} one for each language */
  #inputs;
  #keep = h('button', {
    class: 'button',
    type: 'button',
    'aria-pressed': 'false',
    click: () => this.#keep.setAttribute('aria-pressed', String(!this.#isKept)),
  });
  #told = h('div', { class: 'terms-told', role: 'status' });
  #rows = h('tbody');
  #none = h('p', { class: 'soft' });
  element;

  /**
   * @param {I18n} i18n
   * @param {readonly Language[]} languages of the conversation
   * @param {(terms: Record<string, string>, keep: boolean) => void} onAdd
   */
  constructor(i18n, languages, onAdd) {
    this.#i18n = i18n;
    this.#languages = languages;
    this.#onAdd = onAdd;
    this.#inputs = languages.map(({ code, dir }) =>
      h('input', {
        type: 'text',
        lang: code,
        dir,
        maxlength: LONGEST,
        required: true,
        autocomplete: 'off',
      }),
    );
    i18n.text(this.#none, 'terms.none');
    this.element = h('div', { class: 'terms' }, this.#createForm(), this.#told, this.#createList());
  }

  /** @param {readonly TermEntry[]} entries the ones that count first come first */
  update(entries) {
    const rows = entries
      .map(({ terms }) =>
        this.#languages.map(({ code, dir }) => ({
          code,
          dir,
          text: terms[code] ?? terms[ANY_LANGUAGE],
        })),
      )
      .filter((cells) => cells.every(({ text }) => text !== undefined));
    this.#rows.replaceChildren(
      ...rows.map((cells) =>
        h('tr', {}, ...cells.map(({ code, dir, text }) => h('td', { lang: code, dir }, text))),
      ),
    );
    this.#none.hidden = rows.length > 0;
  }

  /** @param {readonly Conflict[]} conflicts of the term that was just added */
  added(conflicts) {
    for (const input of this.#inputs) input.value = '';
    const said = this.#i18n.text(h('p'), 'terms.added');
    this.#told.replaceChildren(said, ...conflicts.map((conflict) => explainConflict(this.#i18n, conflict)));
    this.#inputs[0].focus();
  }

  /** @param {string} code */
  refused(code) {
    const key = `error.${code}`;
    const told = this.#i18n.has(key) ? key : 'error.unknown';
    this.#told.replaceChildren(this.#i18n.text(h('p'), told, { code }));
  }

  get #isKept() {
    return this.#keep.getAttribute('aria-pressed') === 'true';
  }

  #createForm() {
    const add = h('button', { class: 'button button-primary', type: 'submit' });
    return h(
      'form',
      {
        class: 'terms-form',
        submit: (/** @type {Event} */ event) => {
          event.preventDefault();
          this.#add();
        },
      },
      ...this.#languages.map(({ code, endonym }, index) =>
        h('label', {}, h('span', { lang: code }, endonym), this.#inputs[index]),
      ),
      this.#i18n.text(this.#keep, 'terms.keep'),
      this.#i18n.text(add, 'terms.add'),
    );
  }

  #createList() {
    const head = this.#languages.map(({ code, endonym }) =>
      h('th', { scope: 'col', lang: code }, endonym),
    );
    const table = h('table', {}, h('thead', {}, h('tr', {}, ...head)), this.#rows);
    const list = h('div', { class: 'terms-list', tabindex: 0, role: 'region' }, table, this.#none);
    return this.#i18n.attribute(list, 'aria-label', 'terms.list');
  }

  #add() {
    const texts = this.#inputs.map(({ value }) => value.trim());
    if (texts.includes('')) return;
    const terms = Object.fromEntries(
      this.#languages.map(({ code }, index) => [code, texts[index]]),
    );
    this.#onAdd(terms, this.#isKept);
  }
}
