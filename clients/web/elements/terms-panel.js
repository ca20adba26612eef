/** What words are called in this conversation, and a form that adds, changes and removes them. */

import { explainConflict } from './conflict.js';
import { h, icon } from './dom.js';

/** @typedef {import('../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../net/api.js').Language} Language */
/** @typedef {import('../net/staff-api.js').Conflict} Conflict */
/** @typedef {import('../net/staff-api.js').Term} Term */
/** @typedef {import('../net/staff-api.js').TermEntry} TermEntry */

/**
 * @typedef {object} TermEdits
 * @property {(entry: string | null, term: Partial<Term> & {keep: boolean}) => void} save entry: the
 *   id of the one whose place it takes; null: it is new
 * @property {(entry: string, keep: boolean) => void} remove keep: for the desk, too
 */

/** Longest term, in characters. */
const LONGEST = 100;
const ANY_LANGUAGE = 'mul';

export class TermsPanel {
  #i18n;
  #languages;
  #edits;
  /** @type {TermEntry | null} what is changed; null: a term is added */
  #entry = null;
  /** @type {HTMLInputElement[]} one for each language */
  #inputs;
  #keep;
  #save = h('button', { class: 'button button-primary', type: 'submit' });
  #remove;
  #cancel;
  #told = h('div', { class: 'terms-told', role: 'status' });
  #rows = h('tbody');
  #none = h('p', { class: 'soft' });
  element;

  /**
   * @param {I18n} i18n
   * @param {readonly Language[]} languages of the conversation
   * @param {TermEdits} edits
   */
  constructor(i18n, languages, edits) {
    this.#i18n = i18n;
    this.#languages = languages;
    this.#edits = edits;
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
    this.#keep = this.#button('terms.keep', () => this.#pressKeep(!this.#isKept));
    this.#remove = this.#button('terms.remove', () => this.#giveRemoval());
    this.#cancel = this.#button('app.cancel', () => this.#leave());
    i18n.text(this.#none, 'terms.none');
    this.element = h('div', { class: 'terms' }, this.#createForm(), this.#told, this.#createList());
    this.reset();
  }

  /** A new term can be written. */
  reset() {
    this.#fill(null);
    this.#told.replaceChildren();
  }

  /** @param {readonly TermEntry[]} entries the ones that count first come first */
  update(entries) {
    const shown = entries.filter((entry) => !this.#textsOf(entry).includes(undefined));
    this.#rows.replaceChildren(...shown.map((entry) => this.#createRow(entry)));
    this.#none.hidden = shown.length > 0;
  }

  /**
   * Something was done; comes before the list is updated.
   *
   * @param {'terms.added' | 'terms.removed'} key what is said of it
   * @param {readonly Conflict[]} conflicts of the term
   */
  done(key, conflicts) {
    const said = this.#i18n.text(h('p'), key);
    this.#told.replaceChildren(said, ...conflicts.map((conflict) => explainConflict(this.#i18n, conflict)));
    this.#fill(null);
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

  /** @param {boolean} kept */
  #pressKeep(kept) {
    this.#keep.setAttribute('aria-pressed', String(kept));
  }

  /**
   * @param {string} key
   * @param {() => void} click
   */
  #button(key, click) {
    return this.#i18n.text(h('button', { class: 'button', type: 'button', click }), key);
  }

  #createForm() {
    return h(
      'form',
      {
        class: 'terms-form',
        submit: (/** @type {Event} */ event) => {
          event.preventDefault();
          this.#giveTerm();
        },
      },
      ...this.#languages.map(({ code, endonym }, index) =>
        h('label', {}, h('span', { lang: code }, endonym), this.#inputs[index]),
      ),
      this.#keep,
      this.#save,
      this.#remove,
      this.#cancel,
    );
  }

  #createList() {
    const head = this.#languages.map(({ code, endonym }) =>
      h('th', { scope: 'col', lang: code }, endonym),
    );
    const change = this.#i18n.text(h('th', { scope: 'col' }), 'terms.change');
    const table = h('table', {}, h('thead', {}, h('tr', {}, ...head, change)), this.#rows);
    const list = h('div', { class: 'terms-list', tabindex: 0, role: 'region' }, table, this.#none);
    return this.#i18n.attribute(list, 'aria-label', 'terms.list');
  }

  /** @param {TermEntry} entry */
  #createRow(entry) {
    const texts = this.#textsOf(entry);
    const change = h(
      'button',
      {
        class: 'button',
        type: 'button',
        click: () => {
          this.reset();
          this.#fill(entry);
          this.#inputs[0].focus();
        },
      },
      icon('pencil'),
    );
    this.#i18n.attribute(change, 'aria-label', 'terms.change_of', { term: texts[0] ?? '' });
    return h(
      'tr',
      { 'data-entry': entry.id },
      ...this.#languages.map(({ code, dir }, index) =>
        h('td', { lang: code, dir }, texts[index] ?? ''),
      ),
      h('td', {}, change),
    );
  }

  /** @param {TermEntry} entry */
  #textsOf({ terms }) {
    return this.#languages.map(({ code }) => terms[code] ?? terms[ANY_LANGUAGE]);
  }

  /** @param {TermEntry | null} entry that is changed; null: a new one is written */
  #fill(entry) {
    this.#entry = entry;
    const texts = entry === null ? [] : this.#textsOf(entry);
    this.#inputs.forEach((input, index) => (input.value = texts[index] ?? ''));
    this.#pressKeep(entry?.kept ?? false);
    this.#i18n.text(this.#save, entry === null ? 'terms.add' : 'terms.save');
    this.#remove.hidden = this.#cancel.hidden = entry === null;
  }

  /** Nothing is changed after all: back to where the person was. */
  #leave() {
    const id = this.#entry?.id ?? '';
    this.reset();
    const row = [...this.#rows.children].find((one) => one.getAttribute('data-entry') === id);
    row?.querySelector('button')?.focus();
  }

  #giveTerm() {
    const texts = this.#inputs.map(({ value }) => value.trim());
    if (texts.includes('')) return;
    const { id = null, case_sensitive, listen, note } = this.#entry ?? {};
    const terms = this.#termsOf(texts);
    this.#edits.save(id, { case_sensitive, listen, note, terms, keep: this.#isKept });
  }

  #giveRemoval() {
    if (this.#entry !== null) this.#edits.remove(this.#entry.id, this.#isKept);
  }

  /**
   * @param {readonly string[]} texts one for each language; what is not to be translated stays so
   *   as long as they are the same
   */
  #termsOf(texts) {
    const { [ANY_LANGUAGE]: kept, ...others } = this.#entry?.terms ?? {};
    if (kept !== undefined && new Set(texts).size === 1) return { [ANY_LANGUAGE]: texts[0] };
    return { ...others, ...Object.fromEntries(this.#languages.map(({ code }, at) => [code, texts[at]])) };
  }
}
