/**
 * One utterance at the desk: both languages side by side; what was spoken or typed can be
 * corrected.
 */

import { CaptionText } from './caption-text.js';
import { Correctable } from './correctable.js';
import { h, icon, setIcon } from './dom.js';
import { RouteBadge } from './route-badge.js';

/** @typedef {import('../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../net/api.js').Language} Language */
/** @typedef {import('../state/timeline.js').Cell} Cell */
/** @typedef {import('../state/timeline.js').UtteranceLine} UtteranceLine */

const CORRECTION_WORDS = {
  open: 'caption.correct',
  editing: 'caption.editing',
  save: 'caption.save',
  cancel: 'app.cancel',
};
const ORIGIN_ICON = /** @type {const} */ ({ spoken: 'mic', typed: 'keyboard', translated: 'swap' });

export class DeskRow {
  element = h('li', { class: 'line' });
  /** @type {Map<string, DeskCell>} by language */
  #cells;

  /**
   * @param {I18n} i18n
   * @param {readonly Language[]} languages one for each column
   * @param {(text: string) => boolean} onCorrect
   */
  constructor(i18n, languages, onCorrect) {
    this.#cells = new Map(
      languages.map((language) => [language.code, new DeskCell(i18n, language, onCorrect)]),
    );
    this.element.append(...[...this.#cells.values()].map((cell) => cell.element));
  }

  /** @param {UtteranceLine} line */
  update({ cells }) {
    const spokenIsFinal = cells.some(({ origin, final }) => origin !== 'translated' && final);
    for (const [lang, view] of this.#cells) {
      view.update(cells.find((cell) => cell.lang === lang) ?? null, spokenIsFinal);
    }
  }
}

class DeskCell {
  #i18n;
  #text;
  #icon = icon('mic');
  #origin = h('span');
  #mark = h('span', { class: 'mark' });
  #confidence = h('span', { class: 'confidence' });
  #route;
  #meta;
  #noteText = h('bdi');
  #note = h('p', { class: 'cell-note', hidden: true }, this.#noteText);
  #termsText = h('bdi');
  #terms = h('p', { class: 'cell-note', hidden: true }, this.#termsText);
  #correctable;

  /**
   * @param {I18n} i18n
   * @param {Language} language
   * @param {(text: string) => boolean} onCorrect
   */
  constructor(i18n, language, onCorrect) {
    this.#i18n = i18n;
    this.#route = new RouteBadge(i18n);
    this.#meta = h(
      'p',
      { class: 'cell-meta' },
      this.#icon,
      this.#origin,
      this.#route.element,
      this.#confidence,
      this.#mark,
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
      this.#correctable.pencil,
    );
  }

  /**
   * @param {Cell | null} cell null: nothing in this language yet
   * @param {boolean} isDue whether it should come soon
   */
  update(cell, isDue) {
    this.#meta.hidden = cell === null;
    this.#showNote(noteOf(cell, isDue));
    const isCorrectable = cell !== null && cell.origin !== 'translated' && cell.final;
    this.#correctable.update(cell?.committed ?? null, isCorrectable);
    this.#showTerms(cell?.termsMissing ?? []);
    if (cell === null) return;
    this.element.dataset.origin = cell.origin;
    this.element.classList.toggle('is-outdated', cell.outdated);
    setIcon(this.#icon, ORIGIN_ICON[cell.origin]);
    this.#i18n.text(this.#origin, `origin.${cell.origin}`);
    this.#route.update(cell.route);
    this.#showConfidence(cell.confidence);
    this.#mark.hidden = !cell.corrected;
    if (cell.corrected) this.#i18n.text(this.#mark, 'caption.corrected');
    this.#text.update(cell);
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
