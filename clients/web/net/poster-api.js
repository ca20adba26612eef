/** What the poster asks of the server. */

import { Api } from './api.js';

/** @typedef {{link: string, qr_svg: string}} Place where phones begin */

export class PosterApi extends Api {
  /** @returns {Promise<Place>} */
  link() {
    return this.call('GET', '/poster/link');
  }
}
