/** Ready phrases: which sets desks may offer, and the groups that they are made of. */

import { h } from '../../elements/dom.js';
import { PhraseApi } from '../../net/phrase-api.js';
import { PhraseGroupView } from './phrase-group-view.js';
import { nameGroup } from './phrase-names.js';
import { PhraseSetForm } from './phrase-set-form.js';
import { createTitleForm } from './phrase-title-form.js';
import { Part } from './part.js';

/** @typedef {import('../../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../../net/phrase-api.js').AllPhrases} AllPhrases */
/** @typedef {import('../../net/phrase-api.js').Group} Group */
/** @typedef {import('../../net/phrase-api.js').PhraseSet} PhraseSet */

/**
 * @param {I18n} i18n
 * @returns {Promise<HTMLElement>}
 */
export async function createPhrasesView(i18n) {
  const view = new PhrasesView(i18n);
  await view.list();
  return view.element;
}

class PhrasesView {
  #i18n;
  #api = new PhraseApi();
  #part;
  /** @type {AllPhrases} */
  #all = { sets: [], groups: [] };
  element;

  /** @param {I18n} i18n */
  constructor(i18n) {
    this.#i18n = i18n;
    this.#part = new Part(i18n, 'phrases');
    this.element = this.#part.element;
  }

  async list() {
    this.#all = await this.#api.every();
    this.#part.show(
      h(
        'div',
        { class: 'results' },
        this.#i18n.text(h('h2'), 'admin.phrases.sets'),
        h('ul', { class: 'desks' }, ...this.#all.sets.map((one) => this.#setLine(one))),
        this.#button('admin.phrases.set.add', () => this.#editSet(null, [])),
        this.#i18n.text(h('h2'), 'admin.phrases.groups'),
        h('ul', { class: 'desks' }, ...this.#all.groups.map((one) => this.#groupLine(one))),
        this.#button('admin.phrases.group.add', () => this.#addGroup(null)),
      ),
    );
  }

  /** @param {PhraseSet} set */
  #setLine({ slug, shipped, groups, desks }) {
    const i18n = this.#i18n;
    const names = h('p', { class: 'soft' });
    groups.forEach((id, index) => {
      if (index > 0) names.append(', ');
      names.append(nameGroup(i18n, h('bdi'), this.#group(id)));
    });
    return h(
      'li',
      { class: 'glossary-line' },
      h('h3', {}, h('bdi', {}, slug)),
      names,
      h(
        'p',
        { class: 'badges' },
        shipped && i18n.text(h('span', { class: 'badge' }), 'admin.glossaries.shipped'),
        desks.length > 0 &&
          i18n.text(h('span', { class: 'badge' }), 'admin.glossaries.used_by', {
            desks: desks.join(', '),
          }),
      ),
      h(
        'div',
        { class: 'form-buttons' },
        !shipped &&
          this.#button('admin.phrases.set.edit', () => this.#editSet(slug, groups), { slug }),
        this.#button('admin.phrases.set.copy', () => this.#editSet(null, groups), { slug }),
      ),
    );
  }

  /** @param {Group} group */
  #groupLine(group) {
    const i18n = this.#i18n;
    const count = group.phrases.length;
    return h(
      'li',
      { class: 'glossary-line' },
      nameGroup(i18n, h('h3'), group),
      i18n.text(h('p', { class: 'soft' }), 'admin.phrases.count', { count }),
      h(
        'p',
        { class: 'badges' },
        group.shipped && i18n.text(h('span', { class: 'badge' }), 'admin.glossaries.shipped'),
        group.always && i18n.text(h('span', { class: 'badge' }), 'admin.phrases.always'),
      ),
      h(
        'div',
        { class: 'form-buttons' },
        this.#named('admin.phrases.group.open', () => this.#open(group.id), group),
        !group.always &&
          this.#named('admin.phrases.group.copy', () => this.#addGroup(group.id), group),
      ),
    );
  }

  /**
   * @param {string | null} slug null: a new one
   * @param {readonly string[]} groups
   */
  #editSet(slug, groups) {
    const offered = this.#all.groups.filter(({ always }) => !always);
    const desks = this.#all.sets.find((one) => one.slug === slug)?.desks ?? [];
    const form = new PhraseSetForm(this.#i18n, { slug, groups, offered, desks }, {
      save: (name, chosen) =>
        this.#change('admin.saved', () => this.#api.keepSet(name, chosen, slug === null)),
      remove: (name) => this.#change('admin.removed', () => this.#api.removeSet(name)),
      cancel: () => void this.#change(null, async () => {}),
    });
    this.#part.show(form.element);
    form.focus();
  }

  /** @param {string | null} copyOf */
  #addGroup(copyOf) {
    const form = createTitleForm(this.#i18n, '', {
      save: (title) =>
        this.#part.attempt(async () => {
          const { id } = await this.#api.addGroup(title, copyOf);
          await this.#show(id);
          this.#part.say('admin.saved');
        }),
      cancel: () => void this.#change(null, async () => {}),
    });
    this.#part.show(form);
    form.querySelector('input')?.focus();
  }

  /** @param {string} id */
  #open(id) {
    return this.#part.attempt(() => this.#show(id));
  }

  /** @param {string} id */
  async #show(id) {
    this.#all = await this.#api.every();
    const view = new PhraseGroupView(this.#i18n, this.#api, this.#part, this.#group(id), {
      leave: (said) => this.#change(said ?? null, async () => {}),
      again: () => this.#show(id),
    });
    view.show();
    this.#part.focus();
  }

  /** @param {string} id */
  #group(id) {
    const found = this.#all.groups.find((one) => one.id === id);
    return found ?? { id, title: id, shipped: false, always: false, phrases: [] };
  }

  /**
   * @param {string} key
   * @param {() => void} click
   * @param {import('../../i18n/i18n.js').Params} [params]
   */
  #button(key, click, params) {
    return this.#i18n.text(h('button', { class: 'button', type: 'button', click }), key, params);
  }

  /**
   * A button that names the group it is about.
   *
   * @param {string} key
   * @param {() => void} click
   * @param {Group} group
   */
  #named(key, click, { id, title }) {
    const name = title === '' ? () => this.#i18n.t(`phrases.group.${id}`) : title;
    return this.#button(key, click, { name });
  }

  /**
   * @param {string | null} done key of what is said then
   * @param {() => Promise<void>} act
   */
  #change(done, act) {
    return this.#part.attempt(async () => {
      await act();
      await this.list();
      if (done !== null) this.#part.say(done);
      this.#part.focus();
    });
  }
}
