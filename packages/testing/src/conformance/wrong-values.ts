/** A schema as OpenAPI writes it. */
export type Schema = Record<string, unknown>;

/** A value in one place of a body, or of one parameter, that the schema does not take. */
export type WrongValue = {path: string; value: unknown};

type Kind = 'string' | 'number' | 'boolean' | 'null' | 'array' | 'object';
const candidates: readonly unknown[] = [true, 7, 'text', [], {}];
const mostDepth = 4;

/** Finds what a schema of a document does not take. */
export class WrongValues {
  readonly #components: Readonly<Record<string, Schema>>;

  constructor(components: Readonly<Record<string, Schema>>) {
    this.#components = components;
  }

  /** For each field of a body, also of what is inside it: a value of another type, and null where null is no value. */
  ofBody(schema: Schema, prefix = '', depth = 0): WrongValue[] {
    if (depth > mostDepth) return [];
    return Object.entries(this.#propertiesOf(schema)).flatMap(([name, field]) =>
      this.#ofField(field, prefix + name, depth),
    );
  }

  /** A text that a parameter does not take; undefined where it takes any. */
  ofParameter(schema: Schema): string | undefined {
    const alternatives = this.#alternativesOf(schema);
    const text = 'nobody knows this!';
    const takes = (one: Schema) => {
      if ('const' in one || one['enum']) return false;
      if (one['type'] === 'integer' || one['type'] === 'number' || one['type'] === 'boolean') return false;
      return typeof one['pattern'] === 'string' ? new RegExp(one['pattern']).test(text) : true;
    };
    return alternatives.some(takes) ? undefined : text;
  }

  #ofField(field: Schema, path: string, depth: number): WrongValue[] {
    const kinds = new Set(this.#alternativesOf(field).flatMap(one => kindsOf(one)));
    const wrong = candidates.find(value => !kinds.has(kindOf(value)));
    const items = this.#alternativesOf(field).flatMap(one => (one['items'] ? [one['items'] as Schema] : []));
    return [
      ...(wrong === undefined ? [] : [{path, value: wrong}]),
      ...(kinds.has('null') ? [] : [{path, value: null}]),
      ...this.ofBody(field, `${path}.`, depth + 1),
      ...items.flatMap(item => this.#ofField(item, `${path}.0`, depth + 1)),
    ];
  }

  /** The properties of a schema that is one object, or nothing. */
  #propertiesOf(schema: Schema): Record<string, Schema> {
    const objects = this.#alternativesOf(schema).filter(one => one['properties']);
    return objects.length === 1 ? (objects[0]!['properties'] as Record<string, Schema>) : {};
  }

  #alternativesOf(schema: Schema): Schema[] {
    const name = /[^/]+$/.exec((schema['$ref'] as string | undefined) ?? '')?.[0];
    if (name) return this.#alternativesOf(this.#components[name]!);
    const choices = (schema['anyOf'] ?? schema['oneOf']) as Schema[] | undefined;
    if (choices) return choices.flatMap(one => this.#alternativesOf(one));
    const parts = schema['allOf'] as Schema[] | undefined;
    if (!parts) return [schema];
    const {allOf: _, ...rest} = schema;
    return [Object.assign({}, rest, ...parts.flatMap(one => this.#alternativesOf(one))) as Schema];
  }
}

function kindOf(value: unknown): Kind {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : (typeof value as Kind);
}

/** The types that a schema takes; one that does not say takes all. */
function kindsOf(schema: Schema): Kind[] {
  if ('const' in schema) return [kindOf(schema['const'])];
  if (schema['enum']) return (schema['enum'] as unknown[]).map(kindOf);
  const types = [schema['type']].flat().filter(type => type !== undefined) as string[];
  if (types.length === 0) return ['null', ...candidates.map(kindOf)];
  return types.map(type => (type === 'integer' ? 'number' : type) as Kind);
}

/** A body that holds a value in one place, and else nothing. */
export function bodyWith({path, value}: WrongValue): unknown {
  return path
    .split('.')
    .reduceRight<unknown>((inner, key) => (key === '0' ? [inner] : {[key]: inner}), value);
}
