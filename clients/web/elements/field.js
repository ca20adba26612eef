/** Labelled fields of a form. */

import { h } from './dom.js';

/** @typedef {import('../i18n/i18n.js').I18n} I18n */
/** @typedef {{value: string, label: Node | string}} Option */

let fields = 0;

/**
 * @template {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} C
 * @param {I18n} i18n
 * @param {string} key of the label
 * @param {C} control
 * @returns {HTMLElement}
 */
export function field(i18n, key, control) {
  return labelled(i18n.text(h('label'), key), control);
}

/**
 * The same with a label that has its text already.
 *
 * @param {HTMLLabelElement} label
 * @param {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} control
 * @returns {HTMLElement}
 */
export function labelled(label, control) {
  fields += 1;
  control.id = label.htmlFor = `field-${fields}`;
  return h('div', { class: 'field' }, label, control);
}

/**
 * @param {readonly Option[]} options
 * @param {string} chosen
 */
export function select(options, chosen) {
  const made = h(
    'select',
    {},
    ...options.map(({ value, label }) => h('option', { value, dir: 'auto' }, label)),
  );
  if (options.some(({ value }) => value === chosen)) made.value = chosen;
  return made;
}

/**
 * Several of a list.
 *
 * @param {I18n} i18n
 * @param {string} key of the legend
 * @param {readonly string[]} names to choose from
 * @param {readonly string[]} chosen
 * @param {string} none key of what is said where there is nothing to choose
 */
export function several(i18n, key, names, chosen, none) {
  const boxes = names.map((name) =>
    h('input', { type: 'checkbox', value: name, checked: chosen.includes(name) }),
  );
  const element = h(
    'fieldset',
    { class: 'several' },
    i18n.text(h('legend'), key),
    ...boxes.map((box) => h('label', { class: 'check' }, box, h('bdi', {}, box.value))),
    names.length === 0 && i18n.text(h('p', { class: 'soft' }), none),
  );
  return {
    element,
    get chosen() {
      return boxes.filter(({ checked }) => checked).map(({ value }) => value);
    },
  };
}
