/**
 * Entry of /display: the client's screen at the desk. Only the client's language, large, and nothing
 * to press but what calls the desk.
 */

import { ScreenControls } from '../elements/screen-controls.js';
import { browserTimers } from '../net/timers.js';
import { autoHide } from './reader/auto-hide.js';
import { boot, loadWelcome } from './reader/boot.js';

/**
 * Heights of letters on a full-HD screen of 24 inches: 0.7 degrees, what captions should have, at
 * two metres; and the least that is read with ease.
 */
const AT_TWO_METRES_PX = 126;
const LEAST_AT_EASE_PX = 66;
const LARGEST_PX = 160;
const SMALLEST_PX = 28;

const scale = Math.min(innerWidth / 1920, innerHeight / 1080);
/** @param {number} px on a full-HD screen */
const here = (px) => Math.max(SMALLEST_PX, Math.round((px * scale) / 2) * 2);

const sizes = {
  minPx: SMALLEST_PX,
  maxPx: Math.max(LARGEST_PX, here(LARGEST_PX)),
  defaultPx: here(LEAST_AT_EASE_PX),
  marksPx: [here(LEAST_AT_EASE_PX), here(AT_TWO_METRES_PX)],
};

await boot(sizes, ({ createLook }) => ({
  defaultLang: ({ pair }) => pair[1],
  loadWelcome,
  sharesNotice: true,
  // A finger answers; a mouse would be that of staff. Who has taken part by a phone is asked there.
  asksAfterwards: (state) =>
    matchMedia('(any-pointer: coarse)').matches &&
    state !== null &&
    !state.phoneCame,
  controls: () => {
    const look = createLook();
    autoHide(look, browserTimers);
    return [look];
  },
  createDock: null,
  aloud: null, // the desk reads aloud for it
}), ScreenControls);
