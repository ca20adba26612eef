/** The entries of a glossary as a table: those that have some words, and not too many at once. */

import { h } from '../../elements/dom.js';
import { field } from '../../elements/field.js';
import { ANY_LANGUAGE, named } from './languages.js';

/** @typedef {import('../../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../../net/glossary-api.js').Entry} Entry */

const SHOWN_AT_ONCE = 100;
const FLAGS = /** @type {const} */ (['case_sensitive', 'listen']);

export class EntryTable {
  #i18n;
  #entries;
  #languages;
  #onChange;
  #most = SHOWN_AT_ONCE;
  #words = h('input', { type: 'text', autocomplete: 'off', dir: 'auto', input: () => this.#draw() });
  #found = h('p', { class: 'soft', role: 'status' });
  #rows = h('tbody');
  #more = h('button', { class: 'button', type: 'button' });
  element;

  /**
   * @param {I18n} i18n
   * @param {readonly Entry[]} entries
   * @param {readonly string[]} languages of all of them
   * @param {((entry: Entry) => void) | null} onChange null: they are only looked at
   */
  constructor(i18n, entries, languages, onChange) {
    this.#i18n = i18n;
    this.#entries = entries;
    this.#languages = languages;
    this.#onChange = onChange;
    this.#more.addEventListener('click', () => {
      this.#most += SHOWN_AT_ONCE;
      this.#draw();
    });
    i18n.text(this.#more, 'admin.entries.more');
    const table = h('table', { class: 'entries' }, h('thead', {}, this.#heads()), this.#rows);
    const scroll = h('div', { class: 'table-scroll', tabindex: 0, role: 'region' }, table);
    this.element = h(
      'div',
      { class: 'results' },
      field(i18n, 'admin.entries.search', this.#words),
      this.#found,
      i18n.attribute(scroll, 'aria-label', 'admin.entries.title'),
      this.#more,
    );
    this.#draw();
  }

  #heads() {
    const i18n = this.#i18n;
    const names = this.#languages.map((code) =>
      h('th', { scope: 'col', lang: code }, named(code).endonym),
    );
    return h(
      'tr',
      {},
      ...names,
      i18n.text(h('th', { scope: 'col' }), 'admin.entry.about'),
      this.#onChange !== null && i18n.text(h('th', { scope: 'col' }), 'admin.entry.change'),
    );
  }

  #draw() {
    const wanted = fold(this.#words.value);
    const found = this.#entries.filter(({ terms, note }) =>
      [...Object.values(terms), note].some((text) => fold(text).includes(wanted)),
    );
    const shown = found.slice(0, this.#most);
    this.#rows.replaceChildren(...shown.map((entry) => this.#row(entry)));
    const params = { count: found.length, shown: shown.length };
    this.#i18n.text(this.#found, 'admin.entries.found', params);
    this.#more.hidden = shown.length === found.length;
  }

  /** @param {Entry} entry */
  #row(entry) {
    const i18n = this.#i18n;
    const kept = entry.terms[ANY_LANGUAGE];
    const terms =
      kept === undefined
        ? this.#languages.map((code) => this.#term(code, entry.terms[code] ?? ''))
        : [h('td', { colspan: Math.max(1, this.#languages.length), dir: 'auto' }, kept)];
    const flags = FLAGS.filter((flag) => entry[flag]).map((flag) =>
      i18n.text(h('span', { class: 'badge' }), `admin.entry.is.${flag}`),
    );
    if (kept !== undefined)
      flags.unshift(i18n.text(h('span', { class: 'badge' }), 'admin.entry.is.kept'));
    return h(
      'tr',
      {},
      ...terms,
      h('td', {}, ...flags, h('span', { dir: 'auto' }, entry.note)),
      this.#onChange !== null && h('td', {}, this.#button(entry, this.#onChange)),
    );
  }

  /**
   * @param {string} code
   * @param {string} text
   */
  #term(code, text) {
    return h('td', { lang: code, dir: named(code).dir }, text);
  }

  /**
   * @param {Entry} entry
   * @param {(entry: Entry) => void} onChange
   */
  #button(entry, onChange) {
    const button = h('button', { class: 'button', type: 'button', click: () => onChange(entry) });
    const [term] = Object.values(entry.terms);
    this.#i18n.attribute(button, 'aria-label', 'admin.entry.change_of', { term });
    return this.#i18n.text(button, 'admin.entry.change');
  }
}

/** @param {string} text */
function fold(text) {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}
