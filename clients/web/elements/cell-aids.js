/**
 * What helps staff to see that they were understood, below and beside one text: a translation
 * translated back or read aloud, what a corrected text said before and who wrote it, and what could
 * be said in a simpler way.
 */

import { clock } from '../state/clock.js';
import { hintOf } from '../state/hints.js';
import { h, icon } from './dom.js';
import { ReadButton } from './read-button.js';

/** @typedef {import('../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../net/api.js').Language} Language */
/** @typedef {import('../state/timeline.js').Cell} Cell */

/** @type {Cell['history']} of a text that nobody corrected */
const UNCHANGED = [];

export class CellAids {
  #i18n;
  #idioms;
  #ask;
  /** Filled when there is something: it must be in the page before, to be read aloud. */
  #result = h('div', { class: 'check-result', role: 'status' });
  #back = h('p', { class: 'check-text' });
  #versions = h('ol');
  #formerTitle = h('summary');
  /** @type {Cell['history']} as it is shown */
  #former = UNCHANGED;
  #history;
  #hintText = h('bdi');
  #hint = h('p', { class: 'cell-hint', hidden: true }, this.#hintText);
  #hinted = '';
  #shown = '';
  #language;
  #aloud;
  #said = '';
  read;
  element;

  /**
   * @param {I18n} i18n
   * @param {Language} language of the text
   * @param {object} help
   * @param {readonly string[]} help.idioms
   * @param {import('../speech/aloud.js').Aloud} help.aloud
   * @param {() => void} help.onCheck
   */
  constructor(i18n, language, { idioms, aloud, onCheck }) {
    this.#i18n = i18n;
    this.#language = language;
    this.#aloud = aloud;
    this.read = new ReadButton(i18n, aloud, () => ({ text: this.#said, lang: language.code }));
    this.#idioms = idioms;
    this.#ask = h(
      'button',
      { class: 'check', type: 'button', hidden: true, click: onCheck },
      icon('back'),
      i18n.text(h('span'), 'check.ask'),
    );
    i18n.attribute(this.#ask, 'title', 'check.title');
    this.#history = h(
      'details',
      { class: 'former', hidden: true },
      this.#formerTitle,
      this.#versions,
    );
    this.element = h('div', { class: 'aids' }, this.#history, this.#hint, this.#result, this.#ask);
  }

  /**
   * @param {Cell | null} cell
   * @param {{said: Language | null, isOwn: boolean}} turn said: the language it was said in
   */
  update(cell, { said, isOwn }) {
    const isCheckable =
      cell?.origin === 'translated' &&
      cell.final &&
      cell.committed !== '' &&
      !cell.outdated &&
      !cell.written;
    this.#ask.hidden = !isCheckable;
    this.#ask.disabled = cell?.check?.isUnderWay ?? false;
    this.#showCheck(isCheckable ? cell.check : null, said);
    this.#showHistory(cell, isOwn);
    this.#offerToRead(cell);
    const isHinted = isOwn && cell?.origin !== 'translated' && !cell?.written;
    this.#showHint(isHinted ? cell : null);
  }

  /**
   * @param {Cell['check']} check
   * @param {Language | null} said
   */
  #showCheck(check, said) {
    const shown = check === null ? '' : JSON.stringify(check);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#result.replaceChildren();
    if (check === null) return;
    const label = check.isUnderWay ? 'check.asked' : 'check.label';
    this.#result.append(h('p', { class: 'cell-note' }, this.#i18n.text(h('bdi'), label)));
    if (check.text === null) return;
    this.#back.textContent = check.text;
    this.#back.lang = said?.code ?? '';
    this.#back.dir = said?.dir ?? 'auto';
    this.#result.append(this.#back);
  }

  /**
   * @param {Cell | null} cell
   * @param {boolean} isOwn staff said it, probably, into whichever microphone
   */
  #showHistory(cell, isOwn) {
    const history = cell?.history ?? UNCHANGED;
    this.#history.hidden = history.length === 0;
    if (history === this.#former) return;
    this.#former = history;
    this.#i18n.text(this.#formerTitle, 'caption.former', { count: cell?.corrections ?? 0 });
    this.#versions.replaceChildren(
      ...history.map((version, at) =>
        this.#version(version, at === 0 ? isOwn : version.role === 'staff'),
      ),
    );
  }

  /**
   * @param {import('../wire/messages.js').Version} version
   * @param {boolean} isOwn
   */
  #version({ text, at_s: at }, isOwn) {
    const { code, dir } = this.#language;
    return h(
      'li',
      {},
      h(
        'p',
        { class: 'soft' },
        h('bdi', {}, at === null ? '' : clock(at)),
        ' ',
        this.#i18n.text(h('span'), isOwn ? 'desk.you' : 'desk.client'),
      ),
      h('p', { lang: code, dir }, text),
    );
  }

  /** @param {Cell | null} cell */
  #offerToRead(cell) {
    this.#said = cell?.final ? cell.committed : '';
    const canBe = this.#aloud.isOn && this.#aloud.canRead(this.#language.code);
    this.read.element.hidden = !canBe || this.#said === '';
    this.read.update();
  }

  /** @param {Cell | null} cell of an own turn */
  #showHint(cell) {
    const text = cell?.final ? cell.committed : '';
    if (text === this.#hinted) return;
    this.#hinted = text;
    const hint = text === '' ? null : hintOf(text, cell?.marks ?? [], this.#idioms);
    this.#hint.hidden = hint === null;
    if (hint === null) return;
    const words = 'words' in hint ? hint.words : '';
    this.#i18n.text(this.#hintText, hint.key, { words });
  }
}
