/** Before a conversation: who speaks which language, what the client should know, start. */

import { DeskPicker } from '../../elements/desk-picker.js';
import { h, icon } from '../../elements/dom.js';
import { endonym, LanguagePicker } from '../../elements/language-picker.js';
import { NoticeBar, noticeOfError } from '../../elements/notice-bar.js';
import { OpeningWords } from '../../elements/opening-words.js';
import { PairQuality } from '../../elements/pair-quality.js';
import { createReadButton } from '../../elements/read-button.js';
import { ApiError } from '../../net/api.js';
import { loadModule } from '../../net/load-module.js';
import { clientOf, isPair, languageOf } from '../../state/languages.js';

/** @typedef {import('../../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../../net/api.js').Capabilities} Capabilities */
/** @typedef {import('../../net/api.js').Language} Language */
/** @typedef {import('../../net/staff-api.js').Desk} Desk */
/** @typedef {import('../../elements/microphone-check.js').MicrophoneCheck} MicrophoneCheck */
/** @typedef {import('./memory.js').DeskMemory} DeskMemory */
/** @typedef {(pair: [string, string], how: {desk: string | undefined, practice: boolean}) => Promise<string | null>} Start gives the code of what went wrong */

export class SetupView {
  #i18n;
  #languages;
  #pair;
  #desk;
  #staff;
  #client;
  #quality;
  #opening = new OpeningWords();
  #aloud;
  #retention = h('p', { class: 'soft' });
  #notice;
  #startText = h('span');
  #start;
  #practise;
  #memory;
  #checkButton;
  /** @type {MicrophoneCheck | null} while the microphone is tried */
  #check = null;
  element;

  /**
   * @param {I18n} i18n
   * @param {Capabilities} capabilities
   * @param {[string, string]} pair chosen to begin with: staff, client
   * @param {object} page
   * @param {readonly Desk[]} page.desks
   * @param {DeskMemory} page.memory
   * @param {import('../../speech/aloud.js').Aloud} page.aloud
   * @param {Start} page.onStart
   */
  constructor(i18n, { languages, fake }, pair, { desks, memory, aloud, onStart }) {
    this.#i18n = i18n;
    this.#memory = memory;
    this.#aloud = aloud;
    const { desk } = memory.get();
    this.#languages = languages;
    this.#pair = pair;
    this.#desk = new DeskPicker(i18n, desks, desk, (chosen) => {
      this.#tellRetention();
      this.#propose(chosen.pair);
    });
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
        click: () => this.#run(onStart, false),
      },
      icon('mic'),
      i18n.text(this.#startText, 'setup.start'),
    );
    this.#practise = i18n.text(
      h('button', {
        class: 'button button-large setup-practise',
        type: 'button',
        click: () => this.#run(onStart, true),
      }),
      'setup.practise',
    );
    this.#checkButton = h(
      'button',
      {
        class: 'button button-large',
        type: 'button',
        'aria-expanded': 'false',
        click: () => void this.#try(!this.#isTrying),
      },
      icon('wave'),
      i18n.text(h('span'), 'mic.check'),
    );
    this.element = this.#layOut(fake);
    this.#tellRetention();
    this.#choose(pair);
    if (desk === undefined) this.#propose(this.#desk.chosen?.pair ?? null);
  }

  /** @param {boolean} fake */
  #layOut(fake) {
    const { text } = { text: /** @type {I18n['text']} */ (this.#i18n.text.bind(this.#i18n)) };
    return h(
      'section',
      { class: 'sheet setup' },
      text(h('h1'), 'setup.title'),
      text(h('p', { class: 'lead' }), 'setup.lead'),
      fake && h('p', { class: 'scripted' }, icon('info'), text(h('span'), 'setup.fake')),
      this.#desk.element,
      this.#createRecent(),
      h('div', { class: 'setup-pair' }, this.#staff.element, this.#client.element),
      !fake && this.#quality.element,
      h(
        'figure',
        { class: 'opening' },
        text(h('figcaption'), 'setup.notice'),
        this.#opening.element,
        createReadButton(this.#i18n, this.#aloud, () => this.#opening.words),
        this.#retention,
      ),
      this.#notice.element,
      h(
        'div',
        { class: 'setup-start' },
        this.#start,
        this.#checkButton,
        this.#practise,
        text(h('p', { class: 'soft' }), 'setup.mic'),
      ),
      h('p', { class: 'links' }, text(h('a', { href: '/poster', target: '_blank' }), 'poster.link')),
    );
  }

  /** The pairs of the last conversations, as far as this server still interprets them. */
  #createRecent() {
    const pairs = (this.#memory.get().pairs ?? []).flatMap((codes) => {
      const pair = this.#known(codes);
      return pair === null ? [] : [pair];
    });
    const buttons = pairs.map(([staff, client]) =>
      h(
        'button',
        {
          class: 'button',
          type: 'button',
          click: () => this.#choose([staff.code, client.code]),
        },
        endonym(staff),
        '–',
        endonym(client),
      ),
    );
    return h(
      'div',
      { class: 'recent', role: 'group', 'aria-labelledby': 'recent', hidden: pairs.length < 2 },
      this.#i18n.text(h('p', { id: 'recent', class: 'choice-legend' }), 'setup.recent'),
      ...buttons,
    );
  }

  #tellRetention() {
    const hours = this.#desk.chosen?.retention_h ?? 0;
    this.#i18n.text(this.#retention, `setup.retention.${hours}`);
    void this.#showOpening(this.#pair[1]);
  }

  /** @param {[string, string] | null} pair what the desk proposes */
  #propose(pair) {
    if (pair !== null && this.#known(pair) !== null) this.#choose(pair);
  }

  /**
   * @param {readonly string[]} pair
   * @returns {[Language, Language] | null} null where this server does not interpret it
   */
  #known(pair) {
    const [staff, client] = pair.map((code) => this.#languages.find((one) => one.code === code));
    return staff && client && isPair(staff, client) ? [staff, client] : null;
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
      await this.#opening.show(lang, this.#desk.chosen?.retention_h ?? 0);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#notice.update(noticeOfError(this.#i18n, error.code));
    }
  }

  /** @param {boolean} wanted tries the microphone; not while a conversation needs it */
  async #try(wanted) {
    this.#checkButton.setAttribute('aria-expanded', String(wanted));
    const check = this.#check;
    this.#check = null;
    await check?.close();
    if (!wanted) return;
    try {
      const Check = await loadModule(
        async () => (await import('../../elements/microphone-check.js')).MicrophoneCheck,
      );
      if (this.#isTrying && this.#check === null) await this.#openCheck(Check);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#checkButton.setAttribute('aria-expanded', 'false');
      this.#notice.update(noticeOfError(this.#i18n, error.code));
    }
  }

  get #isTrying() {
    return this.#checkButton.getAttribute('aria-expanded') === 'true';
  }

  /** @param {typeof MicrophoneCheck} Check */
  async #openCheck(Check) {
    const chosen = this.#memory.get().microphone ?? '';
    this.#check = new Check(this.#i18n, chosen, (microphone) =>
      this.#memory.remember({ microphone }),
    );
    const { element } = this.#check;
    this.element.append(element);
    await this.#check.open();
    element.scrollIntoView({ block: 'nearest' });
  }

  /**
   * @param {Start} onStart
   * @param {boolean} practice
   */
  async #run(onStart, practice) {
    this.#start.disabled = this.#practise.disabled = true;
    await this.#try(false);
    this.#i18n.text(this.#startText, 'setup.starting');
    const problem = await onStart(this.#pair, { desk: this.#desk.chosen?.slug, practice });
    this.#start.disabled = this.#practise.disabled = false;
    this.#i18n.text(this.#startText, 'setup.start');
    this.#notice.update(problem === null ? null : noticeOfError(this.#i18n, problem));
  }
}
