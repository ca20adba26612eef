/** API keys as a table. Numbers and days are written the same in every language. */

import { h } from '../../elements/dom.js';

/** @typedef {import('../../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../../net/admin-api.js').Key} Key */

const COLUMNS = ['key', 'name', 'scopes', 'state', 'until', 'characters', 'revoke'];
const NARROW_SPACE = '\u202f';

/**
 * @param {I18n} i18n
 * @param {readonly Key[]} keys
 * @param {string} month of what was used
 * @param {(id: string) => void} onRevoke
 * @returns {HTMLElement}
 */
export function createKeyTable(i18n, keys, month, onRevoke) {
  const heads = COLUMNS.map((column) =>
    i18n.text(h('th', { scope: 'col' }), `admin.key.column.${column}`),
  );
  const table = h(
    'table',
    { class: 'keys' },
    i18n.text(h('caption'), 'admin.keys.used_in', { month }),
    h('thead', {}, h('tr', {}, ...heads)),
    h('tbody', {}, ...keys.map((key) => row(i18n, key, onRevoke))),
  );
  const scroll = h('div', { class: 'table-scroll', tabindex: 0, role: 'region' }, table);
  return i18n.attribute(scroll, 'aria-label', 'admin.keys.title');
}

/**
 * @param {I18n} i18n
 * @param {Key} key
 * @param {(id: string) => void} onRevoke
 */
function row(i18n, key, onRevoke) {
  const scopes = key.scopes.map((scope) =>
    i18n.text(h('span', { class: 'scope' }), `admin.key.scope.${scope}`),
  );
  const until = h('td', { class: 'until' });
  if (key.expires === null) i18n.text(until, 'admin.key.no_end');
  else until.textContent = new Date(Date.parse(key.expires) - 1).toISOString().slice(0, 10);
  return h(
    'tr',
    { class: key.state === 'valid' ? 'key' : 'key is-over' },
    h('th', { scope: 'row' }, h('code', { dir: 'ltr' }, key.shown.replace(/_…$/u, ''))),
    h('td', {}, h('bdi', {}, key.name)),
    h('td', {}, ...scopes),
    i18n.text(h('td', {}), `admin.key.state.${key.state}`),
    until,
    amount(i18n, key.characters_used, key.characters_per_month),
    h('td', {}, key.state !== 'revoked' && revokeButton(i18n, key, onRevoke)),
  );
}

/**
 * Asks once more before it ends a key.
 *
 * @param {I18n} i18n
 * @param {Key} key
 * @param {(id: string) => void} onRevoke
 */
function revokeButton(i18n, { id, name }, onRevoke) {
  const button = h('button', { class: 'button', type: 'button' });
  const label = (/** @type {string} */ shown, /** @type {string} */ read) => {
    i18n.attribute(button, 'aria-label', read, { name });
    return i18n.text(button, shown);
  };
  let asked = false;
  button.addEventListener('click', () => {
    if (asked) onRevoke(id);
    asked = true;
    button.classList.add('button-danger');
    label('admin.keys.confirm', 'admin.keys.confirm_of');
  });
  return label('admin.keys.revoke', 'admin.keys.revoke_of');
}

/**
 * @param {I18n} i18n
 * @param {number} used
 * @param {number | null} most
 */
function amount(i18n, used, most) {
  const cell = h('td', {});
  if (most === null) cell.textContent = grouped(used);
  else i18n.text(cell, 'admin.key.of', { used: grouped(used), most: grouped(most) });
  return cell;
}

/** @param {number} value */
function grouped(value) {
  return String(value).replace(/\B(?=(?:\d{3})+$)/g, NARROW_SPACE);
}
