/**
 * Controls that are there when somebody moves the mouse, touches or uses the keyboard, and gone
 * while they read.
 */

const SHOWN_MS = 4_000;

/**
 * @param {HTMLElement} element
 * @param {import('../../net/timers.js').Timers} timers
 */
export function autoHide(element, timers) {
  let callOff = () => {};
  const show = () => {
    callOff();
    element.classList.remove('is-away');
    callOff = timers.after(SHOWN_MS, hide);
  };
  const hide = () => {
    if (element.matches(':focus-within, :hover')) show();
    else element.classList.add('is-away');
  };
  for (const sign of ['pointermove', 'pointerdown', 'keydown', 'focusin']) {
    document.addEventListener(sign, show, { passive: true });
  }
  show();
}
