/** Builds elements. Text goes in as text, never as markup. */

/** @typedef {string | Node | null | false} Child */

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Readonly<Record<string, string | number | boolean | null | ((event: any) => void)>>}
 *   [props] attributes; a
 *   function listens to the event of its name; true sets an attribute without a value, false and null leave it out
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== null) element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== false));
  return element;
}

const SVG = 'http://www.w3.org/2000/svg';
const ICONS = new URL('../icons/icons.svg', import.meta.url);

/**
 * @typedef {'mic' | 'stop' | 'screen' | 'phone' | 'people' | 'end' | 'book' | 'pencil' | 'send' |
 *   'keyboard' | 'phrases' | 'sound' | 'check' | 'down' | 'info' | 'warning' | 'swap' | 'text' |
 *   'turn' | 'mirror' | 'back' | 'expand' | 'wave' | 'pause' | 'offline' | 'dots' |
 *   'interpreter' | 'again'} IconName in icons.svg
 */

/**
 * A picture out of a file of pictures; screen readers pass over it.
 *
 * @param {URL} file
 * @param {string} name
 * @param {string} kind
 * @returns {SVGSVGElement}
 */
export function picture(file, name, kind) {
  const svg = document.createElementNS(SVG, 'svg');
  const use = document.createElementNS(SVG, 'use');
  svg.setAttribute('class', kind);
  svg.setAttribute('aria-hidden', 'true');
  use.setAttribute('href', `${file}#${name}`);
  svg.append(use);
  return svg;
}

/**
 * A picture beside a text.
 *
 * @param {IconName} name
 */
export function icon(name) {
  return picture(ICONS, name, 'icon');
}

/**
 * Redraws an icon that is already in the page.
 *
 * @param {SVGSVGElement} svg
 * @param {IconName} name
 */
export function setIcon(svg, name) {
  svg.querySelector('use')?.setAttribute('href', `${ICONS}#${name}`);
}
