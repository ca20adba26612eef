/** All glossaries: those that come along, and the service's own. One is opened to be looked at. */

import { h } from '../../elements/dom.js';
import { field } from '../../elements/field.js';
import { GlossaryApi } from '../../net/glossary-api.js';
import { GlossaryView } from './glossary-view.js';
import { named } from './languages.js';
import { Part } from './part.js';

/** @typedef {import('../../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../../net/glossary-api.js').Concept} Concept */
/** @typedef {import('../../net/glossary-api.js').Summary} Summary */

const SLUG = '[a-z0-9]([a-z0-9\\-]{0,30}[a-z0-9])?';
const LONGEST_NOTE = 500;

/**
 * @param {I18n} i18n
 * @returns {Promise<HTMLElement>}
 */
export async function createGlossariesView(i18n) {
  const view = new GlossariesView(i18n);
  await view.list();
  return view.element;
}

class GlossariesView {
  #i18n;
  #api = new GlossaryApi();
  #part;
  element;

  /** @param {I18n} i18n */
  constructor(i18n) {
    this.#i18n = i18n;
    this.#part = new Part(i18n, 'glossaries');
    this.element = this.#part.element;
  }

  async list() {
    const all = await this.#api.every();
    const add = h('button', { class: 'button', type: 'button', click: () => this.#ask([]) });
    this.#part.show(
      h('ul', { class: 'desks' }, ...all.map((one) => this.#line(one))),
      this.#i18n.text(add, 'admin.glossaries.add'),
    );
  }

  /** @param {Summary} summary */
  #line({ name, note, languages, concepts, shipped, reviewed, desks }) {
    const i18n = this.#i18n;
    const open = h('button', { class: 'button', type: 'button', click: () => this.#open(name) });
    const told = h('p', { class: 'soft' });
    const spoken = languages.map((code) => named(code).endonym).join(', ');
    return h(
      'li',
      { class: 'glossary-line' },
      i18n.text(open, 'admin.glossaries.open', { name }),
      i18n.text(told, 'admin.glossaries.holds', { count: concepts, languages: spoken || '–' }),
      h('p', { dir: 'auto' }, note),
      h(
        'p',
        { class: 'badges' },
        shipped && i18n.text(h('span', { class: 'badge' }), 'admin.glossaries.shipped'),
        i18n.text(h('span', { class: 'badge' }), `admin.glossaries.reviewed.${reviewed}`),
        desks.length > 0 &&
          i18n.text(h('span', { class: 'badge' }), 'admin.glossaries.used_by', {
            desks: desks.join(', '),
          }),
      ),
    );
  }

  /** @param {string} name */
  #open(name) {
    return this.#part.attempt(async () => {
      const view = await GlossaryView.of(this.#i18n, this.#api, this.#part, name, {
        leave: (said) => this.#back(said),
        copy: (concepts, note) => this.#ask(concepts, note),
      });
      view.show();
      this.#part.focus();
    });
  }

  /** @param {string} [said] key of what has happened */
  #back(said) {
    return this.#part.attempt(async () => {
      await this.list();
      if (said !== undefined) this.#part.say(said);
      this.#part.focus();
    });
  }

  /**
   * Asks for the name of a new glossary.
   *
   * @param {readonly Concept[]} concepts what it begins with
   * @param {string} [noted]
   */
  #ask(concepts, noted = '') {
    const i18n = this.#i18n;
    const name = h('input', { type: 'text', required: true, maxlength: 32, pattern: SLUG });
    const note = h('textarea', { rows: 3, maxlength: LONGEST_NOTE, dir: 'auto' }, noted);
    const make = h('button', { class: 'button button-primary', type: 'submit' });
    const cancel = h('button', { class: 'button', type: 'button', click: () => this.#back() });
    const submit = (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      void this.#part.attempt(async () => {
        await this.#api.add(name.value, { note: note.value.trim(), concepts });
        await this.#open(name.value);
        this.#part.say('admin.saved');
      });
    };
    this.#part.show(
      h(
        'form',
        { class: 'desk-form', submit },
        i18n.text(h('h2'), concepts.length > 0 ? 'admin.glossary.copying' : 'admin.glossaries.add'),
        field(i18n, 'admin.field.slug', name),
        field(i18n, 'admin.glossary.note', note),
        h(
          'div',
          { class: 'form-buttons' },
          i18n.text(make, 'admin.save'),
          i18n.text(cancel, 'admin.cancel'),
        ),
      ),
    );
    name.focus();
  }
}
