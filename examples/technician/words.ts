/** The few words of the app itself, in the languages that the elements speak. */
const words = {
  en: {title: 'My day', back: 'Back to my day', signOut: 'Sign out'},
  de: {title: 'Mein Tag', back: 'Zurück zu meinem Tag', signOut: 'Abmelden'},
  es: {title: 'Mi día', back: 'Volver a mi día', signOut: 'Cerrar sesión'},
  ar: {title: 'يومي', back: 'العودة إلى يومي', signOut: 'تسجيل الخروج'},
} as const;

type Language = keyof typeof words;

/** Puts the page into the first language of the phone that there are words in, and returns the words. */
export function speakLanguageOf({languages}: Navigator): (typeof words)[Language] {
  const known = languages.find(tag => Object.hasOwn(words, languageOf(tag))) ?? 'en';
  const own = words[languageOf(known) as Language];
  document.documentElement.lang = known;
  document.documentElement.dir = languageOf(known) === 'ar' ? 'rtl' : 'ltr';
  document.title = own.title;
  return own;
}

function languageOf(tag: string): string {
  return tag.toLowerCase().split('-')[0]!;
}
