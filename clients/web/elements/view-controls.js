/** How captions look on this device: size, colours, which way up, full screen. */

import { h, icon } from './dom.js';

/** @typedef {import('../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../pages/reader/memory.js').Look} Look */
/** @typedef {import('../pages/reader/memory.js').Theme} Theme */

const THEMES = /** @type {const} */ (['auto', 'light', 'dark', 'contrast']);

/** @typedef {{minPx: number, maxPx: number, defaultPx: number, big: boolean}} Sizes `big`: for a screen of its own */

export class ViewControls {
  #i18n;
  #look;
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
    this.#look = look;
    this.#onLook = onLook;
    this.element = i18n.attribute(
      h(
        'div',
        { class: 'view-controls', role: 'group' },
        this.#createSize(sizes),
        this.#createTheme(),
        sizes.big && this.#createTurn(),
        sizes.big && document.fullscreenEnabled && this.#createFullscreen(),
      ),
      'aria-label',
      'view.controls',
    );
  }

  /** @param {Sizes} sizes */
  #createSize({ minPx, maxPx, defaultPx }) {
    const slider = h('input', {
      type: 'range',
      min: minPx,
      max: maxPx,
      step: 2,
      input: () => this.#change({ sizePx: slider.valueAsNumber }),
    });
    slider.valueAsNumber = this.#look.sizePx ?? defaultPx;
    return h(
      'label',
      { class: 'view-control' },
      icon('text'),
      this.#i18n.text(h('span'), 'view.size'),
      slider,
    );
  }

  #createTheme() {
    const select = h('select', {
      change: () => this.#change({ theme: /** @type {Theme} */ (select.value) }),
    });
    select.append(
      ...THEMES.map((theme) =>
        this.#i18n.text(h('option', { value: theme }), `view.theme.${theme}`),
      ),
    );
    select.value = this.#look.theme ?? 'auto';
    return h('label', { class: 'view-control' }, this.#i18n.text(h('span'), 'view.theme'), select);
  }

  #createTurn() {
    const text = this.#i18n.text(h('span'), 'view.turn');
    const button = h(
      'button',
      {
        class: 'button',
        type: 'button',
        'aria-pressed': String(this.#look.turned ?? false),
        click: () => {
          this.#change({ turned: !this.#look.turned });
          button.setAttribute('aria-pressed', String(this.#look.turned));
        },
      },
      icon('turn'),
      text,
    );
    return button;
  }

  #createFullscreen() {
    return h(
      'button',
      {
        class: 'button',
        type: 'button',
        click: () =>
          document.fullscreenElement === null
            ? document.documentElement.requestFullscreen()
            : document.exitFullscreen(),
      },
      icon('expand'),
      this.#i18n.text(h('span'), 'view.fullscreen'),
    );
  }

  /** @param {Look} change */
  #change(change) {
    this.#look = { ...this.#look, ...change };
    this.#onLook(this.#look);
  }
}

/**
 * @param {HTMLElement} root
 * @param {Look} look
 * @param {number} defaultPx
 */
export function applyLook(root, { sizePx, theme = 'auto', turned = false }, defaultPx) {
  root.style.setProperty('--caption-size', `${sizePx ?? defaultPx}px`);
  root.dataset.theme = theme;
  root.classList.toggle('is-turned', turned);
}
