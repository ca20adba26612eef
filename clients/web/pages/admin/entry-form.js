/** One entry of a glossary: what it is called in each language, and how it is meant. */

import { h } from '../../elements/dom.js';
import { field } from '../../elements/field.js';
import { LanguageTexts } from '../../elements/language-texts.js';
import { ANY_LANGUAGE, LANGUAGES } from './languages.js';
import { createCarefulButton } from './part.js';

/** @typedef {import('../../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../../net/glossary-api.js').Concept} Concept */
/** @typedef {import('../../net/glossary-api.js').Entry} Entry */
/** @typedef {{save: (concept: Concept) => void, remove: () => void, cancel: () => void}} Ways */

const LONGEST_TERM = 100;
const LONGEST_NOTE = 500;
const FIRST_LANGUAGES = ['fi', 'sv', 'en'];

export class EntryForm {
  #texts;
  #term;
  #isKept;
  #isCaseSensitive;
  #isListened;
  #note;
  element;

  /**
   * @param {I18n} i18n
   * @param {Entry | null} entry null: a new one
   * @param {readonly string[]} languages of the other entries
   * @param {Ways} ways
   */
  constructor(i18n, entry, languages, ways) {
    const { [ANY_LANGUAGE]: kept, ...terms } = entry?.terms ?? {};
    const offered = languages.length > 0 ? languages : FIRST_LANGUAGES;
    const written = Object.fromEntries(offered.map((code) => [code, terms[code] ?? '']));
    this.#texts = new LanguageTexts(
      i18n,
      'admin.entry.terms',
      LANGUAGES,
      { ...written, ...terms },
      { longest: LONGEST_TERM, rows: 1 },
    );
    this.#term = h('input', { type: 'text', maxlength: LONGEST_TERM, dir: 'auto', value: kept ?? '' });
    this.#isKept = box(kept !== undefined);
    this.#isCaseSensitive = box(entry?.case_sensitive ?? false);
    this.#isListened = box(entry?.listen ?? false);
    this.#note = h('textarea', { rows: 2, maxlength: LONGEST_NOTE, dir: 'auto' }, entry?.note ?? '');
    const one = field(i18n, 'admin.entry.term', this.#term);
    const update = () => {
      one.hidden = !this.#isKept.checked;
      this.#texts.element.hidden = this.#isKept.checked;
    };
    this.#isKept.addEventListener('change', update);
    update();
    const save = h('button', { class: 'button button-primary', type: 'submit' });
    const cancel = h('button', { class: 'button', type: 'button', click: ways.cancel });
    const submit = (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      ways.save(this.#concept());
    };
    this.element = h(
      'form',
      { class: 'desk-form', submit },
      i18n.text(h('h2'), entry === null ? 'admin.entry.add' : 'admin.entry.title'),
      labelled(i18n, 'admin.entry.kept', this.#isKept),
      one,
      this.#texts.element,
      labelled(i18n, 'admin.entry.case_sensitive', this.#isCaseSensitive),
      labelled(i18n, 'admin.entry.listen', this.#isListened),
      field(i18n, 'admin.entry.note', this.#note),
      h(
        'div',
        { class: 'form-buttons' },
        i18n.text(save, 'admin.save'),
        i18n.text(cancel, 'admin.cancel'),
        entry !== null &&
          createCarefulButton(i18n, 'admin.entry.remove', 'admin.confirm', ways.remove),
      ),
    );
  }

  focus() {
    if (this.#isKept.checked) this.#term.focus();
    else this.#texts.focus();
  }

  /** @returns {Concept} */
  #concept() {
    const terms = this.#isKept.checked
      ? { [ANY_LANGUAGE]: this.#term.value.trim() }
      : this.#texts.texts;
    return {
      terms,
      case_sensitive: this.#isCaseSensitive.checked,
      listen: this.#isListened.checked,
      note: this.#note.value.trim(),
    };
  }
}

/** @param {boolean} checked */
function box(checked) {
  return h('input', { type: 'checkbox', checked });
}

/**
 * @param {I18n} i18n
 * @param {string} key
 * @param {HTMLInputElement} control
 */
function labelled(i18n, key, control) {
  return h('label', { class: 'check' }, control, i18n.text(h('span'), key));
}
