/**
 * One utterance at the desk: both languages side by side; what was spoken or typed can be
 * corrected, what was translated can be checked.
 */

import { pictureOf } from '../state/phrases.js';
import { speakerAtDesk } from '../state/desk-speaker.js';
import { createNamedPicture } from './card-picture.js';
import { CaptionText } from './caption-text.js';
import { Correctable } from './correctable.js';
import { h, icon, setIcon } from './dom.js';
import { createFlipButton } from './flip-button.js';
import { RouteBadge } from './route-badge.js';

/** @typedef {import('../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../net/api.js').Language} Language */
/** @typedef {import('../state/timeline.js').Cell} Cell */
/** @typedef {import('../state/timeline.js').UtteranceLine} UtteranceLine */
/** @typedef {import('./cell-aids.js').CellAids} CellAids */

/**
 * @typedef {object} RowActions
 * @property {(text: string) => boolean} onCorrect
 * @property {() => void} onFlip it was the other language
 * @property {(language: Language) => CellAids | null} createAids null where they could not be loaded
 */

const CORRECTION_WORDS = {
  open: 'caption.correct',
  editing: 'caption.editing',
  save: 'caption.save',
  cancel: 'app.cancel',
};
const ORIGIN_ICON = /** @type {const} */ ({
  spoken: 'mic',
  typed: 'keyboard',
  translated: 'swap',
  ready: 'phrases',
});

export class DeskRow {
  element = h('li', { class: 'line' });
  #languages;
  /** @type {Map<string, DeskCell>} by language */
  #cells;
  #client;

  /**
   * @param {I18n} i18n
   * @param {readonly Language[]} languages one for each column
   * @param {RowActions} actions
   */
  constructor(i18n, languages, actions) {
    const [staff, client] = languages;
    this.#languages = languages;
    this.#client = client;
    this.#cells = new Map([
      [staff.code, new DeskCell(i18n, staff, client, actions)],
      [client.code, new DeskCell(i18n, client, staff, actions)],
    ]);
    this.element.append(...[...this.#cells.values()].map((cell) => cell.element));
  }

  /** @param {UtteranceLine & {canFlip: boolean}} line */
  update({ cells, said, canFlip }) {
    const spokenIsFinal = cells.some(({ origin, final }) => origin !== 'translated' && final);
    const spokenIn = this.#languages.find(({ code }) => code === said?.lang) ?? null;
    const who = said === null ? null : speakerAtDesk(said, this.#client.code);
    for (const [lang, view] of this.#cells) {
      const cell = cells.find((one) => one.lang === lang) ?? null;
      view.update(cell, { isDue: spokenIsFinal, who, canFlip, spokenIn });
    }
  }
}

class DeskCell {
  #i18n;
  #text;
  #icon = icon('mic');
  #origin = h('span');
  #who = h('span', { class: 'cell-who' });
  #flip;
  #mark = h('span', { class: 'mark' });
  #confidence = h('span', { class: 'confidence' });
  #route;
  #meta;
  #noteText = h('bdi');
  #note = h('p', { class: 'cell-note', hidden: true }, this.#noteText);
  #termsText = h('bdi');
  #terms = h('p', { class: 'cell-note', hidden: true }, this.#termsText);
  #correctable;
  #aids;

  /**
   * @param {I18n} i18n
   * @param {Language} language
   * @param {Language} other of the conversation
   * @param {RowActions} actions
   */
  constructor(i18n, language, other, { onCorrect, onFlip, createAids }) {
    this.#i18n = i18n;
    this.#route = new RouteBadge(i18n);
    this.#flip = createFlipButton(i18n, other, onFlip);
    this.#aids = createAids(language);
    this.#meta = h(
      'p',
      { class: 'cell-meta' },
      this.#icon,
      this.#origin,
      this.#who,
      this.#route.element,
      this.#confidence,
      this.#mark,
      this.#flip,
      this.#aids?.read.element ?? null,
    );
    this.#text = new CaptionText(i18n, language.code, language.dir);
    this.#correctable = new Correctable(i18n, language, this.#text.element, {
      words: CORRECTION_WORDS,
      onCorrect,
    });
    this.element = h(
      'div',
      { class: 'cell', dir: language.dir },
      this.#meta,
      this.#text.element,
      this.#note,
      this.#terms,
      this.#aids?.element ?? null,
      this.#correctable.pencil,
    );
  }

  /**
   * @param {Cell | null} cell null: nothing in this language yet
   * @param {object} line
   * @param {boolean} line.isDue whether it should come soon
   * @param {'you' | 'client' | null} line.who probably said it
   * @param {boolean} line.canFlip it may be taken for the other language
   * @param {Language | null} line.spokenIn where it is one of the conversation's
   */
  update(cell, { isDue, who, canFlip, spokenIn }) {
    this.#aids?.update(cell, { said: spokenIn, isOwn: who === 'you' });
    this.#meta.hidden = cell === null;
    this.#showNote(noteOf(cell, isDue));
    const isCorrectable =
      cell !== null && cell.origin !== 'translated' && cell.final && cell.phrase === null;
    this.#correctable.update(cell?.committed ?? null, isCorrectable);
    this.#showTerms(cell?.termsMissing ?? []);
    if (cell === null) {
      delete this.element.dataset.origin;
      return;
    }
    this.element.dataset.origin = cell.origin;
    this.element.classList.toggle('is-outdated', cell.outdated);
    const origin = cell.written ? 'ready' : cell.origin;
    setIcon(this.#icon, ORIGIN_ICON[origin]);
    this.#i18n.text(this.#origin, `origin.${origin}`);
    this.#showPicture(cell.phrase);
    this.#route.update(cell.route);
    this.#showConfidence(cell.confidence);
    this.#showMark(cell);
    this.#who.hidden = cell.origin !== 'spoken' || who === null;
    if (who !== null) this.#i18n.text(this.#who, `desk.${who}`);
    this.#flip.hidden = cell.origin !== 'spoken' || !canFlip;
    this.#text.update(cell);
  }

  /** @param {string | null} phrase the same for ever once it is known */
  #showPicture(phrase) {
    if (pictureOf(phrase) === null || this.element.classList.contains('has-picture')) return;
    this.element.classList.add('has-picture');
    const picture = createNamedPicture(phrase, this.#i18n);
    if (picture !== null) this.#text.element.before(picture);
  }

  /** @param {Cell} cell */
  #showMark({ corrected, redone }) {
    this.#mark.hidden = !corrected && !redone;
    if (!this.#mark.hidden)
      this.#i18n.text(this.#mark, corrected ? 'caption.corrected' : 'caption.redone');
  }

  /** @param {Cell['confidence']} confidence a doubtful one has a note of its own */
  #showConfidence(confidence) {
    this.#confidence.hidden = confidence === null || confidence === 'unsure';
    if (!this.#confidence.hidden) this.#i18n.text(this.#confidence, `confidence.${confidence}`);
  }

  /** @param {Cell['termsMissing']} missing */
  #showTerms(missing) {
    this.#terms.hidden = missing.length === 0;
    if (missing.length === 0) return;
    const terms = missing.map(({ source, target }) => `${source} = ${target}`).join(', ');
    this.#i18n.text(this.#termsText, 'terms.missing', { terms });
  }

  /** @param {string | null} key */
  #showNote(key) {
    this.#note.hidden = key === null;
    if (key !== null) this.#i18n.text(this.#noteText, key);
  }
}

/**
 * @param {Cell | null} cell
 * @param {boolean} isDue
 * @returns {string | null} key of what to say below the text
 */
function noteOf(cell, isDue) {
  if (cell === null) return isDue ? 'caption.pending' : null;
  if (cell.failed)
    return cell.origin === 'translated'
      ? 'caption.failed.translation'
      : 'caption.failed.recognition';
  if (cell.outdated) return 'caption.outdated';
  return cell.confidence === 'unsure' ? 'caption.unsure' : null;
}
