import type {Dice} from './dice.ts';

export type Schema = Record<string, unknown>;

/** Where values that mean something come from: ids by their prefix, fields by their name. */
export type Lore = {
  /** A known id that begins so, such as `cus_`. */
  idOf(prefix: string): string | undefined;
  /** A value for a field of this name, if there is one that makes sense. */
  field(name: string): unknown;
  nowMs(): number;
};

const weird = [
  '',
  ' ',
  '\0',
  '\ud800',
  '💥'.repeat(50),
  "'; drop table jobs; --",
  '<script>alert(1)</script>',
  '__proto__',
  '../../etc/passwd',
  'a'.repeat(20_000),
  '%00',
  '\u202e',
  '=1+1',
  'null',
  'NaN',
  '-1',
  '1e400',
];
const wrong: readonly unknown[] = [
  null,
  true,
  -1,
  1e308,
  0.5,
  [],
  {},
  [[]],
  {'': null},
  'x',
  '',
  '\0',
  [null],
  Number.MAX_SAFE_INTEGER,
];

/** Invents values for the schemas of a document. */
export class Inventor {
  readonly #components: Record<string, Schema>;
  readonly #dice: Dice;
  readonly #lore: Lore;

  constructor(components: Record<string, Schema>, dice: Dice, lore: Lore) {
    this.#components = components;
    this.#dice = dice;
    this.#lore = lore;
  }

  /** A value as the schema asks for. */
  valid(schema: Schema, name = '', depth = 0): unknown {
    const known = this.#lore.field(name);
    if (known !== undefined && this.#dice.chance(0.9)) return known;
    const ref = schema['$ref'] as string | undefined;
    if (ref) return this.#named(ref.split('/').at(-1)!, name, depth);
    if ('const' in schema) return schema['const'];
    if (schema['enum']) return this.#dice.pick(schema['enum'] as unknown[]);
    const choices = (schema['anyOf'] ?? schema['oneOf']) as Schema[] | undefined;
    if (choices) return this.valid(this.#dice.pick(choices), name, depth);
    const parts = schema['allOf'] as Schema[] | undefined;
    if (parts) return this.valid(Object.assign({}, ...parts) as Schema, name, depth);
    const type = [schema['type']].flat()[0];
    if (type === 'object') return this.#object(schema, depth);
    if (type === 'array') return this.#array(schema, name, depth);
    if (type === 'integer' || type === 'number') return this.#number(schema, type === 'integer');
    if (type === 'boolean') return this.#dice.chance(0.5);
    if (type === 'null') return null;
    return type === 'string' ? this.#text(schema, name) : 'anything';
  }

  #named(component: string, name: string, depth: number): unknown {
    const {nowMs} = this.#lore;
    const inMinutes = (minutes: number) => new Date(nowMs() + minutes * 60_000).toISOString();
    if (component === 'Instant') return inMinutes(this.#dice.whole(-30, 3000));
    if (component === 'Day') return inMinutes(this.#dice.whole(-3000, 9000)).slice(0, 10);
    if (component === 'TimeZone') return this.#dice.pick(['UTC', 'America/Chicago', 'Asia/Kolkata']);
    if (component === 'TimeRange') {
      const from = this.#dice.whole(30, 20_000);
      return {start: inMinutes(from), end: inMinutes(from + this.#dice.whole(15, 300))};
    }
    return this.valid(this.#components[component]!, name, depth);
  }

  #object(schema: Schema, depth: number): unknown {
    const properties = (schema['properties'] ?? {}) as Record<string, Schema>;
    const required = (schema['required'] ?? []) as string[];
    const chance = depth > 2 ? 0.1 : 0.3;
    const chosen = Object.entries(properties).filter(
      ([name]) => required.includes(name) || this.#dice.chance(chance),
    );
    return Object.fromEntries(chosen.map(([name, each]) => [name, this.valid(each, name, depth + 1)]));
  }

  #array(schema: Schema, name: string, depth: number): unknown[] {
    const length = Math.max(Number(schema['minItems'] ?? 0), this.#dice.whole(0, 2));
    return Array.from({length}, () => this.valid((schema['items'] ?? {}) as Schema, `${name}[]`, depth + 1));
  }

  #number(schema: Schema, isWhole: boolean): number {
    const least = Number(schema['minimum'] ?? schema['exclusiveMinimum'] ?? 0);
    const most = Math.min(Number(schema['maximum'] ?? least + 100), least + 1000);
    return isWhole
      ? this.#dice.whole(Math.ceil(least), Math.floor(most))
      : least + this.#dice.roll() * (most - least);
  }

  #text(schema: Schema, name: string): string {
    const pattern = String(schema['pattern'] ?? '');
    const [, prefix] = /^\^([a-z]{3}_)\[/.exec(pattern) ?? [];
    if (prefix) return this.#lore.idOf(prefix) ?? `${prefix}00000000000000`;
    const fitting = samples.find(text => pattern !== '' && new RegExp(pattern).test(text));
    if (fitting !== undefined) return fitting;
    return `${name || 'text'} ${this.#dice.whole(0, 999)}`.slice(0, Number(schema['maxLength'] ?? 60));
  }

  /** A value spoilt in one place. */
  spoil(value: unknown): unknown {
    const copy: unknown = structuredClone(value);
    const places = placesIn(copy);
    if (places.length === 0) return this.#dice.pick(wrong);
    const [holder, key] = this.#dice.pick(places);
    const how = this.#dice.whole(0, 4);
    if (how === 0) holder[key] = this.#dice.pick(wrong);
    else if (how === 1) holder[key] = this.#dice.pick(weird);
    else if (how === 2) delete holder[key];
    else if (how === 3 && !Array.isArray(holder))
      holder[this.#dice.pick(['nobodyKnowsThis', '__proto__x', 'constructor', ''])] = 1;
    else holder[key] = deep(this.#dice.whole(3, 2000));
    return copy;
  }

  weird(): string {
    return this.#dice.pick(weird);
  }
}

type Holder = Record<string | number, unknown>;

function placesIn(value: unknown): [Holder, string | number][] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Holder;
  return Object.keys(holder).flatMap(key => [[holder, key] as [Holder, string], ...placesIn(holder[key])]);
}

function deep(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level++) value = [value];
  return value;
}

/** Texts that the patterns of the contract ask for. */
const samples = [
  '+13125550142',
  'ada@example.com',
  'https://portal.example.com',
  '#1a2b3c',
  '08:30',
  'en',
  'other',
  'northside',
  'https://host.example/hooks',
  '123456',
  'abc',
];
