/** Before a conversation: who speaks which language, what the client should know, start. */

import { h, icon } from '../../elements/dom.js';
import { LanguagePicker } from '../../elements/language-picker.js';
import { NoticeBar, noticeOfError } from '../../elements/notice-bar.js';
import { OpeningWords } from '../../elements/opening-words.js';
import { PairQuality } from '../../elements/pair-quality.js';
import { ApiError } from '../../net/api.js';
import { clientOf, isPair, languageOf } from '../../state/languages.js';

/** @typedef {import('../../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../../net/api.js').Capabilities} Capabilities */
/** @typedef {import('../../net/api.js').Language} Language */

export class SetupView {
  #i18n;
  #languages;
  #pair;
  #staff;
  #client;
  #quality;
  #opening = new OpeningWords();
  #notice;
  #startText = h('span');
  #start;
  element;

  /**
   * @param {I18n} i18n
   * @param {Capabilities & {retentionH: number}} setting
   * @param {[string, string]} pair chosen to begin with: staff, client
   * @param {(pair: [string, string]) => Promise<string | null>} onStart gives the code of what went
   *   wrong
   */
  constructor(i18n, { languages, fake, retentionH }, pair, onStart) {
    this.#i18n = i18n;
    this.#languages = languages;
    this.#pair = pair;
    this.#notice = new NoticeBar(i18n);
    this.#quality = new PairQuality(i18n);
    this.#staff = new LanguagePicker(i18n.text(h('span'), 'setup.staff'), languages, (code) =>
      this.#chooseStaff(code),
    );
    this.#client = new LanguagePicker(i18n.text(h('span'), 'setup.client'), languages, (code) =>
      this.#choose([this.#pair[0], code]),
    );
    this.#start = h(
      'button',
      {
        class: 'button button-primary button-large',
        type: 'button',
        click: () => this.#run(onStart),
      },
      icon('mic'),
      i18n.text(this.#startText, 'setup.start'),
    );
    this.element = this.#layOut(fake, retentionH);
    this.#choose(pair);
  }

  /**
   * @param {boolean} fake
   * @param {number} retentionH
   */
  #layOut(fake, retentionH) {
    const { text } = { text: /** @type {I18n['text']} */ (this.#i18n.text.bind(this.#i18n)) };
    return h(
      'section',
      { class: 'sheet setup' },
      text(h('h1'), 'setup.title'),
      text(h('p', { class: 'lead' }), 'setup.lead'),
      fake && h('p', { class: 'practice' }, icon('info'), text(h('span'), 'setup.fake')),
      h('div', { class: 'setup-pair' }, this.#staff.element, this.#client.element),
      !fake && this.#quality.element,
      h(
        'figure',
        { class: 'opening' },
        text(h('figcaption'), 'setup.notice'),
        this.#opening.element,
        text(h('p', { class: 'soft' }), `setup.retention.${retentionH}`),
      ),
      this.#notice.element,
      h('div', { class: 'setup-start' }, this.#start, text(h('p', { class: 'soft' }), 'setup.mic')),
    );
  }

  /** @param {string} code */
  #chooseStaff(code) {
    const staff = languageOf(this.#languages, code);
    const client = clientOf(this.#languages, staff, this.#pair[1]);
    if (client !== undefined) this.#choose([code, client.code]);
  }

  /** @param {[string, string]} pair */
  #choose(pair) {
    this.#pair = pair;
    const [staff, client] = pair.map((code) => languageOf(this.#languages, code));
    this.#staff.update(
      (language) => this.#languages.some((other) => isPair(language, other)),
      staff.code,
    );
    this.#client.update((language) => isPair(staff, language), client.code);
    this.#quality.update(staff, client);
    void this.#showOpening(client.code);
  }

  /** @param {string} lang of the client */
  async #showOpening(lang) {
    try {
      await this.#opening.show(lang);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#notice.update(noticeOfError(this.#i18n, error.code));
    }
  }

  /** @param {(pair: [string, string]) => Promise<string | null>} onStart */
  async #run(onStart) {
    this.#start.disabled = true;
    this.#i18n.text(this.#startText, 'setup.starting');
    const problem = await onStart(this.#pair);
    this.#start.disabled = false;
    this.#i18n.text(this.#startText, 'setup.start');
    this.#notice.update(problem === null ? null : noticeOfError(this.#i18n, problem));
  }
}
