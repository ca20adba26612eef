/**
 * Opens the client's display in a window of its own, on the other screen where the browser can tell
 * which one that is.
 */

const NAME = 'tulkki-display';
const FEATURES = 'popup,width=1280,height=720';

/** @typedef {{availLeft: number, availTop: number, availWidth: number, availHeight: number}} Area */
/** @typedef {{screens: readonly Area[], currentScreen: Area}} ScreenDetails */
/** @typedef {Pick<Window, 'moveTo' | 'resizeTo' | 'close' | 'location'>} Opened */

/**
 * What this needs of a window, with the parts of the Window Management API that only some browsers
 * have.
 *
 * @typedef {object} Opener
 * @property {{href: string}} location
 * @property {(url: string, name: string, features: string) => Opened | null} open
 * @property {{isExtended?: boolean}} screen
 * @property {() => Promise<ScreenDetails>} [getScreenDetails]
 */

/**
 * Must be called from a click: the browser asks the person about its screens, and opens a window,
 * only then. The window is opened at once and shows the display as soon as its address is known.
 *
 * @param {() => Promise<string>} getFragment gives the part of the address that lets the display in
 * @param {Opener} [opener]
 * @returns {Promise<'popup_blocked' | 'display_not_placed' | null>} code of what the person has to
 *   do; not placed: there may be another screen, and they take the window there
 */
export async function openClientWindow(getFragment, opener = window) {
  // Asked before the window is opened, which uses up the click.
  const asked = findOtherScreen(opener);
  const opened = opener.open('', NAME, FEATURES);
  if (opened === null) return 'popup_blocked';
  try {
    const address = new URL('/display', opener.location.href);
    address.hash = await getFragment();
    opened.location.replace(address);
  } catch (error) {
    opened.close();
    throw error;
  }
  const other = await asked;
  if (other === null) return opener.screen.isExtended === false ? null : 'display_not_placed';
  opened.moveTo(other.availLeft, other.availTop);
  opened.resizeTo(other.availWidth, other.availHeight);
  return null;
}

/**
 * @param {Opener} opener
 * @returns {Promise<Area | null>} null: there is none, or the browser or the person does not tell
 */
async function findOtherScreen({ getScreenDetails, screen }) {
  if (getScreenDetails === undefined || !screen.isExtended) return null;
  try {
    const { screens, currentScreen } = await getScreenDetails();
    return screens.find((area) => area !== currentScreen) ?? null;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotAllowedError') return null;
    throw error;
  }
}
