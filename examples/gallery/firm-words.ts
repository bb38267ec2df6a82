/** What people of a company are called and what is to be done, in a language with long words and one from right to left. */
export type Language = 'en' | 'es' | 'de' | 'ar';

export interface FirmWords {
  company: string;
  technicians: readonly [string, string, string, string];
  access: string;
  note: string;
  vehicle: string;
  /** What an office writes to a customer. */
  messages: readonly [string, string];
  street: readonly string[];
  jobs: Readonly<Record<JobName, readonly [title: string, customer: string]>>;
}

export type JobName =
  | 'tap'
  | 'heater'
  | 'boiler'
  | 'noHeat'
  | 'camera'
  | 'thermostat'
  | 'pump'
  | 'pressure'
  | 'disposal'
  | 'valve'
  | 'dishwasher'
  | 'faucet'
  | 'hookUp';

const en: FirmWords = {
  company: 'Northside Plumbing',
  technicians: ['Sam Ortiz', 'Nia Cole', 'Leo Park', 'Mira Haddad'],
  access: 'Gate code 4182',
  note: 'Valve cartridge ordered, comes on Thursday',
  vehicle: 'White Ford Transit',
  messages: ['Where may we park?', 'Thank you. We bring a spare key, and we will ring twice.'],
  street: ['4417 N Paulina St', '2101 W Belmont Ave', '3920 N Lincoln Ave', '5012 N Clark St'],
  jobs: {
    tap: ['Leaking tap, kitchen', 'Ada Lee'],
    heater: ['Water heater install', 'Brightwood Dental'],
    boiler: ['Annual boiler service', 'Petra Novak'],
    noHeat: ['No heat on second floor', 'Haus Verwaltung Süd'],
    camera: ['Drain camera inspection', 'Casa Verde HOA'],
    thermostat: ['Thermostat swap', 'Jonas Whitfield'],
    pump: ['Sump pump check', 'Rohan Iyer'],
    pressure: ['Low water pressure', 'Olga Petrenko'],
    disposal: ['Garbage disposal jammed', 'Teresa Alvarez'],
    valve: ['Waiting for parts: valve cartridge', 'Lakeview Lofts'],
    dishwasher: ['Dishwasher warranty visit', 'HomeShield'],
    faucet: ['Kitchen faucet replacement', 'Ruth Adeyemi'],
    hookUp: ['Dishwasher hook-up', 'Hana Sato'],
  },
};

const de: FirmWords = {
  company: 'Wärmepumpeninstandhaltungsgesellschaft Nord',
  technicians: ['Maximilian Leutheusser', 'Annegret Scharrenberger', 'Jörg Weiß', 'Mira Haddad'],
  access: 'Zugang über den Hintereingang, Schlüsselkasten 4182',
  note: 'Ventilkartusche bestellt, kommt am Donnerstag',
  vehicle: 'Weißer Ford Transit',
  messages: ['Wo dürfen wir parken?', 'Danke. Wir bringen einen Ersatzschlüssel mit und klingeln zweimal.'],
  street: [
    'Rechtsanwaltskammerstraße 44',
    'Bürgermeister-Smidt-Straße 210',
    'Donaudampfschifffahrtsufer 3',
    'Lange Reihe 12',
  ],
  jobs: {
    tap: ['Wasserhahnkartuschenaustausch in der Küche', 'Ada Freifrau von Lützow-Schwarzenfels'],
    heater: ['Warmwasserspeicherinbetriebnahme', 'Zahnarztgemeinschaftspraxis am Nordertor'],
    boiler: ['Heizungsjahreshauptuntersuchung', 'Petra Nováková'],
    noHeat: ['Heizkörperthermostatfehlfunktion im zweiten Obergeschoss', 'Hausverwaltungsgesellschaft Süd'],
    camera: ['Abwasserrohrkamerabefahrung', 'Wohnungseigentümergemeinschaft Grün'],
    thermostat: ['Thermostat tauschen', 'Jonas Weißenfels'],
    pump: ['Hebeanlagenfunktionsprüfung', 'Rohan Iyer'],
    pressure: ['Wasserdruckminderung', 'Olga Petrenko'],
    disposal: ['Spülmaschinenablaufverstopfung', 'Teresa Alvarez'],
    valve: ['Warten auf Ersatzteile: Mischventilkartusche', 'Genossenschaft Lerchenau'],
    dishwasher: ['Gewährleistungsbesichtigung Spülmaschine', 'Hausratversicherungsverein'],
    faucet: ['Einhebelmischbatterie ersetzen', 'Ruth Adeyemi'],
    hookUp: ['Spülmaschine anschließen', 'Hana Sato'],
  },
};

const es: FirmWords = {
  company: 'Fontanería y Climatización del Norte',
  technicians: ['Santiago Ortiz', 'Nieves Calvo', 'Leandro Parra', 'Mira Haddad'],
  access: 'Código del portal 4182',
  note: 'Cartucho pedido, llega el jueves',
  vehicle: 'Ford Transit blanca',
  messages: ['¿Dónde podemos aparcar?', 'Gracias. Llevamos una llave de repuesto y llamaremos dos veces.'],
  street: ['Calle de Alcalá 144', 'Paseo de la Reforma 210', 'Avenida de Mayo 39', 'Gran Vía 12'],
  jobs: {
    tap: ['Grifo de la cocina que gotea', 'Ada Lee'],
    heater: ['Instalación de calentador de agua', 'Clínica Dental Robledal'],
    boiler: ['Revisión anual de la caldera', 'Petra Novak'],
    noHeat: ['Sin calefacción en la segunda planta', 'Administración de Fincas Sur'],
    camera: ['Inspección del desagüe con cámara', 'Comunidad Casa Verde'],
    thermostat: ['Cambio de termostato', 'Jonás Benítez'],
    pump: ['Comprobación de la bomba de achique', 'Rohan Iyer'],
    pressure: ['Poca presión de agua', 'Olga Petrenko'],
    disposal: ['Triturador atascado', 'Teresa Álvarez'],
    valve: ['A la espera de piezas: cartucho de la válvula', 'Apartamentos del Lago'],
    dishwasher: ['Visita de garantía, lavavajillas', 'HomeShield'],
    faucet: ['Sustitución del grifo de la cocina', 'Ruth Adeyemi'],
    hookUp: ['Conexión del lavavajillas', 'Hana Sato'],
  },
};

const ar: FirmWords = {
  company: 'سباكة الشمال',
  technicians: ['سامي عرفة', 'نادية كامل', 'ليث بركات', 'ميرا حداد'],
  access: 'رمز البوابة 4182',
  note: 'طُلبت القطعة وتصل يوم الخميس',
  vehicle: 'فورد ترانزيت بيضاء',
  messages: ['أين يمكننا إيقاف السيارة؟', 'شكرًا. سنحضر مفتاحًا احتياطيًا وسندق الجرس مرتين.'],
  street: ['شارع النخيل 44', 'شارع الحمراء 210', 'طريق الكورنيش 39', 'شارع الجامعة 12'],
  jobs: {
    tap: ['تسريب في صنبور المطبخ', 'آدا لي'],
    heater: ['تركيب سخان ماء', 'عيادة الأمل لطب الأسنان'],
    boiler: ['الصيانة السنوية للغلاية', 'بترا نوفاك'],
    noHeat: ['لا تدفئة في الطابق الثاني', 'إدارة العقارات الجنوبية'],
    camera: ['فحص المجاري بالكاميرا', 'اتحاد ملاك الدار الخضراء'],
    thermostat: ['تبديل منظم الحرارة', 'يونس وهبة'],
    pump: ['فحص مضخة القبو', 'روهان آير'],
    pressure: ['ضغط الماء منخفض', 'أولغا بترنكو'],
    disposal: ['انسداد مصرف المطبخ', 'تيريزا ألفاريز'],
    valve: ['بانتظار قطع: خرطوشة الصمام', 'شقق البحيرة'],
    dishwasher: ['زيارة ضمان لغسالة الصحون', 'HomeShield'],
    faucet: ['استبدال خلاط المطبخ', 'روث أديمي'],
    hookUp: ['توصيل غسالة الصحون', 'هناء ساتو'],
  },
};

export const firmWords: Readonly<Record<Language, FirmWords>> = {en, es, de, ar};
