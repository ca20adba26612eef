/** Controls that are there when somebody moves the mouse, touches or uses the keyboard, and gone while they read. */

const SHOWN_MS = 4_000;
const SIGNS = ['pointermove', 'pointerdown', 'keydown', 'focusin'];

/**
 * @param {HTMLElement} element stops being shown and hidden when it leaves the page
 * @param {import('../../net/timers.js').Timers} timers
 */
export function autoHide(element, timers) {
  const stop = new AbortController();
  let callOff = () => {};
  const hide = () => {
    if (element.matches(':focus-within, :hover')) show();
    else element.classList.add('is-away');
  };
  const show = () => {
    callOff();
    element.classList.remove('is-away');
    callOff = timers.after(SHOWN_MS, hide);
  };
  const notice = () => (element.isConnected ? show() : stop.abort());
  for (const sign of SIGNS) {
    document.addEventListener(sign, notice, { passive: true, signal: stop.signal });
  }
  show();
}
