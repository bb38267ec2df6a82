import type {Service} from '@dispatch-kit/core';

/** Who drives for the company of the demo. The first is the one whom a visitor plays. */
export const technicians = [
  {name: 'Sam Ortiz', vehicle: 'White Ford Transit', skills: ['plumbing', 'gas']},
  {name: 'Nia Cole', vehicle: 'Blue Ram ProMaster', skills: ['plumbing', 'drains']},
  {name: 'Leo Park', vehicle: 'White Chevy Express', skills: ['heating', 'gas']},
  {name: 'Mira Haddad', vehicle: 'Gray Ford Transit', skills: ['heating', 'plumbing']},
  {name: 'Tom Becker', vehicle: 'White Nissan NV', skills: ['drains']},
  {name: 'Grace Okafor', vehicle: 'Red Ford Transit Connect', skills: ['plumbing', 'gas']},
  {name: 'Luis Romero', vehicle: 'White Ram ProMaster', skills: ['plumbing']},
  {name: 'Anh Tran', vehicle: 'Silver Ford Transit', skills: ['heating']},
] as const;

export const services: Service[] = [
  {id: 'repair', name: 'Plumbing repair', durationMinutes: 45, skills: ['plumbing']},
  {id: 'drain', name: 'Drain cleaning', durationMinutes: 60, skills: ['drains']},
  {id: 'heating', name: 'Heating service', durationMinutes: 60, skills: ['heating']},
  {id: 'water-heater', name: 'Water heater', durationMinutes: 90, skills: ['plumbing', 'gas']},
  {id: 'inspection', name: 'Inspection', durationMinutes: 30},
];

/** How far a visit has come when the demo opens. */
export type Progress =
  'planned' | 'confirmed' | 'started' | 'done' | 'follow_up' | 'canceled' | 'unscheduled' | 'offered';

export interface DayRow {
  title: string;
  customer: string;
  service: string;
  /** Where about: north of 41.9 and east of −87.7, in thousandths of a degree. */
  at: readonly [north: number, east: number];
  technician?: (typeof technicians)[number]['name'];
  /** When the technician is due, in minutes from the opening. */
  due?: number;
  progress?: Progress;
  description?: string;
  access?: string;
}

/** What is on the board on a Tuesday at 9:40. */
export const dayRows: readonly DayRow[] = [
  {
    title: 'Kitchen faucet replacement',
    customer: 'Ruth Adeyemi',
    service: 'repair',
    at: [30, 24],
    technician: 'Sam Ortiz',
    due: -95,
    progress: 'done',
  },
  {
    title: 'Leaking tap, kitchen',
    customer: 'Ada Lee',
    service: 'repair',
    at: [62, 29],
    technician: 'Sam Ortiz',
    due: 5,
    progress: 'confirmed',
    description: 'Drips from the base of the spout when the hot side is on.',
    access: 'Gate code 4182',
  },
  {
    title: 'Drain camera inspection',
    customer: 'Casa Verde HOA',
    service: 'inspection',
    at: [50, 35],
    technician: 'Sam Ortiz',
    due: 95,
  },
  {
    title: 'Replace shut-off valve',
    customer: 'Michael Okafor',
    service: 'repair',
    at: [36, 40],
    technician: 'Sam Ortiz',
    due: 185,
  },

  {
    title: 'Toilet runs at night',
    customer: 'Priya Raman',
    service: 'repair',
    at: [22, 18],
    technician: 'Nia Cole',
    due: -100,
    progress: 'done',
  },
  {
    title: 'Bathroom sink backs up',
    customer: 'Brightwood Dental',
    service: 'drain',
    at: [39, 12],
    technician: 'Nia Cole',
    due: -28,
    progress: 'started',
  },
  {
    title: 'Thermostat swap',
    customer: 'Jonas Whitfield',
    service: 'heating',
    at: [30, 30],
    technician: 'Nia Cole',
    due: 55,
  },
  {
    title: 'Sump pump check',
    customer: 'Rohan Iyer',
    service: 'inspection',
    at: [35, 47],
    technician: 'Nia Cole',
    due: 85,
  },

  {
    title: 'Annual boiler service',
    customer: 'Petra Novak',
    service: 'heating',
    at: [44, -10],
    technician: 'Leo Park',
    due: -90,
    progress: 'done',
  },
  {
    title: 'Radiator does not warm up',
    customer: 'Wei Chen',
    service: 'heating',
    at: [53, 8],
    technician: 'Leo Park',
    due: 6,
  },
  {
    title: 'Gas line check',
    customer: 'Fatima Al-Sayed',
    service: 'inspection',
    at: [62, 14],
    technician: 'Leo Park',
    due: 110,
    progress: 'confirmed',
  },
  {
    title: 'Boiler pressure drops',
    customer: 'St. Alban’s School',
    service: 'heating',
    at: [58, 33],
    technician: 'Leo Park',
    due: 195,
  },

  {
    title: 'No heat on second floor',
    customer: 'Haus Verwaltung Süd',
    service: 'heating',
    at: [20, 45],
    technician: 'Mira Haddad',
    due: -40,
    progress: 'started',
  },
  {
    title: 'Furnace tune-up',
    customer: 'Linda Kowalski',
    service: 'heating',
    at: [26, 55],
    technician: 'Mira Haddad',
    due: 80,
  },
  {
    title: 'Humidifier install',
    customer: 'Carlos Mendes',
    service: 'heating',
    at: [12, 58],
    technician: 'Mira Haddad',
    due: 180,
  },

  {
    title: 'Main line snaking',
    customer: 'The Corner Bakery',
    service: 'drain',
    at: [2, 30],
    technician: 'Tom Becker',
    due: -95,
    progress: 'done',
  },
  {
    title: 'Floor drain smells',
    customer: 'Halsted Laundry',
    service: 'drain',
    at: [14, 50],
    technician: 'Tom Becker',
    due: 22,
  },
  {
    title: 'Catch basin cleaning',
    customer: 'Greta Lindqvist',
    service: 'drain',
    at: [25, 38],
    technician: 'Tom Becker',
    due: 125,
  },

  {
    title: 'Waiting for parts: valve cartridge',
    customer: 'Lakeview Lofts',
    service: 'repair',
    at: [48, 50],
    technician: 'Grace Okafor',
    due: -100,
    progress: 'follow_up',
  },
  {
    title: 'Water heater install',
    customer: 'Tomás Alvarez',
    service: 'water-heater',
    at: [40, 55],
    technician: 'Grace Okafor',
    due: 9,
    progress: 'confirmed',
  },
  {
    title: 'Garbage disposal hums',
    customer: 'Amara Nwosu',
    service: 'repair',
    at: [32, 52],
    technician: 'Grace Okafor',
    due: 135,
  },

  {
    title: 'Shower valve sticks',
    customer: 'Elif Demir',
    service: 'repair',
    at: [10, 10],
    technician: 'Luis Romero',
    due: -85,
    progress: 'done',
  },
  {
    title: 'Frozen hose bib',
    customer: 'Daniel Brooks',
    service: 'repair',
    at: [5, -5],
    technician: 'Luis Romero',
    due: 30,
  },
  {
    title: 'Dishwasher hook-up',
    customer: 'Hana Sato',
    service: 'repair',
    at: [18, -2],
    technician: 'Luis Romero',
    due: 75,
    progress: 'canceled',
  },
  {
    title: 'Low water pressure',
    customer: 'Olga Petrenko',
    service: 'repair',
    at: [15, 15],
    technician: 'Luis Romero',
    due: 140,
  },

  {
    title: 'Carbon monoxide alarm check',
    customer: 'Noah Goldberg',
    service: 'inspection',
    at: [45, 22],
    technician: 'Anh Tran',
    due: -60,
    progress: 'done',
  },
  {
    title: 'Heat pump noise',
    customer: 'Ravenswood Yoga',
    service: 'heating',
    at: [61, 25],
    technician: 'Anh Tran',
    due: 18,
  },
  {
    title: 'Filter change, six units',
    customer: 'Damen Apartments',
    service: 'heating',
    at: [33, 22],
    technician: 'Anh Tran',
    due: 120,
  },

  {
    title: 'Tankless heater flush',
    customer: 'Ines Moreau',
    service: 'inspection',
    at: [52, 45],
    due: 88,
    technician: 'Tom Becker',
    progress: 'canceled',
  },
  {
    title: 'Garbage disposal jammed',
    customer: 'Teresa Alvarez',
    service: 'repair',
    at: [18, 52],
    progress: 'unscheduled',
  },
  {
    title: 'Estimate: repipe first floor',
    customer: 'Kwame Mensah',
    service: 'inspection',
    at: [28, 5],
    progress: 'unscheduled',
  },
  {
    title: 'Dishwasher warranty visit',
    customer: 'HomeShield',
    service: 'repair',
    at: [42, 53],
    due: 240,
    progress: 'offered',
  },
  {
    title: 'Water softener warranty visit',
    customer: 'HomeShield',
    service: 'repair',
    at: [24, 10],
    due: 270,
    progress: 'offered',
  },
];
