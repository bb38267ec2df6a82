import type {Theme} from '@dispatch-kit/core';

/** The colours of a theme: calm, so that what moves on it is what one sees. */
interface Paper {
  ground: string;
  campus: string;
  park: string;
  pitch: string;
  sand: string;
  water: string;
  runway: string;
  rail: string;
  street: string;
  service: string;
  casing: string;
  main: string;
  mainCasing: string;
  expressway: string;
  expresswayCasing: string;
  name: string;
  placeName: string;
  halo: string;
  waterName: string;
}

const papers: Readonly<Record<Theme, Paper>> = {
  light: {
    ground: '#ebedf0',
    campus: '#e5e8ec',
    park: '#d5e8d0',
    pitch: '#c9e0c5',
    sand: '#f1ead6',
    water: '#bfd9f2',
    runway: '#e2e5ea',
    rail: '#d5d9df',
    street: '#ffffff',
    service: '#f8f9fa',
    casing: '#dce0e6',
    main: '#ffffff',
    mainCasing: '#d0d5dd',
    expressway: '#fbdf9d',
    expresswayCasing: '#edc678',
    name: '#67717f',
    placeName: '#515a67',
    halo: '#f8f9fb',
    waterName: '#5b86b3',
  },
  dark: {
    ground: '#171b21',
    campus: '#1a1f26',
    park: '#19271f',
    pitch: '#1c2c23',
    sand: '#23231f',
    water: '#12273b',
    runway: '#20262e',
    rail: '#2a313a',
    street: '#272e37',
    service: '#20262e',
    casing: '#14181d',
    main: '#343d49',
    mainCasing: '#14181d',
    expressway: '#5d4d2b',
    expresswayCasing: '#14181d',
    name: '#97a1af',
    placeName: '#b4bdc9',
    halo: '#12161b',
    waterName: '#6f9cc9',
  },
};

const source = 'streets';
const fonts = ['Noto Sans Regular'];

type Expression = readonly unknown[];
type Layer = Record<string, unknown>;

/** A MapLibre style for the streets. `dataUrl` is where their GeoJSON is had. */
export function streetStyle(theme: Theme, dataUrl: string): object {
  const paper = papers[theme];
  return {
    version: 8,
    name: `Chicago, ${theme}`,
    sources: {
      [source]: {
        type: 'geojson',
        data: dataUrl,
        maxzoom: 15,
        buffer: 16,
        tolerance: 0.5,
        attribution:
          '<a href="https://www.openstreetmap.org/copyright" target="_blank">© OpenStreetMap contributors</a>',
      },
    },
    layers: [
      {id: 'ground', type: 'background', paint: {'background-color': paper.ground}},
      ...areas(paper),
      ...ways(paper),
      ...names(paper),
    ],
  };
}

const ofKind = (...kinds: string[]): Expression => ['in', ['get', 'kind'], ['literal', kinds]];

/** Pixels by zoom, growing as the streets do. */
function grows(...stops: [zoom: number, pixels: number][]): Expression {
  return ['interpolate', ['exponential', 1.6], ['zoom'], ...stops.flat()];
}

function areas(paper: Paper): Layer[] {
  const fill = (kind: string, color: string, minzoom = 0) => ({
    id: kind,
    type: 'fill',
    source,
    minzoom,
    filter: ofKind(kind),
    paint: {'fill-color': color, 'fill-antialias': kind !== 'water'},
  });
  return [
    fill('campus', paper.campus, 13),
    fill('runway', paper.runway),
    fill('park', paper.park),
    fill('pitch', paper.pitch, 14),
    fill('sand', paper.sand, 12),
    fill('water', paper.water),
    line('river', ['river'], paper.water, grows([11, 1.2], [14, 3], [18, 18]), 11),
    line('runway_line', ['runway_line'], paper.runway, grows([11, 1], [14, 6], [17, 40]), 11),
  ];
}

function line(
  id: string,
  kinds: string[],
  color: string,
  width: Expression,
  minzoom = 0,
  more: Layer = {},
): Layer {
  return {
    id,
    type: 'line',
    source,
    minzoom,
    filter: ofKind(...kinds),
    layout: {'line-cap': 'round', 'line-join': 'round'},
    paint: {'line-color': color, 'line-width': width, ...more},
  };
}

type Widths = [zoom: number, pixels: number][];

const widths = {
  service: [
    [14, 0.4],
    [16, 2.5],
    [18, 8],
  ],
  street: [
    [12, 0.5],
    [13, 1.3],
    [15, 4],
    [18, 20],
  ],
  tertiary: [
    [11, 0.5],
    [13, 1.8],
    [15, 5.5],
    [18, 24],
  ],
  secondary: [
    [10, 0.5],
    [12, 1.5],
    [13, 2.6],
    [15, 7],
    [18, 28],
  ],
  primary: [
    [10, 0.8],
    [12, 2],
    [13, 3.2],
    [15, 8],
    [18, 30],
  ],
  ramp: [
    [12, 0.8],
    [13, 1.6],
    [15, 4],
    [18, 16],
  ],
  trunk: [
    [9, 0.8],
    [12, 2.4],
    [13, 3.6],
    [15, 8.5],
    [18, 30],
  ],
  motorway: [
    [9, 1],
    [12, 2.8],
    [13, 4],
    [15, 9],
    [18, 32],
  ],
} satisfies Record<string, Widths>;

/** A little wider, so that it shows on both sides. */
function around(stops: Widths): Expression {
  return grows(...stops.map(([zoom, pixels]): [number, number] => [zoom, pixels + (zoom < 13 ? 0.8 : 1.6)]));
}

/** All edges first, then all fills, the small streets below: so crossings look joined. */
function ways(paper: Paper): Layer[] {
  const small = ['street', 'tertiary'] as const;
  const main = ['secondary', 'primary'] as const;
  const fast = ['ramp', 'trunk', 'motorway'] as const;
  const fill = (kind: keyof typeof widths, color: string, minzoom: number) =>
    line(kind, [kind], color, grows(...widths[kind]), minzoom);
  const edge = (kind: keyof typeof widths, color: string, minzoom: number) =>
    line(`${kind}_edge`, [kind], color, around(widths[kind]), minzoom);
  return [
    line('rail', ['rail'], paper.rail, grows([11, 0.5], [14, 1.2], [18, 3]), 11),
    fill('service', paper.service, 14),
    ...small.map(kind => edge(kind, paper.casing, 13)),
    ...main.map(kind => edge(kind, paper.mainCasing, 12)),
    ...small.map(kind => fill(kind, paper.street, kind === 'street' ? 11.5 : 10)),
    ...main.map(kind => fill(kind, paper.main, 9)),
    ...fast.map(kind => edge(kind, paper.expresswayCasing, kind === 'ramp' ? 12 : 10)),
    ...fast.map(kind => fill(kind, paper.expressway, kind === 'ramp' ? 11.5 : 8)),
  ];
}

function names(paper: Paper): Layer[] {
  const written = (color: string) => ({
    'text-color': color,
    'text-halo-color': paper.halo,
    'text-halo-width': 1.4,
  });
  const along = (rank: number, minzoom: number, sizes: Widths): Layer => ({
    id: `street_name_${rank}`,
    type: 'symbol',
    source,
    minzoom,
    filter: ['all', ofKind('street_name'), ['==', ['get', 'rank'], rank]],
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 320,
      'text-field': ['get', 'name'],
      'text-font': fonts,
      'text-size': grows(...sizes),
      'text-max-angle': 30,
      'text-padding': 6,
    },
    paint: written(paper.name),
  });
  const place = (kind: string, zooms: [number, number], size: number, more: Layer = {}): Layer => ({
    id: `${kind}_name`,
    type: 'symbol',
    source,
    minzoom: zooms[0],
    maxzoom: zooms[1],
    filter: ofKind(kind),
    layout: {
      'text-field': ['get', 'name'],
      'text-font': fonts,
      'text-size': size,
      'text-max-width': 7,
      'text-padding': 12,
      'symbol-sort-key': ['get', 'rank'],
      ...more,
    },
    paint: written(paper.placeName),
  });
  return [
    along(3, 14.6, [
      [14.6, 10],
      [18, 14],
    ]),
    along(2, 13.4, [
      [13, 10],
      [18, 15],
    ]),
    along(1, 12.6, [
      [12, 10],
      [18, 15],
    ]),
    place('quarter', [12, 15], 11, {'text-letter-spacing': 0.04}),
    place('town', [10.5, 14], 12),
    place('city', [8, 12.5], 15),
  ];
}
