/** Ready phrases and cards to choose from: by topic, or by words that are in them. */

import { search, wordingFor } from '../state/phrases.js';
import { createCardPicture } from './card-picture.js';
import { h } from './dom.js';

/** @typedef {import('../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../net/api.js').Language} Language */
/** @typedef {import('../state/phrases.js').Phrase} Phrase */
/** @typedef {import('../state/phrases.js').PhraseGroup} PhraseGroup */
/** @typedef {import('../state/phrases.js').Wording} Wording */

const EVERYTHING = '';

export class PhrasesPanel {
  #i18n;
  #staff;
  #client;
  #onShow;
  /** @type {readonly PhraseGroup[]} */
  #groups = [];
  #topic = EVERYTHING;
  #words = h('input', {
    type: 'text',
    autocomplete: 'off',
    autofocus: true,
    input: () => this.#seek(),
  });
  #topics = h('ul', { class: 'phrase-topics' });
  #found = h('p', { class: 'soft', role: 'status' });
  #list = h('div', { class: 'phrase-list' });
  element;

  /**
   * @param {I18n} i18n
   * @param {readonly Language[]} languages of staff and client
   * @param {(phrase: Phrase) => void} onShow
   */
  constructor(i18n, [staff, client], onShow) {
    this.#i18n = i18n;
    this.#staff = staff;
    this.#client = client;
    this.#onShow = onShow;
    const label = i18n.text(h('span'), 'phrases.search');
    const topics = h('nav', {}, this.#topics);
    i18n.attribute(topics, 'aria-label', 'phrases.topics');
    this.element = h(
      'div',
      { class: 'phrases' },
      h('label', { class: 'phrase-search' }, label, this.#words),
      topics,
      this.#found,
      this.#list,
    );
  }

  /** @param {readonly PhraseGroup[]} groups */
  offer(groups) {
    this.#groups = groups;
    const all = this.#createTopic(EVERYTHING, (button) => this.#i18n.text(button, 'phrases.all'));
    const topics = groups.map((group) =>
      this.#createTopic(group.id, (button) => this.#name(button, group)),
    );
    this.#topics.replaceChildren(...[all, ...topics].map((topic) => h('li', {}, topic)));
    this.#draw();
  }

  /** Looks for something else: all phrases are there again. */
  reset() {
    this.#words.value = '';
    this.#choose(EVERYTHING);
  }

  /**
   * @param {string} topic
   * @param {(button: HTMLElement) => void} name
   */
  #createTopic(topic, name) {
    const choose = () => {
      this.#words.value = '';
      this.#choose(topic);
    };
    const button = h('button', { class: 'phrase-topic', type: 'button', click: choose });
    button.value = topic;
    name(button);
    return button;
  }

  /**
   * Gives an element the name of a group.
   *
   * @template {HTMLElement} E
   * @param {E} element
   * @param {PhraseGroup} group
   */
  #name(element, { id, title }) {
    if (title === '') return this.#i18n.text(element, `phrases.group.${id}`);
    element.append(h('bdi', {}, title));
    return element;
  }

  /** Words are looked for in all topics. */
  #seek() {
    this.#choose(EVERYTHING);
  }

  /** @param {string} topic */
  #choose(topic) {
    this.#topic = topic;
    this.#draw();
  }

  #draw() {
    for (const button of this.#topics.querySelectorAll('button'))
      button.setAttribute('aria-pressed', String(button.value === this.#topic));
    const languages = [this.#staff.code, this.#client.code, this.#i18n.lang];
    const groups = this.#groups.filter(({ id }) => [EVERYTHING, id].includes(this.#topic));
    const found = search(groups, this.#words.value, languages);
    const count = found.reduce((sum, { phrases }) => sum + phrases.length, 0);
    this.#i18n.text(this.#found, count === 0 ? 'phrases.none' : 'phrases.found', { count });
    this.#list.replaceChildren(...found.map((group) => this.#createGroup(group)));
  }

  /** @param {PhraseGroup} group */
  #createGroup(group) {
    const title = this.#name(h('h3', { id: `phrases-${group.id}` }), group);
    const buttons = group.phrases.map((phrase) => h('li', {}, this.#createPhrase(phrase)));
    return h('section', { 'aria-labelledby': title.id }, title, h('ul', {}, ...buttons));
  }

  /** @param {Phrase} phrase */
  #createPhrase(phrase) {
    const own = wordingFor(phrase, this.#staff.code);
    const read = wordingFor(phrase, this.#client.code);
    const isWritten = read.lang === this.#client.code;
    const machine = () => this.#i18n.text(h('span', { class: 'phrase-other' }), 'phrases.machine');
    return h(
      'button',
      { class: 'phrase', type: 'button', click: () => this.#onShow(phrase) },
      createCardPicture(phrase.id),
      h(
        'span',
        { class: 'phrase-words' },
        createWording(own, 'phrase-own'),
        isWritten ? createWording(read, 'phrase-other') : machine(),
      ),
    );
  }
}

/**
 * @param {Wording} wording
 * @param {string} kind
 */
function createWording({ lang, text }, kind) {
  return h('span', { class: kind, lang, dir: 'auto' }, text);
}
