/** The groups of a set, in the order in which a desk offers them. */

import { h } from '../../elements/dom.js';
import { field, select } from '../../elements/field.js';
import { nameGroup } from './phrase-names.js';
import { createCarefulButton } from './part.js';

/** @typedef {import('../../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../../net/phrase-api.js').Group} Group */
/** @typedef {{slug: string | null, groups: readonly string[], offered: readonly Group[], desks: readonly string[]}} Content slug null: a new set */
/** @typedef {{save: (slug: string, groups: readonly string[]) => void, remove: (slug: string) => void, cancel: () => void}} Ways */

const SLUG = '[a-z0-9]([a-z0-9\\-]{0,30}[a-z0-9])?';

export class PhraseSetForm {
  #i18n;
  #offered;
  /** @type {string[]} */
  #chosen;
  #slug;
  #list = h('ol', { class: 'ordered' });
  #others = h('div', { class: 'texts-others' });
  element;

  /**
   * @param {I18n} i18n
   * @param {Content} content
   * @param {Ways} ways
   */
  constructor(i18n, { slug, groups, offered, desks }, ways) {
    this.#i18n = i18n;
    this.#offered = offered;
    this.#chosen = groups.filter((id) => offered.some((one) => one.id === id));
    this.#slug = h('input', {
      type: 'text',
      required: true,
      maxlength: 32,
      pattern: SLUG,
      readonly: slug !== null,
      value: slug ?? '',
    });
    const save = h('button', { class: 'button button-primary', type: 'submit' });
    const cancel = h('button', { class: 'button', type: 'button', click: ways.cancel });
    const submit = (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      ways.save(this.#slug.value, this.#chosen);
    };
    this.element = h(
      'form',
      { class: 'desk-form', submit },
      field(i18n, 'admin.field.slug', this.#slug),
      h(
        'fieldset',
        { class: 'texts' },
        i18n.text(h('legend'), 'admin.phrases.set.groups'),
        i18n.text(h('p', { class: 'soft' }), 'admin.phrases.set.lead'),
        this.#list,
        this.#others,
      ),
      desks.length > 0 &&
        i18n.text(h('p', { class: 'soft' }), 'admin.phrases.set.in_use', {
          desks: desks.join(', '),
        }),
      h(
        'div',
        { class: 'form-buttons' },
        i18n.text(save, 'admin.save'),
        i18n.text(cancel, 'admin.cancel'),
        slug !== null &&
          desks.length === 0 &&
          createCarefulButton(i18n, 'admin.phrases.set.remove', 'admin.confirm', () =>
            ways.remove(slug),
          ),
      ),
    );
    this.#draw();
  }

  focus() {
    if (this.#slug.readOnly) this.#list.querySelector('button')?.focus();
    else this.#slug.focus();
  }

  #draw() {
    this.#list.replaceChildren(...this.#chosen.map((id, at) => this.#line(id, at)));
    const left = this.#offered.filter(({ id }) => !this.#chosen.includes(id));
    if (left.length === 0) {
      this.#others.replaceChildren();
      return;
    }
    const choice = select(left.map(({ id, title }) => ({ value: id, label: title })), left[0].id);
    for (const [at, group] of left.entries())
      if (group.title === '') this.#i18n.text(choice.options[at], `phrases.group.${group.id}`);
    const add = () => {
      this.#chosen.push(choice.value);
      this.#draw();
      this.#others.querySelector('button')?.focus();
    };
    this.#others.replaceChildren(
      field(this.#i18n, 'admin.phrases.set.other', choice),
      this.#i18n.text(
        h('button', { class: 'button', type: 'button', click: add }),
        'admin.phrases.set.take',
      ),
    );
  }

  /**
   * @param {string} id
   * @param {number} at
   */
  #line(id, at) {
    const group = this.#offered.find((one) => one.id === id) ?? { id, title: id };
    const up = this.#button('admin.phrases.up', group, () => {
      this.#chosen.splice(at - 1, 0, ...this.#chosen.splice(at, 1));
      this.#redraw(at - 1);
    });
    up.disabled = at === 0;
    const out = this.#button('admin.phrases.set.leave_out', group, () => {
      this.#chosen.splice(at, 1);
      this.#redraw(at);
    });
    return h('li', {}, nameGroup(this.#i18n, h('span'), group), up, out);
  }

  /** @param {number} at where the focus goes */
  #redraw(at) {
    this.#draw();
    const [line] = [this.#list.children[at], this.#list.lastElementChild, this.#others].filter(
      (one) => one !== null && one !== undefined,
    );
    const button = line?.querySelector('button:enabled');
    if (button instanceof HTMLElement) button.focus();
  }

  /**
   * @param {string} key
   * @param {{id: string, title: string}} group
   * @param {() => void} click
   */
  #button(key, { id, title }, click) {
    const name = title === '' ? () => this.#i18n.t(`phrases.group.${id}`) : title;
    const button = h('button', { class: 'button', type: 'button', click });
    this.#i18n.attribute(button, 'aria-label', `${key}_of`, { name });
    return this.#i18n.text(button, key);
  }
}
