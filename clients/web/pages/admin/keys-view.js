/** API keys: all of them, a form for a new one, and its secret, once. */

import { h } from '../../elements/dom.js';
import { NoticeBar, noticeOfError } from '../../elements/notice-bar.js';
import { ApiError } from '../../net/api.js';
import { createKeyForm } from './key-form.js';
import { createKeyTable } from './key-table.js';

/** @typedef {import('../../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../../net/admin-api.js').AdminApi} AdminApi */
/** @typedef {import('../../net/admin-api.js').AllKeys} AllKeys */

/**
 * @param {I18n} i18n
 * @param {AdminApi} api
 * @returns {Promise<HTMLElement>}
 */
export async function createKeysView(i18n, api) {
  return new KeysView(i18n, api, await api.keys()).element;
}

class KeysView {
  #i18n;
  #api;
  #all;
  #notice;
  #title;
  #said = h('p', { class: 'said', role: 'status' });
  #place = h('div', { class: 'results' });
  element;

  /**
   * @param {I18n} i18n
   * @param {AdminApi} api
   * @param {AllKeys} all
   */
  constructor(i18n, api, all) {
    this.#i18n = i18n;
    this.#api = api;
    this.#all = all;
    this.#notice = new NoticeBar(i18n);
    this.#title = i18n.text(h('h1', { tabindex: -1 }), 'admin.keys.title');
    const open = all.required ? 'admin.keys.required' : 'admin.keys.open';
    this.element = h(
      'section',
      { class: 'sheet part' },
      this.#title,
      i18n.text(h('p', { class: 'lead' }), 'admin.keys.lead'),
      i18n.text(h('p', {}), open),
      this.#notice.element,
      this.#said,
      this.#place,
    );
    this.#list();
  }

  #list() {
    const { keys, month } = this.#all;
    const add = h('button', { class: 'button', type: 'button', click: () => this.#ask() });
    this.#place.replaceChildren(
      keys.length === 0
        ? this.#i18n.text(h('p', { class: 'soft' }), 'admin.keys.none')
        : createKeyTable(this.#i18n, keys, month, (id) => this.#revoke(id)),
      this.#i18n.text(add, 'admin.keys.add'),
    );
  }

  #ask() {
    this.#said.textContent = '';
    const form = createKeyForm(this.#i18n, {
      make: (fields) =>
        this.#change(async () => {
          const { key, secret } = await this.#api.makeKey(fields);
          await this.#reload();
          this.#tell(key.name, secret);
        }),
      cancel: () => this.#list(),
    });
    this.#place.replaceChildren(form);
    form.querySelector('input')?.focus();
  }

  /** @param {string} id */
  #revoke(id) {
    return this.#change(async () => {
      await this.#api.revokeKey(id);
      await this.#reload();
      this.#list();
      this.#i18n.text(this.#said, 'admin.keys.revoked');
      this.#title.focus();
    });
  }

  /**
   * @param {string} name
   * @param {string} secret
   */
  #tell(name, secret) {
    const title = this.#i18n.text(h('h2', { tabindex: -1 }), 'admin.keys.made', { name });
    const done = h('button', { class: 'button', type: 'button' });
    done.addEventListener('click', () => {
      this.#said.textContent = '';
      this.#list();
      this.#title.focus();
    });
    this.#place.replaceChildren(
      h(
        'div',
        { class: 'made-key' },
        title,
        this.#i18n.text(h('p'), 'admin.keys.once'),
        h('p', {}, h('code', { dir: 'ltr', tabindex: 0 }, secret)),
        h(
          'div',
          { class: 'form-buttons' },
          this.#copyButton(secret),
          this.#i18n.text(done, 'admin.keys.done'),
        ),
      ),
    );
    title.focus();
  }

  /**
   * A button where the browser lets pages write to the clipboard, which it does over https only.
   *
   * @param {string} secret
   */
  #copyButton(secret) {
    if (!('clipboard' in navigator)) return null;
    const copy = h('button', { class: 'button button-primary', type: 'button' });
    copy.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(secret);
        this.#i18n.text(this.#said, 'admin.keys.copied');
      } catch {
        this.#i18n.text(this.#said, 'admin.keys.not_copied');
      }
    });
    return this.#i18n.text(copy, 'admin.keys.copy');
  }

  async #reload() {
    this.#all = await this.#api.keys();
  }

  /** @param {() => Promise<void>} act */
  async #change(act) {
    try {
      this.#notice.update(null);
      await act();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#notice.update(noticeOfError(this.#i18n, error.code));
    }
  }
}
