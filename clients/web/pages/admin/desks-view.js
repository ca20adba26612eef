/** All desks: one is opened to be set up. */

import { h } from '../../elements/dom.js';
import { NoticeBar, noticeOfError } from '../../elements/notice-bar.js';
import { ApiError } from '../../net/api.js';
import { DeskForm } from './desk-form.js';

/** @typedef {import('../../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../../net/admin-api.js').AdminApi} AdminApi */
/** @typedef {import('../../net/admin-api.js').AllDesks} AllDesks */
/** @typedef {import('../../net/admin-api.js').DeskSettings} DeskSettings */
/** @typedef {AllDesks & {languages: import('../../net/api.js').Language[]}} Known what desks may be given */

/**
 * @param {I18n} i18n
 * @param {AdminApi} api
 * @returns {Promise<HTMLElement>}
 */
export async function createDesksView(i18n, api) {
  const [desks, { languages }] = await Promise.all([api.desks(), api.capabilities()]);
  return new DesksView(i18n, api, { ...desks, languages }).element;
}

class DesksView {
  #i18n;
  #api;
  #known;
  #notice;
  #said = h('p', { class: 'said', role: 'status' });
  #place = h('div', { class: 'results' });
  element;

  /**
   * @param {I18n} i18n
   * @param {AdminApi} api
   * @param {Known} known
   */
  constructor(i18n, api, known) {
    this.#i18n = i18n;
    this.#api = api;
    this.#known = known;
    this.#notice = new NoticeBar(i18n);
    this.element = h(
      'section',
      { class: 'sheet part' },
      i18n.text(h('h1', { tabindex: -1 }), 'admin.desks.title'),
      i18n.text(h('p', { class: 'lead' }), 'admin.desks.lead'),
      this.#notice.element,
      this.#said,
      this.#place,
    );
    this.#list();
  }

  #list() {
    const add = h('button', { class: 'button', type: 'button', click: () => this.#edit(null) });
    const desks = this.#known.desks.map((desk) => {
      const edit = h('button', { class: 'button', type: 'button', click: () => this.#edit(desk) });
      this.#i18n.text(edit, 'admin.desks.edit', { name: desk.name });
      return h('li', {}, edit, ' ', h('code', { dir: 'ltr' }, desk.slug));
    });
    this.#place.replaceChildren(
      h('ul', { class: 'desks' }, ...desks),
      this.#i18n.text(add, 'admin.desks.add'),
    );
  }

  /** @param {DeskSettings | null} desk null: a new one */
  #edit(desk) {
    this.#said.textContent = '';
    this.#notice.update(null);
    const form = new DeskForm(this.#i18n, desk, this.#known, {
      save: (slug, fields) =>
        this.#change('admin.desks.saved', () =>
          desk === null ? this.#api.addDesk(slug, fields) : this.#api.changeDesk(slug, fields),
        ),
      remove: (slug) => this.#change('admin.desks.removed', () => this.#api.removeDesk(slug)),
      cancel: () => this.#list(),
    });
    this.#place.replaceChildren(form.element);
    form.focus();
  }

  /**
   * @param {string} done key of what is said then
   * @param {() => Promise<void>} act
   */
  async #change(done, act) {
    try {
      await act();
      this.#known = { ...this.#known, ...(await this.#api.desks()) };
      this.#notice.update(null);
      this.#list();
      this.#i18n.text(this.#said, done);
      this.element.querySelector('h1')?.focus();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#notice.update(noticeOfError(this.#i18n, error.code));
    }
  }
}
