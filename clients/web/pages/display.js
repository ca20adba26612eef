/**
 * Entry of /display: the client's screen at the desk. Only the client's language, large, and
 * nothing to press.
 */

import { browserTimers } from '../net/timers.js';
import { autoHide } from './reader/auto-hide.js';
import { boot } from './reader/boot.js';

/** 66 px on a full-HD screen is the least that is read with ease from two metres. */
const SIZE_AT_FULL_HD = 66;
const scale = Math.min(innerWidth / 1920, innerHeight / 1080);
const sizes = {
  minPx: 28,
  maxPx: 160,
  defaultPx: Math.max(28, Math.round((SIZE_AT_FULL_HD * scale) / 2) * 2),
  big: true,
};

await boot(sizes, ({ createLook }) => ({
  defaultLang: ({ pair }) => pair[1],
  welcome: null,
  controls: () => {
    const look = createLook();
    autoHide(look, browserTimers);
    return [look];
  },
  createDock: null,
}));
