/** One utterance for one who reads one language: who said it, and the text. */

import { CaptionText } from './caption-text.js';
import { h } from './dom.js';
import { RouteBadge } from './route-badge.js';

/** @typedef {import('../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../net/api.js').Language} Language */
/** @typedef {import('../state/speaker.js').Speaker} Speaker */
/** @typedef {import('../state/timeline.js').UtteranceLine} UtteranceLine */

export class ReaderRow {
  #i18n;
  #speakerOf;
  #who = h('span', { class: 'who' });
  #route;
  #text;
  #noteText = h('bdi');
  #note = h('p', { class: 'cell-note', hidden: true }, this.#noteText);
  element;

  /**
   * @param {I18n} i18n
   * @param {Language} language
   * @param {(line: UtteranceLine) => Speaker | null} speakerOf
   */
  constructor(i18n, language, speakerOf) {
    this.#i18n = i18n;
    this.#speakerOf = speakerOf;
    this.#text = new CaptionText(i18n, language.code, language.dir);
    this.#route = new RouteBadge(i18n);
    this.element = h(
      'li',
      { class: 'line', dir: language.dir },
      h('p', { class: 'line-head' }, this.#who, this.#route.element),
      this.#text.element,
      this.#note,
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
    this.element.classList.toggle('is-open', !cell.final);
    this.#text.update(cell);
    const note = noteOf(cell);
    this.#note.hidden = note === null;
    if (note !== null) this.#i18n.text(this.#noteText, note);
  }
}

/** @param {import('../state/timeline.js').Cell} cell */
function noteOf({ failed, origin, outdated, corrected, confidence }) {
  if (failed)
    return origin === 'translated' ? 'live.failed.translation' : 'live.failed.recognition';
  if (outdated) return 'live.outdated';
  if (confidence === 'unsure') return 'live.unsure';
  return corrected ? 'live.corrected' : null;
}
