/** The interface of the desk speaks these languages, each complete. */

import { en } from './en.js';
import { fi } from './fi.js';
import { sv } from './sv.js';

export const DESK_STRINGS = { fi, sv, en };
