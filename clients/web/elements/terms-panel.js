/** What words are called in this conversation, and a form that adds, changes and removes them. */

import { explainConflict } from './conflict.js';
import { h, icon } from './dom.js';

/** @typedef {import('../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../net/api.js').Language} Language */
/** @typedef {import('../net/staff-api.js').Conflict} Conflict */
/** @typedef {import('../net/staff-api.js').Term} Term */
/** @typedef {import('../net/staff-api.js').TermEntry} TermEntry */

/**
 * @typedef {object} TermEdits what becomes of the terms; each settles once the list is as it is then
 * @property {(entry: string | null, term: Partial<Term> & {keep: boolean}) => Promise<void>} save
 *   entry: the id of the one whose place it takes; null: it is new
 * @property {(entry: string, keep: boolean) => Promise<void>} remove keep: for the desk, too
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
  /** @type {string | null} what the form showed when it was given; null: nothing is under way */
  #given = null;
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
    this.#markBusy();
  }

  /**
   * Something was done; comes before the list is updated. What was written meanwhile stays, for the
   * entry that came of it.
   *
   * @param {'terms.added' | 'terms.removed'} key what is said of it
   * @param {readonly Conflict[]} conflicts of the term
   * @param {string | null} id of the entry as it is now; null: it is gone
   */
  done(key, conflicts, id) {
    const said = this.#i18n.text(h('p'), key);
    this.#told.replaceChildren(said, ...conflicts.map((conflict) => explainConflict(this.#i18n, conflict)));
    if (this.#given === this.#written) {
      this.#fill(null);
      this.#inputs[0].focus();
    } else if (this.#entry !== null) this.#take(id === null ? null : { ...this.#entry, id });
  }

  /** @param {string} code of an edit that was not made */
  refused(code) {
    this.#told.replaceChildren(this.#explain(code));
  }

  /** @param {string} code the list below is older than what was done */
  notRead(code) {
    this.#told.append(this.#explain(code));
  }

  /** @param {string} code */
  #explain(code) {
    const key = `error.${code}`;
    const told = this.#i18n.has(key) ? key : 'error.unknown';
    return this.#i18n.text(h('p'), told, { code });
  }

  /** What the form shows, and of which entry. */
  get #written() {
    const texts = this.#inputs.map(({ value }) => value);
    return JSON.stringify([this.#entry?.id, this.#isKept, ...texts]);
  }

  /** @param {() => Promise<void>} edit one at a time: a second press would find another list */
  async #give(edit) {
    if (this.#given !== null) return;
    this.#given = this.#written;
    this.#markBusy();
    try {
      await edit();
    } finally {
      this.#given = null;
      this.#markBusy();
    }
  }

  /** Buttons keep the focus while they wait. */
  #markBusy() {
    const changing = this.#rows.querySelectorAll('button');
    for (const button of [this.#save, this.#remove, ...changing])
      button.setAttribute('aria-disabled', String(this.#given !== null));
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
          if (this.#given !== null) return;
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
    this.#take(entry);
    const texts = entry === null ? [] : this.#textsOf(entry);
    this.#inputs.forEach((input, index) => (input.value = texts[index] ?? ''));
    this.#pressKeep(entry?.kept ?? false);
  }

  /** @param {TermEntry | null} entry that the form is about */
  #take(entry) {
    this.#entry = entry;
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
    const term = { case_sensitive, listen, note, terms, keep: this.#isKept };
    void this.#give(() => this.#edits.save(id, term));
  }

  #giveRemoval() {
    const { id } = this.#entry ?? {};
    if (id !== undefined) void this.#give(() => this.#edits.remove(id, this.#isKept));
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
