/** A file for a glossary: first it is told what would come of it, then it is read in. */

import { h } from '../../elements/dom.js';
import { field, select } from '../../elements/field.js';
import { createConflictList } from './conflict-list.js';
import { named } from './languages.js';

/** @typedef {import('../../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../../net/glossary-api.js').Format} Format */
/** @typedef {import('../../net/glossary-api.js').Mode} Mode */
/** @typedef {import('../../net/glossary-api.js').Plan} Plan */
/** @typedef {{file: Blob, mode: Mode, format: Format}} Chosen */
/**
 * @typedef {object} Ways
 * @property {(file: Blob, mode: Mode, format: Format) => void} plan
 * @property {(file: Blob, mode: Mode, format: Format, base: string) => void} apply
 * @property {() => void} cancel
 */

/** @type {readonly Mode[]} */
const MODES = ['add', 'replace'];

export class ImportForm {
  #i18n;
  #ways;
  #file;
  #mode;
  #plan = h('div', { class: 'plan', role: 'status' });
  /** @type {Chosen | null} what the plan is about */
  #chosen = null;
  element;

  /**
   * @param {I18n} i18n
   * @param {Ways} ways
   */
  constructor(i18n, ways) {
    this.#i18n = i18n;
    this.#ways = ways;
    const forget = () => this.#plan.replaceChildren();
    this.#file = h('input', {
      type: 'file',
      accept: '.csv,.tbx,.xml,text/csv,application/x-tbx+xml',
      required: true,
      change: forget,
    });
    this.#mode = select(
      MODES.map((mode) => ({ value: mode, label: '' })),
      'add',
    );
    this.#mode.addEventListener('change', forget);
    for (const option of this.#mode.options) i18n.text(option, `admin.import.mode.${option.value}`);
    const look = h('button', { class: 'button button-primary', type: 'submit' });
    const cancel = h('button', { class: 'button', type: 'button', click: ways.cancel });
    this.element = h(
      'form',
      {
        class: 'desk-form',
        submit: (/** @type {SubmitEvent} */ event) => {
          event.preventDefault();
          void this.#look();
        },
      },
      i18n.text(h('h2'), 'admin.glossary.import'),
      i18n.text(h('p', { class: 'soft' }), 'admin.import.lead'),
      field(i18n, 'admin.import.file', this.#file),
      field(i18n, 'admin.import.mode', this.#mode),
      h(
        'div',
        { class: 'form-buttons' },
        i18n.text(look, 'admin.import.look'),
        i18n.text(cancel, 'admin.cancel'),
      ),
      this.#plan,
    );
  }

  focus() {
    this.#file.focus();
  }

  async #look() {
    const file = this.#file.files?.[0];
    if (file === undefined) return;
    // Read once: what is imported is what was looked at, whatever becomes of the file.
    const bytes = new Blob([await file.arrayBuffer()]);
    const format = /\.(tbx|xml)$/i.test(file.name) ? 'tbx' : 'csv';
    const mode = MODES.find((one) => one === this.#mode.value) ?? 'add';
    this.#chosen = { file: bytes, mode, format };
    this.#plan.replaceChildren();
    this.#ways.plan(bytes, mode, format);
  }

  /** @param {Plan} plan of what was looked at last */
  tell({ base, languages, new: added, unchanged, gone, left_out: leftOut, conflicts }) {
    const i18n = this.#i18n;
    const chosen = this.#chosen;
    if (chosen === null) return;
    const apply = h('button', {
      class: 'button button-primary',
      type: 'button',
      click: () => this.#ways.apply(chosen.file, chosen.mode, chosen.format, base),
    });
    const counts = { added, unchanged, gone };
    const spoken = languages.map((code) => named(code).endonym).join(', ');
    this.#plan.replaceChildren(
      i18n.text(h('h3'), 'admin.import.plan'),
      i18n.text(h('p'), 'admin.import.counts', counts),
      i18n.text(h('p'), 'admin.import.languages', { languages: spoken || '–' }),
      leftOut > 0 ? i18n.text(h('p'), 'admin.import.left_out', { count: leftOut }) : '',
      i18n.text(h('p', { class: 'plan-conflicts' }), 'admin.import.conflicts', {
        count: conflicts.length,
      }),
      createConflictList(i18n, conflicts),
      i18n.text(apply, 'admin.import.apply'),
    );
  }
}
