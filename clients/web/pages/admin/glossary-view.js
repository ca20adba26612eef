/** One glossary: its entries, what contradicts itself, files in and out. */

import { h } from '../../elements/dom.js';
import { field } from '../../elements/field.js';
import { fileAddress } from '../../net/glossary-api.js';
import { createConflictList } from './conflict-list.js';
import { EntryForm } from './entry-form.js';
import { EntryTable } from './entry-table.js';
import { ImportForm } from './import-form.js';
import { createCarefulButton } from './part.js';

/** @typedef {import('../../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../../net/glossary-api.js').Concept} Concept */
/** @typedef {import('../../net/glossary-api.js').Conflict} Conflict */
/** @typedef {import('../../net/glossary-api.js').Entry} Entry */
/** @typedef {import('../../net/glossary-api.js').Glossary} Glossary */
/** @typedef {import('../../net/glossary-api.js').GlossaryApi} GlossaryApi */
/** @typedef {import('./part.js').Part} Part */
/** @typedef {{leave: (said?: string) => void, copy: (concepts: readonly Concept[], note: string) => void}} Ways leave: back to all, with the key of what has happened */

const LONGEST_NOTE = 500;

export class GlossaryView {
  #i18n;
  #api;
  #part;
  #glossary;
  #conflicts;
  #ways;

  /**
   * @param {I18n} i18n
   * @param {GlossaryApi} api
   * @param {Part} part
   * @param {{glossary: Glossary, conflicts: Conflict[]}} content
   * @param {Ways} ways
   */
  constructor(i18n, api, part, { glossary, conflicts }, ways) {
    this.#i18n = i18n;
    this.#api = api;
    this.#part = part;
    this.#glossary = glossary;
    this.#conflicts = conflicts;
    this.#ways = ways;
  }

  /**
   * @param {I18n} i18n
   * @param {GlossaryApi} api
   * @param {Part} part
   * @param {string} name
   * @param {Ways} ways
   */
  static async of(i18n, api, part, name, ways) {
    return new GlossaryView(i18n, api, part, await read(api, name), ways);
  }

  show() {
    const { name, note, shipped, entries } = this.#glossary;
    const change = shipped ? null : (/** @type {Entry} */ entry) => this.#edit(entry);
    this.#part.show(
      h('div', { class: 'glossary-head' }, h('h2', {}, h('bdi', {}, name)), h('p', { dir: 'auto' }, note)),
      shipped && this.#i18n.text(h('p', { class: 'soft' }), 'admin.glossary.fixed'),
      this.#actions(),
      this.#contradictions(),
      new EntryTable(this.#i18n, entries, this.#glossary.languages, change).element,
    );
  }

  #actions() {
    const i18n = this.#i18n;
    const { name, note, shipped, entries } = this.#glossary;
    const button = (/** @type {string} */ key, /** @type {() => void} */ click) =>
      i18n.text(h('button', { class: 'button', type: 'button', click }), key);
    const file = (/** @type {import('../../net/glossary-api.js').Format} */ format) =>
      i18n.text(
        h('a', { class: 'button', href: fileAddress(name, format), download: true }),
        `admin.glossary.export.${format}`,
      );
    return h(
      'div',
      { class: 'form-buttons' },
      button('admin.glossary.all', () => this.#ways.leave()),
      !shipped && button('admin.entry.add', () => this.#edit(null)),
      !shipped && button('admin.glossary.import', () => this.#import()),
      file('csv'),
      file('tbx'),
      button('admin.glossary.copy', () => this.#ways.copy(entries, note)),
      !shipped && button('admin.glossary.describe', () => this.#describe()),
    );
  }

  #contradictions() {
    if (this.#conflicts.length === 0) return false;
    const count = this.#conflicts.length;
    return h(
      'details',
      {},
      this.#i18n.text(h('summary'), 'admin.glossary.conflicts', { count }),
      createConflictList(this.#i18n, this.#conflicts),
    );
  }

  /** @param {Entry | null} entry null: a new one */
  #edit(entry) {
    const { name, languages } = this.#glossary;
    const form = new EntryForm(this.#i18n, entry, languages, {
      save: (concept) =>
        this.#change('admin.saved', async () => {
          await this.#api.keepEntry(name, entry?.id ?? null, concept);
        }),
      remove: () =>
        this.#change('admin.removed', async () => {
          if (entry !== null) await this.#api.removeEntry(name, entry.id);
        }),
      cancel: () => this.show(),
    });
    this.#part.show(form.element);
    form.focus();
  }

  #import() {
    const { name } = this.#glossary;
    const form = new ImportForm(this.#i18n, {
      plan: async (file, mode, format) => {
        await this.#part.attempt(async () =>
          form.tell(await this.#api.planImport(name, file, mode, format)),
        );
      },
      apply: (file, mode, format, base) =>
        this.#change('admin.import.done', () =>
          this.#api.importFile(name, file, mode, format, base),
        ),
      cancel: () => this.show(),
    });
    this.#part.show(form.element);
    form.focus();
  }

  #describe() {
    const i18n = this.#i18n;
    const { name, note, reviewed, desks } = this.#glossary;
    const text = h('textarea', { rows: 3, maxlength: LONGEST_NOTE, dir: 'auto' }, note);
    const read = h('input', { type: 'checkbox', checked: reviewed });
    const save = h('button', { class: 'button button-primary', type: 'submit' });
    const cancel = h('button', { class: 'button', type: 'button', click: () => this.show() });
    const remove = createCarefulButton(i18n, 'admin.glossary.remove', 'admin.confirm', () =>
      this.#part.attempt(async () => {
        await this.#api.remove(name);
        this.#ways.leave('admin.removed');
      }),
    );
    const submit = (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      void this.#change('admin.saved', () =>
        this.#api.describe(name, { note: text.value.trim(), reviewed: read.checked }),
      );
    };
    this.#part.show(
      h(
        'form',
        { class: 'desk-form', submit },
        field(i18n, 'admin.glossary.note', text),
        h('label', { class: 'check' }, read, i18n.text(h('span'), 'admin.glossary.reviewed')),
        desks.length > 0 &&
          i18n.text(h('p', { class: 'soft' }), 'admin.glossary.in_use', { desks: desks.join(', ') }),
        h(
          'div',
          { class: 'form-buttons' },
          i18n.text(save, 'admin.save'),
          i18n.text(cancel, 'admin.cancel'),
          desks.length === 0 && remove,
        ),
      ),
    );
    text.focus();
  }

  /**
   * @param {string} done key of what is said then
   * @param {() => Promise<void>} act
   */
  #change(done, act) {
    return this.#part.attempt(async () => {
      await act();
      const { glossary, conflicts } = await read(this.#api, this.#glossary.name);
      this.#glossary = glossary;
      this.#conflicts = conflicts;
      this.show();
      this.#part.say(done);
      this.#part.focus();
    });
  }
}

/**
 * @param {GlossaryApi} api
 * @param {string} name
 */
async function read(api, name) {
  const [glossary, conflicts] = await Promise.all([api.find(name), api.conflicts(name)]);
  return { glossary, conflicts };
}
