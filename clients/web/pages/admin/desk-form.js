/** All that can be set of a desk. */

import { h } from '../../elements/dom.js';
import { field, select, several } from '../../elements/field.js';
import { LanguageTexts } from '../../elements/language-texts.js';

/** @typedef {import('../../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../../net/admin-api.js').DeskSettings} DeskSettings */
/** @typedef {import('../../net/admin-api.js').DeskFields} DeskFields */
/** @typedef {import('./desks-view.js').Known} Known */
/** @typedef {{save: (slug: string, fields: DeskFields) => void, remove: (slug: string) => void, cancel: () => void}} Ways */

const HOURS = /** @type {const} */ ([0, 1, 24]);
const MAX_LINE = 80;
const MAX_CONTACT = 500;
const MAX_PROMPT = 500;

export class DeskForm {
  #i18n;
  #known;
  #name;
  #slug;
  #pair;
  #contact;
  #phone;
  #reasons;
  #retention;
  #glossaries;
  #phrases;
  #prompts;
  #experiment;
  #otherGlossaries;
  #otherPhrases;
  element;

  /**
   * @param {I18n} i18n
   * @param {DeskSettings | null} desk null: a new one
   * @param {Known} known what there is to choose from
   * @param {Ways} ways
   */
  constructor(i18n, desk, known, ways) {
    this.#i18n = i18n;
    this.#known = known;
    this.#name = line(desk?.name, { required: true });
    this.#slug = line(desk?.slug, {
      required: true,
      readonly: desk !== null,
      pattern: '[a-z0-9]([a-z0-9\\-]{0,30}[a-z0-9])?',
    });
    this.#pair = [0, 1].map((side) => this.#languages(desk?.pair?.[side] ?? ''));
    this.#contact = h('textarea', { rows: 3, maxlength: MAX_CONTACT }, desk?.handover_contact ?? '');
    this.#phone = line(desk?.handover_phone);
    this.#reasons = h('textarea', { rows: 4 }, (desk?.handover_reasons ?? []).join('\n'));
    this.#retention = select(
      HOURS.map((hours) => ({ value: String(hours), label: '' })),
      String(desk?.retention_h ?? 0),
    );
    for (const option of this.#retention.options)
      i18n.text(option, `admin.field.retention.${option.value}`);
    this.#glossaries = this.#several(desk?.glossaries);
    this.#phrases = this.#phraseSets(desk?.phrase_set);
    this.#prompts = new LanguageTexts(
      i18n,
      'admin.field.prompts',
      known.languages.filter(({ speakable }) => speakable),
      desk?.prompts ?? {},
      { longest: MAX_PROMPT, lead: 'admin.field.prompts_lead' },
    );
    this.#experiment = line(desk?.experiment?.name);
    this.#otherGlossaries = this.#several(desk?.experiment?.glossaries);
    this.#otherPhrases = this.#phraseSets(desk?.experiment?.phrase_set);
    this.element = this.#layOut(desk, ways);
  }

  focus() {
    this.#name.focus();
  }

  /**
   * @param {DeskSettings | null} desk
   * @param {Ways} ways
   */
  #layOut(desk, ways) {
    const i18n = this.#i18n;
    const submit = (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      ways.save(this.#slug.value, this.#fields());
    };
    return h(
      'form',
      { class: 'desk-form', submit },
      field(i18n, 'admin.field.name', this.#name),
      field(i18n, 'admin.field.slug', this.#slug),
      field(i18n, 'admin.field.staff_lang', this.#pair[0]),
      field(i18n, 'admin.field.client_lang', this.#pair[1]),
      field(i18n, 'admin.field.contact', this.#contact),
      field(i18n, 'admin.field.phone', this.#phone),
      field(i18n, 'admin.field.reasons', this.#reasons),
      field(i18n, 'admin.field.retention', this.#retention),
      this.#glossaries.element,
      field(i18n, 'admin.field.phrases', this.#phrases),
      this.#prompts.element,
      field(i18n, 'admin.field.experiment', this.#experiment),
      i18n.text(h('p', { class: 'soft' }), 'admin.field.experiment_lead'),
      this.#otherGlossaries.element,
      field(i18n, 'admin.field.phrases', this.#otherPhrases),
      this.#buttons(desk, ways),
    );
  }

  /**
   * @param {DeskSettings | null} desk
   * @param {Ways} ways
   */
  #buttons(desk, ways) {
    const i18n = this.#i18n;
    const save = h('button', { class: 'button button-primary', type: 'submit' });
    const cancel = h('button', { class: 'button', type: 'button', click: ways.cancel });
    const remove = h('button', { class: 'button button-danger', type: 'button' });
    let asked = false;
    remove.addEventListener('click', () => {
      if (asked && desk !== null) ways.remove(desk.slug);
      asked = true;
      i18n.text(remove, 'admin.desks.confirm');
    });
    return h(
      'div',
      { class: 'form-buttons' },
      i18n.text(save, 'admin.desks.save'),
      i18n.text(cancel, 'admin.desks.cancel'),
      desk !== null && !desk.is_default && i18n.text(remove, 'admin.desks.remove'),
    );
  }

  /** @returns {DeskFields} */
  #fields() {
    const [staff, client] = this.#pair.map(({ value }) => value);
    const name = this.#experiment.value.trim();
    return {
      name: this.#name.value.trim(),
      pair: staff && client ? [staff, client] : null,
      handover_contact: this.#contact.value.trim(),
      handover_phone: this.#phone.value.trim(),
      handover_reasons: lines(this.#reasons.value),
      retention_h: HOURS.find((hours) => String(hours) === this.#retention.value) ?? 0,
      glossaries: this.#glossaries.chosen,
      phrase_set: this.#phrases.value,
      prompts: this.#prompts.texts,
      experiment:
        name === ''
          ? null
          : {
              name,
              glossaries: this.#otherGlossaries.chosen,
              phrase_set: this.#otherPhrases.value,
            },
    };
  }

  /** @param {string} chosen */
  #languages(chosen) {
    const { languages } = this.#known;
    const options = languages.map(({ code, endonym }) => ({ value: code, label: endonym }));
    const unknown = chosen !== '' && languages.every(({ code }) => code !== chosen);
    if (unknown) options.push({ value: chosen, label: chosen });
    const made = select([{ value: '', label: '' }, ...options], chosen);
    this.#i18n.text(made.options[0], 'admin.field.no_lang');
    return made;
  }

  /** @param {string[]} [chosen] */
  #several(chosen = []) {
    const key = 'admin.field.glossaries';
    return several(this.#i18n, key, this.#known.glossaries, chosen, 'admin.field.no_glossaries');
  }

  /** @param {string} [chosen] */
  #phraseSets(chosen = '') {
    const sets = this.#known.phrase_sets.map((name) => ({ value: name, label: name }));
    const made = select([{ value: '', label: '' }, ...sets], chosen);
    this.#i18n.text(made.options[0], 'admin.field.phrases_general');
    return made;
  }
}

/**
 * @param {string} [value]
 * @param {Record<string, string | boolean>} [rules]
 */
function line(value = '', rules = {}) {
  return h('input', { type: 'text', maxlength: MAX_LINE, dir: 'auto', value, ...rules });
}

/** @param {string} text */
function lines(text) {
  return text
    .split('\n')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}
