import type {Language} from './firm-words.ts';

/** What somebody books and writes into the fields, in each language. */
export const bookingWords: Readonly<
  Record<Language, {services: readonly [string, string, string]; name: string; line: string; city: string}>
> = {
  en: {
    services: ['Leaking tap or pipe', 'Boiler service', 'Something else'],
    name: 'Ada Lee',
    line: '4417 N Paulina St',
    city: 'Chicago',
  },
  de: {
    services: ['Undichter Wasserhahn oder Rohrbruch', 'Heizungswartung mit Abgasmessung', 'Etwas anderes'],
    name: 'Petra Novak-Leutheusser',
    line: 'Rechtsanwaltskammerstraße 44',
    city: 'Bad Münstereifel',
  },
  es: {
    services: ['Grifo o tubería que gotea', 'Revisión de la caldera', 'Otra cosa'],
    name: 'Teresa Álvarez',
    line: 'Calle de la Constitución 44',
    city: 'Alcalá de Henares',
  },
  ar: {
    services: ['تسرب من الصنبور أو الأنبوب', 'صيانة الغلاية', 'شيء آخر'],
    name: 'آدا لي',
    line: 'شارع بولينا 4417',
    city: 'شيكاغو',
  },
};
