/**
 * Small checks that say whether a value has a shape. Each gives the value to use, or throws a
 * WireError.
 *
 * @template T
 * @typedef {(value: unknown, path: string) => T} Check
 */

export class WireError extends Error {
  /** @param {string} message what is wrong, by field names only: never what somebody said */
  constructor(message) {
    super(message);
    this.name = 'WireError';
  }
}

/**
 * @param {unknown} condition
 * @param {string} path
 * @param {string} expected
 * @returns {asserts condition}
 */
function require(condition, path, expected) {
  if (!condition) throw new WireError(`${path}: expected ${expected}`);
}

/**
 * @param {{min?: number, max?: number, pattern?: RegExp}} [limits] length in Unicode characters
 * @returns {Check<string>}
 */
export function string({ min = 0, max = Infinity, pattern } = {}) {
  return (value, path) => {
    require(typeof value === 'string', path, 'a string');
    if (min > 0 || max < Infinity) {
      const length = [...value].length;
      require(length >= min && length <= max, path, `${min} to ${max} characters`);
    }
    if (pattern !== undefined) require(pattern.test(value), path, `something like ${pattern}`);
    return value;
  };
}

/** @type {Check<boolean>} */
export function boolean(value, path) {
  require(typeof value === 'boolean', path, 'true or false');
  return value;
}

/**
 * @param {{min?: number, max?: number}} [limits]
 * @returns {Check<number>}
 */
export function number({ min = -Infinity, max = Infinity } = {}) {
  return (value, path) => {
    require(typeof value === 'number' && Number.isFinite(value), path, 'a number');
    require(value >= min && value <= max, path, `${min} to ${max}`);
    return value;
  };
}

/**
 * @param {{min?: number, max?: number}} [limits]
 * @returns {Check<number>}
 */
export function integer({ min = -Infinity, max = Infinity } = {}) {
  return (value, path) => {
    require(typeof value === 'number' && Number.isInteger(value), path, 'a whole number');
    require(value >= min && value <= max, path, `${min} to ${max}`);
    return value;
  };
}

/**
 * @template {string | boolean} T
 * @param {...T} allowed
 * @returns {Check<T>}
 */
export function oneOf(...allowed) {
  return (value, path) => {
    require(/** @type {unknown[]} */ (allowed).includes(value), path, allowed.join(' or '));
    return /** @type {T} */ (value);
  };
}

/**
 * @template T
 * @param {Check<T>} item
 * @param {{min?: number, max?: number}} [limits]
 * @returns {Check<T[]>}
 */
export function list(item, { min = 0, max = Infinity } = {}) {
  return (value, path) => {
    require(Array.isArray(value), path, 'a list');
    require(value.length >= min && value.length <= max, path, `${min} to ${max} items`);
    return value.map((entry, index) => item(entry, `${path}[${index}]`));
  };
}

/**
 * A field that may be left out, or be null.
 *
 * @template T, [D=null]
 * @param {Check<T>} check
 * @param {D} [fallback] what it then is; null unless told
 * @returns {Check<T | D>}
 */
export function optional(check, fallback) {
  const absent = /** @type {D} */ (fallback ?? null);
  return (value, path) =>
    value === undefined || (value === null && absent === null) ? absent : check(value, path);
}

/**
 * An object with these fields. Others are left out of the result: a newer server may send more.
 *
 * @template {Record<string, Check<any>>} F
 * @param {F} fields
 * @returns {Check<{[K in keyof F]: ReturnType<F[K]>}> & {fields: F}}
 */
export function object(fields) {
  /** @type {Check<{[K in keyof F]: ReturnType<F[K]>}>} */
  const check = (value, path) => {
    require(typeof value === 'object' &&
      value !== null &&
      !Array.isArray(value), path, 'an object');
    const given = /** @type {Record<string, unknown>} */ (value);
    const entries = Object.entries(fields).map(([name, field]) => [
      name,
      field(
        Object.hasOwn(given, name) ? given[name] : undefined,
        path === '' ? name : `${path}.${name}`,
      ),
    ]);
    return Object.fromEntries(entries);
  };
  return Object.assign(check, { fields });
}
