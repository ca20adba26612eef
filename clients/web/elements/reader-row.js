/** One utterance for one who reads one language: who said it, and the text. */

import { createNamedPicture } from './card-picture.js';
import { CaptionText } from './caption-text.js';
import { Correctable } from './correctable.js';
import { h } from './dom.js';
import { ReadButton } from './read-button.js';
import { RouteBadge } from './route-badge.js';

/** @typedef {import('../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../net/api.js').Language} Language */
/** @typedef {import('../speech/aloud.js').Aloud} Aloud */
/** @typedef {import('../state/speaker.js').Speaker} Speaker */
/** @typedef {import('../state/timeline.js').UtteranceLine} UtteranceLine */

/** @typedef {{phrase: string, text: string, lang: string, dir: Language['dir']}} Card what is on it, and the language of its words */
/**
 * @typedef {object} Sides
 * @property {(line: UtteranceLine) => Speaker | null} speakerOf
 * @property {((text: string) => boolean) | null} onCorrect null where nothing is corrected
 * @property {((card: Card) => void) | null} onCard a picture is touched; null where nothing is
 * @property {Aloud | null} aloud null where nothing is read aloud
 */

const CORRECTION_WORDS = {
  open: 'correct.button',
  editing: 'correct.button',
  save: 'correct.save',
  cancel: 'correct.cancel',
};

export class ReaderRow {
  #i18n;
  #language;
  #speakerOf;
  #onCard;
  #aloud;
  /** @type {ReadButton | null} */
  #read;
  #said = '';
  #who = h('span', { class: 'who' });
  #route;
  #written = h('span', { class: 'route', hidden: true });
  #text;
  #noteText = h('bdi');
  #note = h('p', { class: 'cell-note', hidden: true }, this.#noteText);
  /** @type {Correctable | null} */
  #correctable = null;
  element;

  /**
   * @param {I18n} i18n
   * @param {Language} language
   * @param {Sides} sides
   */
  constructor(i18n, language, { speakerOf, onCorrect, onCard, aloud }) {
    this.#i18n = i18n;
    this.#language = language;
    this.#speakerOf = speakerOf;
    this.#onCard = onCard;
    this.#aloud = aloud;
    const words = () => ({ text: this.#said, lang: language.code });
    this.#read = aloud && new ReadButton(i18n, aloud, words);
    this.#text = new CaptionText(i18n, language.code, language.dir);
    this.#route = new RouteBadge(i18n);
    i18n.text(this.#written, 'card.human');
    if (onCorrect !== null) {
      const correction = { words: CORRECTION_WORDS, onCorrect };
      this.#correctable = new Correctable(i18n, language, this.#text.element, correction);
    }
    this.element = h(
      'li',
      { class: 'line', dir: language.dir },
      h(
        'p',
        { class: 'line-head' },
        this.#who,
        this.#route.element,
        this.#written,
        this.#read?.element ?? null,
      ),
      this.#text.element,
      this.#note,
      this.#correctable?.pencil ?? null,
    );
  }

  /** @param {UtteranceLine} line */
  update(line) {
    const [cell] = line.cells;
    const speaker = this.#speakerOf(line);
    this.element.dataset.speaker = speaker ?? '';
    this.#who.hidden = speaker === null;
    if (speaker !== null) this.#i18n.text(this.#who, `who.${speaker}`);
    this.#route.update(cell.route);
    this.#written.hidden = !cell.written || cell.origin !== 'translated';
    this.#showPicture(cell);
    this.#offerToRead(cell);
    this.element.classList.toggle('is-open', !cell.final);
    this.#text.update(cell);
    const isOwn = speaker === 'you' && cell.origin !== 'translated' && cell.phrase === null;
    this.#correctable?.update(cell.committed, isOwn && cell.final);
    const note = noteOf(cell);
    this.#note.hidden = note === null;
    if (note !== null) this.#i18n.text(this.#noteText, note);
  }

  /** @param {import('../state/timeline.js').Cell} cell */
  #offerToRead({ final, committed }) {
    if (this.#aloud === null || this.#read === null) return;
    this.#said = final ? committed : '';
    const canBe = this.#aloud.isOn && this.#aloud.canRead(this.#language.code);
    this.#read.element.hidden = !canBe || this.#said === '';
    this.#read.update();
  }

  /** @param {import('../state/timeline.js').Cell} cell whose phrase stays the same */
  #showPicture({ phrase, committed: text }) {
    if (phrase === null || this.element.classList.contains('has-picture')) return;
    const picture = createNamedPicture(phrase, this.#i18n);
    if (picture === null) return;
    this.element.classList.add('has-picture');
    const onCard = this.#onCard;
    if (onCard === null) {
      this.element.prepend(picture);
      return;
    }
    const { code: lang, dir } = this.#language;
    const open = () => onCard({ phrase, text, lang, dir });
    this.element.prepend(h('button', { class: 'picture', type: 'button', click: open }, picture));
  }
}

/** @param {import('../state/timeline.js').Cell} cell */
function noteOf({ failed, origin, outdated, corrected, redone, confidence }) {
  if (failed)
    return origin === 'translated' ? 'live.failed.translation' : 'live.failed.recognition';
  if (outdated) return 'live.outdated';
  if (confidence === 'unsure') return 'live.unsure';
  return corrected || redone ? 'live.corrected' : null;
}
