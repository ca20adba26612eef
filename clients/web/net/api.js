/** What every page asks of the server over HTTP. Secrets travel in bodies and headers, never in an address. */

export class ApiError extends Error {
  /**
   * @param {number} status 0: the server could not be reached
   * @param {string} code
   * @param {number | null} [retryAfterS]
   * @param {number | null} [line] of a file that was sent, where one is to blame
   */
  constructor(status, code, retryAfterS = null, line = null) {
    super(`${status} ${code}`);
    this.status = status;
    this.code = code;
    this.retryAfterS = retryAfterS;
    this.line = line;
  }
}

/** @typedef {{code: string, name: string, endonym: string, dir: 'ltr' | 'rtl' | 'auto', speakable: boolean, targets: string[], routes: Record<string, string>, quality: Record<string, string>}} Language */
/** @typedef {{languages: Language[], fake: boolean, version: string}} Capabilities */

const REQUEST_TIMEOUT_MS = 10_000;

export class Api {
  #fetch;

  /** @param {typeof fetch} [fetchFunction] */
  constructor(fetchFunction = (...request) => fetch(...request)) {
    this.#fetch = fetchFunction;
  }

  /** @returns {Promise<Capabilities>} */
  capabilities() {
    return this.call('GET', '/capabilities');
  }

  /** @returns {Promise<boolean>} whether the server answers at all */
  async isReachable() {
    try {
      await this.call('GET', '/healthz');
      return true;
    } catch (error) {
      if (error instanceof ApiError) return error.status !== 0;
      throw error;
    }
  }

  /**
   * @protected
   * @param {string} method
   * @param {string} path
   * @param {object} [body] a Blob is sent as it is
   * @param {Record<string, string>} [headers]
   * @returns {Promise<any>} what the server sent; shapes are those of the HTTP reference
   */
  async call(method, path, body, headers = {}) {
    const response = await this.#send(method, path, body, headers);
    if (!response.ok) throw await asApiError(response);
    return response.status === 204 ? undefined : response.json();
  }

  /**
   * @protected
   * @param {string} method
   * @param {string} path
   * @param {object} [body]
   * @param {Record<string, string>} [headers]
   * @returns {Promise<Blob>} a file that the server sent
   */
  async document(method, path, body, headers = {}) {
    const response = await this.#send(method, path, body, headers);
    if (!response.ok) throw await asApiError(response);
    return response.blob();
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {object | undefined} body
   * @param {Record<string, string>} headers
   */
  async #send(method, path, body, headers) {
    const isJson = body !== undefined && !(body instanceof Blob);
    try {
      return await this.#fetch(path, {
        method,
        headers: isJson ? { 'Content-Type': 'application/json', ...headers } : headers,
        body: isJson ? JSON.stringify(body) : body,
        credentials: 'same-origin',
        cache: 'no-store',
        referrerPolicy: 'no-referrer',
        signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      });
    } catch (error) {
      if (error instanceof TypeError || error instanceof DOMException)
        throw new ApiError(0, 'unreachable');
      throw error;
    }
  }
}

/** @param {Response} response */
async function asApiError(response) {
  const retryAfterS = Number.parseInt(response.headers.get('Retry-After') ?? '', 10);
  const { code, line } = await problemOf(response);
  return new ApiError(response.status, code, Number.isNaN(retryAfterS) ? null : retryAfterS, line);
}

/**
 * A proxy may answer in the server's place, with a page instead of JSON.
 *
 * @param {Response} response
 * @returns {Promise<{code: string, line: number | null}>}
 */
async function problemOf(response) {
  try {
    const { code, line } = (await response.json())?.error ?? {};
    return { code: typeof code === 'string' ? code : 'unknown', line: line ?? null };
  } catch (error) {
    if (error instanceof SyntaxError) return { code: 'unknown', line: null };
    throw error;
  }
}
