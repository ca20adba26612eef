/** What a new API key is for, and how far it goes. */

import { h } from '../../elements/dom.js';
import { field } from '../../elements/field.js';

/** @typedef {import('../../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../../net/admin-api.js').KeyFields} KeyFields */
/** @typedef {import('../../net/admin-api.js').Scope} Scope */

/** @type {readonly Scope[]} */
const SCOPES = ['translate', 'admin'];
const MAX_NAME = 80;
const DAY_MS = 24 * 3600 * 1000;

/**
 * @param {I18n} i18n
 * @param {{make: (fields: KeyFields) => void, cancel: () => void}} ways
 * @returns {HTMLFormElement}
 */
export function createKeyForm(i18n, ways) {
  const name = h('input', { type: 'text', required: true, maxlength: MAX_NAME });
  const scopes = SCOPES.map((scope) => ({
    scope,
    box: h('input', { type: 'checkbox', checked: scope === 'translate' }),
  }));
  const until = h('input', { type: 'date', min: new Date().toISOString().slice(0, 10) });
  const characters = h('input', {
    type: 'text',
    inputmode: 'numeric',
    pattern: '[1-9][0-9]{0,11}',
    autocomplete: 'off',
  });
  const submit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    ways.make({
      name: name.value.trim(),
      scopes: scopes.filter(({ box }) => box.checked).map(({ scope }) => scope),
      expires: endOf(until.valueAsNumber),
      characters_per_month: bound(characters),
    });
  };
  const labels = scopes.map(({ scope, box }) =>
    h('label', { class: 'check' }, box, i18n.text(h('span'), `admin.key.scope.${scope}`)),
  );
  const make = h('button', { class: 'button button-primary', type: 'submit' });
  const cancel = h('button', { class: 'button', type: 'button', click: ways.cancel });
  return h(
    'form',
    { class: 'desk-form', submit },
    field(i18n, 'admin.key.name', name),
    h(
      'fieldset',
      { class: 'several' },
      i18n.text(h('legend'), 'admin.key.scopes'),
      ...labels,
    ),
    field(i18n, 'admin.key.until', until),
    field(i18n, 'admin.key.characters', characters),
    h(
      'div',
      { class: 'form-buttons' },
      i18n.text(make, 'admin.keys.make'),
      i18n.text(cancel, 'admin.desks.cancel'),
    ),
  );
}

/** @param {HTMLInputElement} input */
function bound({ value }) {
  return value.trim() === '' ? null : Number(value);
}

/** @param {number} day in ms since 1970, as the browser tells it; NaN for none */
function endOf(day) {
  return Number.isNaN(day) ? null : new Date(day + DAY_MS).toISOString();
}
