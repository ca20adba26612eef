/** One group of phrases: its texts in every language; own ones are written and put in order here. */

import { h } from '../../elements/dom.js';
import { LanguageTexts } from '../../elements/language-texts.js';
import { LANGUAGES, named } from './languages.js';
import { createCarefulButton } from './part.js';
import { nameGroup } from './phrase-names.js';
import { createTitleForm } from './phrase-title-form.js';

/** @typedef {import('../../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../../net/phrase-api.js').Group} Group */
/** @typedef {import('../../net/phrase-api.js').Phrase} Phrase */
/** @typedef {import('../../net/phrase-api.js').PhraseApi} PhraseApi */
/** @typedef {import('./part.js').Part} Part */
/** @typedef {{leave: (said?: string) => void, again: () => Promise<void>}} Ways leave: back to all; again: shows the group as it is now */

const LONGEST_TEXT = 300;
const FIRST_LANGUAGES = ['fi', 'sv', 'en'];

export class PhraseGroupView {
  #i18n;
  #api;
  #part;
  #group;
  #ways;

  /**
   * @param {I18n} i18n
   * @param {PhraseApi} api
   * @param {Part} part
   * @param {Group} group
   * @param {Ways} ways
   */
  constructor(i18n, api, part, group, ways) {
    this.#i18n = i18n;
    this.#api = api;
    this.#part = part;
    this.#group = group;
    this.#ways = ways;
  }

  show() {
    const i18n = this.#i18n;
    const { shipped, phrases } = this.#group;
    this.#part.show(
      nameGroup(i18n, h('h2'), this.#group),
      shipped && i18n.text(h('p', { class: 'soft' }), 'admin.phrases.fixed'),
      h(
        'div',
        { class: 'form-buttons' },
        this.#button('admin.phrases.all', () => this.#ways.leave()),
        !shipped && this.#button('admin.phrases.add', () => this.#edit(null)),
        !shipped && this.#button('admin.phrases.group.rename', () => this.#rename()),
        !shipped &&
          createCarefulButton(i18n, 'admin.phrases.group.remove', 'admin.confirm', () =>
            this.#part.attempt(async () => {
              await this.#api.removeGroup(this.#group.id);
              this.#ways.leave('admin.removed');
            }),
          ),
      ),
      phrases.length === 0
        ? i18n.text(h('p', { class: 'soft' }), 'admin.phrases.none')
        : h('ul', { class: 'phrase-entries' }, ...phrases.map((one, at) => this.#line(one, at))),
    );
  }

  /**
   * @param {Phrase} phrase
   * @param {number} at
   */
  #line(phrase, at) {
    const texts = Object.entries(phrase.texts).flatMap(([code, text]) => {
      const { endonym, dir } = named(code);
      return [h('dt', { lang: code }, endonym), h('dd', { lang: code, dir }, text)];
    });
    if (this.#group.shipped) return h('li', {}, h('dl', {}, ...texts));
    const [first] = Object.values(phrase.texts);
    const up = this.#button('admin.phrases.up', () => this.#moveUp(at), 'admin.phrases.up_of', first);
    up.disabled = at === 0;
    return h(
      'li',
      {},
      h('dl', {}, ...texts),
      h(
        'div',
        { class: 'form-buttons' },
        this.#button('admin.entry.change', () => this.#edit(phrase), 'admin.phrases.change_of', first),
        up,
      ),
    );
  }

  /** @param {Phrase | null} phrase null: a new one */
  #edit(phrase) {
    const i18n = this.#i18n;
    const { id } = this.#group;
    const written = phrase?.texts ?? Object.fromEntries(FIRST_LANGUAGES.map((code) => [code, '']));
    const texts = new LanguageTexts(i18n, 'admin.phrases.texts', LANGUAGES, written, {
      longest: LONGEST_TEXT,
      lead: 'admin.phrases.texts_lead',
    });
    const save = h('button', { class: 'button button-primary', type: 'submit' });
    const cancel = h('button', { class: 'button', type: 'button', click: () => this.show() });
    const submit = (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      this.#change('admin.saved', () => this.#api.keepPhrase(id, phrase?.id ?? null, texts.texts));
    };
    this.#part.show(
      h(
        'form',
        { class: 'desk-form', submit },
        texts.element,
        h(
          'div',
          { class: 'form-buttons' },
          i18n.text(save, 'admin.save'),
          i18n.text(cancel, 'admin.cancel'),
          phrase !== null &&
            createCarefulButton(i18n, 'admin.phrases.remove', 'admin.confirm', () =>
              this.#change('admin.removed', () => this.#api.removePhrase(id, phrase.id)),
            ),
        ),
      ),
    );
    texts.focus();
  }

  #rename() {
    const { id, title, phrases } = this.#group;
    const form = createTitleForm(this.#i18n, title, {
      save: (chosen) =>
        this.#change('admin.saved', () => this.#api.arrangeGroup(id, chosen, idsOf(phrases))),
      cancel: () => this.show(),
    });
    this.#part.show(form);
    form.querySelector('input')?.focus();
  }

  /** @param {number} at */
  #moveUp(at) {
    const { id, title, phrases } = this.#group;
    const order = idsOf(phrases);
    order.splice(at - 1, 0, ...order.splice(at, 1));
    this.#change('admin.saved', () => this.#api.arrangeGroup(id, title, order));
  }

  /**
   * @param {string} key
   * @param {() => void} click
   * @param {string} [read] key of what a screen reader says
   * @param {string} [phrase] what it is about
   */
  #button(key, click, read, phrase = '') {
    const button = h('button', { class: 'button', type: 'button', click });
    if (read !== undefined) this.#i18n.attribute(button, 'aria-label', read, { name: phrase });
    return this.#i18n.text(button, key);
  }

  /**
   * @param {string} done key of what is said then
   * @param {() => Promise<void>} act
   */
  #change(done, act) {
    return this.#part.attempt(async () => {
      await act();
      await this.#ways.again();
      this.#part.say(done);
    });
  }
}

/** @param {readonly Phrase[]} phrases */
function idsOf(phrases) {
  return phrases.map(({ id }) => id);
}
