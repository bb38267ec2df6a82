type Schema = Record<string, unknown> | boolean;
type Check = (rule: never, value: never, schema: Record<string, unknown>, at: string) => string[];

/** Reads a JSON schema with the references of its document; what is not declared is a fault, and so is a keyword it does not know. */
export class SchemaReader {
  readonly #document: Record<string, unknown>;

  constructor(document: Record<string, unknown>) {
    this.#document = document;
  }

  /** What is wrong with a value, each with its place; nothing if it is as the schema says. */
  faults(schema: Schema, value: unknown, at = '$'): string[] {
    if (typeof schema === 'boolean') return schema ? [] : [`${at} is not expected`];
    return Object.entries(schema).flatMap(([keyword, rule]) => {
      const check = this.#checks[keyword];
      if (!check) return [`the keyword ${keyword} is not known to this reader`];
      return check(rule as never, value as never, schema, at);
    });
  }

  readonly #checks: Record<string, Check> = {
    description: () => [],
    $ref: (ref: string, value, _schema, at) => this.faults(this.#follow(ref), value, at),
    type: (type: string | string[], value, _schema, at) =>
      [type].flat().some(each => isOf(each, value)) ? [] : [`${at} is not ${String(type)}`],
    enum: (values: unknown[], value, _schema, at) =>
      values.includes(value) ? [] : [`${at} is ${String(value)}`],
    const: (wanted: unknown, value, _schema, at) =>
      value === wanted ? [] : [`${at} is not ${String(wanted)}`],
    pattern: (pattern: string, value: unknown, _schema, at) =>
      typeof value !== 'string' || new RegExp(pattern).test(value) ? [] : [`${at} does not match ${pattern}`],
    format: (format: string, value: unknown, _schema, at) => formatFault(format, value, at),
    minimum: (least: number, value: unknown, _schema, at) =>
      typeof value !== 'number' || value >= least ? [] : [`${at} is below ${least}`],
    maximum: (most: number, value: unknown, _schema, at) =>
      typeof value !== 'number' || value <= most ? [] : [`${at} is above ${most}`],
    exclusiveMinimum: (least: number, value: unknown, _schema, at) =>
      typeof value !== 'number' || value > least ? [] : [`${at} is not above ${least}`],
    minLength: (least: number, value: unknown, _schema, at) =>
      typeof value !== 'string' || value.length >= least ? [] : [`${at} is too short`],
    maxLength: (most: number, value: unknown, _schema, at) =>
      typeof value !== 'string' || value.length <= most ? [] : [`${at} is too long`],
    minItems: (least: number, value: unknown, _schema, at) =>
      !Array.isArray(value) || value.length >= least ? [] : [`${at} has too few`],
    maxItems: (most: number, value: unknown, _schema, at) =>
      !Array.isArray(value) || value.length <= most ? [] : [`${at} has too many`],
    items: (items: Schema, value: unknown, _schema, at) =>
      Array.isArray(value) ? value.flatMap((each, index) => this.faults(items, each, `${at}[${index}]`)) : [],
    anyOf: (options: Schema[], value, _schema, at) => {
      const tried = options.map(option => this.faults(option, value, at));
      return tried.some(faults => faults.length === 0)
        ? []
        : [`${at} fits nothing: ${tried.flat().join('; ')}`];
    },
    required: (names: string[], value: unknown, _schema, at) =>
      isObject(value) ? names.filter(name => !(name in value)).map(name => `${at}.${name} is missing`) : [],
    properties: (properties: Record<string, Schema>, value: unknown, schema, at) =>
      isObject(value) ? this.#propertyFaults(properties, value, schema, at) : [],
    propertyNames: (names: Schema, value: unknown, _schema, at) =>
      isObject(value) ? Object.keys(value).flatMap(name => this.faults(names, name, `${at} (${name})`)) : [],
    additionalProperties: (rest: Schema, value: unknown, {properties}, at) =>
      isObject(value) && !properties
        ? Object.entries(value).flatMap(([name, each]) => this.faults(rest, each, `${at}.${name}`))
        : [],
  };

  #propertyFaults(
    properties: Record<string, Schema>,
    value: Record<string, unknown>,
    {additionalProperties = false}: Record<string, unknown>,
    at: string,
  ): string[] {
    return Object.entries(value).flatMap(([name, each]) => {
      const schema = properties[name] ?? (additionalProperties as Schema);
      return schema === false
        ? [`${at}.${name} is not in the document`]
        : this.faults(schema, each, `${at}.${name}`);
    });
  }

  #follow(ref: string): Schema {
    const steps = ref.split('/').slice(1);
    const found = steps.reduce<unknown>((so, step) => (so as Record<string, unknown>)[step], this.#document);
    if (found === undefined) throw new Error(`${ref} leads nowhere`);
    return found as Schema;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isOf(type: string, value: unknown): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isObject(value);
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}

const formats: Record<string, RegExp> = {
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
  date: /^\d{4}-\d\d-\d\d$/,
};

function formatFault(format: string, value: unknown, at: string): string[] {
  if (typeof value !== 'string') return [];
  const pattern = formats[format];
  if (!pattern) return [`the format ${format} is not known to this reader`];
  return pattern.test(value) ? [] : [`${at} is no ${format}: ${value}`];
}
