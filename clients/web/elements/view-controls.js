/** How captions look on this device, size and colours, and what their marks mean. */

import { h, icon } from './dom.js';

/** @typedef {import('../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../pages/reader/memory.js').Look} Look */
/** @typedef {import('../pages/reader/memory.js').Theme} Theme */

const MARKS = /** @type {const} */ (['number', 'date', 'negation', 'uncertain']);
const THEMES = /** @type {const} */ (['auto', 'light', 'dark', 'contrast']);

/**
 * @typedef {object} Sizes
 * @property {number} minPx
 * @property {number} maxPx
 * @property {number} defaultPx
 * @property {readonly number[]} marksPx sizes that are good to find again
 */

export class ViewControls {
  #i18n;
  look;
  #onLook;
  element;

  /**
   * @param {I18n} i18n
   * @param {Sizes} sizes
   * @param {Look} look to begin with
   * @param {(look: Look) => void} onLook
   */
  constructor(i18n, sizes, look, onLook) {
    this.#i18n = i18n;
    this.look = look;
    this.#onLook = onLook;
    this.element = i18n.attribute(
      h(
        'div',
        { class: 'view-controls', role: 'group' },
        this.#createSize(sizes),
        this.#createTheme(),
        this.#createLegend(),
      ),
      'aria-label',
      'view.controls',
    );
  }

  /** @param {Sizes} sizes */
  #createSize({ minPx, maxPx, defaultPx, marksPx }) {
    const marks = h('datalist', { id: 'size-marks' });
    marks.append(...marksPx.map((px) => h('option', { value: px })));
    const slider = h('input', {
      type: 'range',
      min: minPx,
      max: maxPx,
      step: 2,
      list: marks.id,
      input: () => {
        this.change({ sizePx: slider.valueAsNumber });
        told.value = slider.value;
      },
    });
    slider.valueAsNumber = this.look.sizePx ?? defaultPx;
    const told = h('output', {}, slider.value);
    return h(
      'label',
      { class: 'view-control' },
      icon('text'),
      this.#i18n.text(h('span'), 'view.size'),
      slider,
      marks,
      told,
    );
  }

  #createTheme() {
    const select = h('select', {
      change: () => this.change({ theme: /** @type {Theme} */ (select.value) }),
    });
    select.append(
      ...THEMES.map((theme) =>
        this.#i18n.text(h('option', { value: theme }), `view.theme.${theme}`),
      ),
    );
    select.value = this.look.theme ?? 'auto';
    return h('label', { class: 'view-control' }, this.#i18n.text(h('span'), 'view.theme'), select);
  }

  /** What the marks in captions mean: each says it of itself. */
  #createLegend() {
    const marks = MARKS.map((kind) =>
      h('li', {}, this.#i18n.text(h('mark', { class: `is-${kind}` }), `mark.${kind}`)),
    );
    const legend = h('ul', { class: 'legend' }, ...marks);
    return this.#i18n.attribute(legend, 'aria-label', 'mark.legend');
  }

  /** @param {Look} change */
  change(change) {
    this.look = { ...this.look, ...change };
    this.#onLook(this.look);
  }
}

/**
 * The same behind a button, where there is little room, with the way to the statement.
 *
 * @param {I18n} i18n
 * @param {HTMLElement} controls
 */
export function createViewMenu(i18n, controls) {
  const open = i18n.attribute(
    h('summary', { class: 'button' }, icon('text')),
    'aria-label',
    'view.controls',
  );
  controls.append(
    i18n.text(h('a', { class: 'view-control', href: '/accessibility', target: '_blank' }), 'view.statement'),
  );
  return h('details', { class: 'view-menu' }, open, controls);
}

/**
 * @param {HTMLElement} root
 * @param {Look} look
 * @param {number} defaultPx
 */
export function applyLook(root, look, defaultPx) {
  const { sizePx, theme = 'auto', turned = false, mirrored = false } = look;
  root.style.setProperty('--caption-size', `${sizePx ?? defaultPx}px`);
  root.dataset.theme = theme;
  root.classList.toggle('is-turned', turned);
  root.classList.toggle('is-mirrored', mirrored);
}
