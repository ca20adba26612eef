/**
 * As much of JSON Schema as the exported protocol uses: says what is wrong with a value, and makes values that are right.
 * A keyword that is not known here fails, so that nothing of the schema is passed over.
 */

const KNOWN = new Set([
  '$ref',
  'additionalProperties',
  'anyOf',
  'const',
  'default',
  'description',
  'discriminator',
  'enum',
  'items',
  'maxItems',
  'maxLength',
  'maximum',
  'minItems',
  'minLength',
  'minimum',
  'oneOf',
  'pattern',
  'prefixItems',
  'properties',
  'required',
  'title',
  'type',
]);

const TYPES = {
  null: (value) => value === null,
  boolean: (value) => typeof value === 'boolean',
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  integer: (value) => Number.isInteger(value),
  array: (value) => Array.isArray(value),
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};

export class Schema {
  #definitions;

  constructor({ $defs }) {
    this.#definitions = $defs;
  }

  definition(name) {
    return this.#definitions[name];
  }

  resolve(schema) {
    for (const keyword of Object.keys(schema)) {
      if (!KNOWN.has(keyword)) throw new Error(`unknown keyword ${keyword}`);
    }
    return schema.$ref === undefined ? schema : this.definition(schema.$ref.split('/').at(-1));
  }

  /** @returns {boolean} */
  accepts(schema, value) {
    const known = this.resolve(schema);
    if (known.oneOf) return known.oneOf.filter((one) => this.accepts(one, value)).length === 1;
    if (known.anyOf) return known.anyOf.some((one) => this.accepts(one, value));
    if (known.const !== undefined && value !== known.const) return false;
    if (known.enum !== undefined && !known.enum.includes(value)) return false;
    if (known.type !== undefined && !TYPES[known.type](value)) return false;
    if (known.type === 'string') return acceptsString(known, value);
    if (known.type === 'array') return this.#acceptsArray(known, value);
    if (known.type === 'object') return this.#acceptsObject(known, value);
    return !(value < known.minimum || value > known.maximum);
  }

  #acceptsArray({ items, prefixItems = [], minItems = 0, maxItems = Infinity }, value) {
    if (value.length < minItems || value.length > maxItems) return false;
    return value.every((entry, i) => {
      const schema = prefixItems[i] ?? items;
      return schema === undefined || this.accepts(schema, entry);
    });
  }

  #acceptsObject({ properties = {}, required = [], additionalProperties }, value) {
    if (required.some((name) => !Object.hasOwn(value, name))) return false;
    return Object.entries(value).every(([name, entry]) =>
      Object.hasOwn(properties, name)
        ? this.accepts(properties[name], entry)
        : additionalProperties !== false,
    );
  }

  /** A random value that the schema accepts. */
  generate(schema, random) {
    const known = this.resolve(schema);
    const choices = known.oneOf ?? known.anyOf;
    if (choices) return this.generate(random.pick(choices), random);
    if (known.const !== undefined) return known.const;
    if (known.enum !== undefined) return random.pick(known.enum);
    return this.#generators[known.type](known, random);
  }

  #generators = {
    null: () => null,
    boolean: (_, random) => random.chance(),
    integer: ({ minimum = -1000, maximum = 1000 }, random) =>
      random.integer(minimum, Math.min(maximum, 10 ** 6)),
    number: ({ minimum = 0, maximum = 100 }, random) =>
      minimum + random.next() * (maximum - minimum),
    string: generateString,
    array: (schema, random) => this.#generateArray(schema, random),
    object: (schema, random) => this.#generateObject(schema, random),
  };

  #generateArray({ items, prefixItems, minItems = 0, maxItems = 4 }, random) {
    if (prefixItems) return prefixItems.map((schema) => this.generate(schema, random));
    const length = random.integer(minItems, Math.min(maxItems, minItems + 3));
    return Array.from({ length }, () => this.generate(items, random));
  }

  #generateObject({ properties = {}, required = [] }, random) {
    const names = Object.keys(properties).filter(
      (name) => required.includes(name) || name === 'type' || random.chance(),
    );
    return Object.fromEntries(names.map((name) => [name, this.generate(properties[name], random)]));
  }
}

function acceptsString({ pattern, minLength = 0, maxLength = Infinity }, value) {
  const { length } = [...value];
  if (length < minLength || length > maxLength) return false;
  return pattern === undefined || new RegExp(pattern, 'u').test(value);
}

const LETTERS = [...'abcdefgz äö€日🙂\u202e"\\<>&\n'];

function generateString({ pattern, minLength = 0, maxLength = 40 }, random) {
  if (pattern === '^[a-z]{2,3}$') return random.pick(['en', 'pt', 'fi', 'ckb']);
  if (pattern !== undefined) throw new Error(`no generator for ${pattern}`);
  const length = random.integer(minLength, Math.min(maxLength, minLength + 30));
  return Array.from({ length }, () => random.pick(LETTERS)).join('');
}
