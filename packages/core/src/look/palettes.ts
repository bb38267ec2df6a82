import type {Theme} from './surfaces.ts';

/** The colours of one status on one surface; all are `#rrggbb`. */
export interface StatusColors {
  /** For words and icons on the surface and on `tint`. */
  text: string;
  /** A quiet ground. */
  tint: string;
  /** A loud ground: a marker, a banner, a border. */
  solid: string;
  /** For words and icons on `solid`. */
  onSolid: string;
}

/** How one status looks. Never colour alone: the icon and the word stand beside it. */
export interface StatusLook extends StatusColors {
  icon: StatusIcon;
  /** The key of its word in the locales, such as `job.scheduled`. */
  wordKey: string;
  /** `outline`: no ground, a border in `solid`. `struck`: its words are struck through. */
  form: 'filled' | 'outline' | 'struck';
}

export type StatusIcon =
  | 'arrow'
  | 'circle_dashed'
  | 'clock'
  | 'cross'
  | 'half_circle'
  | 'inbox'
  | 'pause'
  | 'pencil'
  | 'pin'
  | 'tick'
  | 'barred';

export type PaletteName = 'jobs' | 'trips';

type Hue = 'red' | 'orange' | 'yellow' | 'green' | 'blue' | 'violet' | 'gray';

const hues: Readonly<Record<Theme, Readonly<Record<Hue, StatusColors>>>> = {
  light: {
    red: {text: '#b92733', tint: '#fdecee', solid: '#c62f3b', onSolid: '#ffffff'},
    orange: {text: '#b04a08', tint: '#fdefe4', solid: '#c2540a', onSolid: '#ffffff'},
    yellow: {text: '#7a5e00', tint: '#fbf3d6', solid: '#8a6a00', onSolid: '#ffffff'},
    green: {text: '#17724a', tint: '#e6f5ec', solid: '#1a7f4b', onSolid: '#ffffff'},
    blue: {text: '#1a54e6', tint: '#e9efff', solid: '#1f5eff', onSolid: '#ffffff'},
    violet: {text: '#6b3fc4', tint: '#f1ebfd', solid: '#7647d6', onSolid: '#ffffff'},
    gray: {text: '#565f6c', tint: '#eef0f3', solid: '#626b78', onSolid: '#ffffff'},
  },
  dark: {
    red: {text: '#ff9398', tint: '#3a1e22', solid: '#ff8a8f', onSolid: '#2a0a0d'},
    orange: {text: '#ffa662', tint: '#38261a', solid: '#ffa662', onSolid: '#2b1403'},
    yellow: {text: '#e6c558', tint: '#332c17', solid: '#e6c558', onSolid: '#241c00'},
    green: {text: '#5ec98f', tint: '#182f25', solid: '#5ec98f', onSolid: '#04200f'},
    blue: {text: '#8fb0ff', tint: '#1d2740', solid: '#8fb0ff', onSolid: '#0b1633'},
    violet: {text: '#bfa2ff', tint: '#2a2340', solid: '#bfa2ff', onSolid: '#1c0f3a'},
    gray: {text: '#a9b1bf', tint: '#262b33', solid: '#a9b1bf', onSolid: '#14181f'},
  },
};

interface Shape {
  icon: StatusIcon;
  form: StatusLook['form'];
}

const shapes = {
  job: {
    unscheduled: {icon: 'circle_dashed', form: 'filled'},
    offered: {icon: 'inbox', form: 'filled'},
    declined: {icon: 'barred', form: 'outline'},
    scheduled: {icon: 'clock', form: 'filled'},
    in_progress: {icon: 'half_circle', form: 'filled'},
    paused: {icon: 'pause', form: 'filled'},
    complete: {icon: 'tick', form: 'filled'},
    canceled: {icon: 'cross', form: 'struck'},
  },
  appointment: {
    draft: {icon: 'pencil', form: 'outline'},
    scheduled: {icon: 'clock', form: 'filled'},
    enroute: {icon: 'arrow', form: 'filled'},
    arrived: {icon: 'pin', form: 'filled'},
    started: {icon: 'half_circle', form: 'filled'},
    complete: {icon: 'tick', form: 'filled'},
    canceled: {icon: 'cross', form: 'struck'},
  },
} as const satisfies Record<string, Record<string, Shape>>;

/** What has a status: a job, or one appointment of it. */
export type StatusSubject = keyof typeof shapes;
/** The statuses of a subject that have a look. */
export type StatusOf<S extends StatusSubject> = keyof (typeof shapes)[S];

type Palette = {readonly [S in StatusSubject]: Readonly<Record<StatusOf<S>, Hue>>};

const palettes: Readonly<Record<PaletteName, Palette>> = {
  jobs: {
    job: {
      unscheduled: 'red',
      offered: 'green',
      declined: 'gray',
      scheduled: 'blue',
      in_progress: 'orange',
      paused: 'yellow',
      complete: 'gray',
      canceled: 'red',
    },
    appointment: {
      draft: 'gray',
      scheduled: 'blue',
      enroute: 'orange',
      arrived: 'orange',
      started: 'orange',
      complete: 'gray',
      canceled: 'red',
    },
  },
  trips: {
    job: {
      unscheduled: 'gray',
      offered: 'violet',
      declined: 'gray',
      scheduled: 'gray',
      in_progress: 'blue',
      paused: 'yellow',
      complete: 'green',
      canceled: 'red',
    },
    appointment: {
      draft: 'gray',
      scheduled: 'gray',
      enroute: 'blue',
      arrived: 'yellow',
      started: 'yellow',
      complete: 'green',
      canceled: 'red',
    },
  },
};

/**
 * How a status looks in a palette on a theme's surface.
 *
 * Its text has a contrast of at least 4.5 on the surface and on its tint, its `onSolid` on its `solid`; its `solid`
 * has at least 3 on the surface (WCAG 2.2 AA).
 */
export function statusLook<S extends StatusSubject>(
  palette: PaletteName,
  theme: Theme,
  subject: S,
  status: StatusOf<S>,
): StatusLook {
  const shape: Shape = (shapes[subject] as Record<StatusOf<S>, Shape>)[status];
  const hue = (palettes[palette][subject] as Record<StatusOf<S>, Hue>)[status];
  return {...hues[theme][hue], ...shape, wordKey: `${subject}.${String(status)}`};
}

/** All statuses of a subject that have a look, in the order of their course. */
export function statusesOf<S extends StatusSubject>(subject: S): StatusOf<S>[] {
  return Object.keys(shapes[subject]) as StatusOf<S>[];
}
