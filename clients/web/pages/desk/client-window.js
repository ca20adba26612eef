/**
 * Opens the client's display in a window of its own, on the other screen where the browser can tell
 * which one that is.
 */

const NAME = 'tulkki-display';
const FEATURES = 'popup,width=1280,height=720';

export class PopupBlocked extends Error {}

/**
 * Must be called from a click. The window is opened at once and shows the display as soon as its
 * address is known.
 *
 * @param {() => Promise<string>} getFragment gives the part of the address that lets the display in
 * @throws {PopupBlocked}
 */
export async function openClientWindow(getFragment) {
  const opened = window.open('', NAME, FEATURES);
  if (opened === null) throw new PopupBlocked();
  try {
    const address = new URL('/display', location.href);
    address.hash = await getFragment();
    opened.location.replace(address);
  } catch (error) {
    opened.close();
    throw error;
  }
  await moveToOtherScreen(opened);
}

/** @param {Window} opened */
async function moveToOtherScreen(opened) {
  const other = await findOtherScreen();
  if (other === null) return;
  opened.moveTo(other.availLeft, other.availTop);
  opened.resizeTo(other.availWidth, other.availHeight);
}

/** @typedef {{availLeft: number, availTop: number, availWidth: number, availHeight: number}} Area */

/**
 * @returns {Promise<Area | null>} null: there is none, or the browser or the person does not tell
 */
async function findOtherScreen() {
  if (!('getScreenDetails' in window) || !(/** @type {any} */ (window.screen).isExtended))
    return null;
  try {
    const { screens, currentScreen } = await /** @type {any} */ (window).getScreenDetails();
    return screens.find((/** @type {unknown} */ screen) => screen !== currentScreen) ?? null;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotAllowedError') return null;
    throw error;
  }
}
