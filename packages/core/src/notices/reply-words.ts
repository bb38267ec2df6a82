/** What the office answers by itself to a text message. */
export type ReplyWords = {
  /** Before the numbered choices. */
  readonly which: string;
  readonly unknown: string;
  readonly stopped: string;
  readonly started: string;
  readonly help: string;
};

const replies: Readonly<Record<string, ReplyWords>> = {
  en: {
    which: 'Which visit is it about? Reply with its number:',
    unknown: 'We could not tell which visit your message is about. Please call us.',
    stopped: 'You will get no more messages. Reply START to get them again.',
    started: 'You will get messages about your visits again. Reply STOP to end them.',
    help: 'Messages about your visits. Reply STOP to end them.',
  },
  es: {
    which: '¿De qué visita se trata? Responda con su número:',
    unknown: 'No sabemos de qué visita se trata. Llámenos, por favor.',
    stopped: 'No recibirá más mensajes. Responda START para volver a recibirlos.',
    started: 'Volverá a recibir mensajes sobre sus visitas. Responda STOP para no recibirlos.',
    help: 'Mensajes sobre sus visitas. Responda STOP para no recibirlos.',
  },
  de: {
    which: 'Um welchen Termin geht es? Antworten Sie mit der Nummer:',
    unknown: 'Wir wissen nicht, um welchen Termin es geht. Bitte rufen Sie uns an.',
    stopped: 'Sie erhalten keine Nachrichten mehr. Mit START erhalten Sie sie wieder.',
    started: 'Sie erhalten wieder Nachrichten zu Ihren Terminen. Mit STOP enden sie.',
    help: 'Nachrichten zu Ihren Terminen. Mit STOP enden sie.',
  },
  ar: {
    which: 'عن أي زيارة تتحدث؟ أجب برقمها:',
    unknown: 'لم نعرف عن أي زيارة تتحدث. من فضلك اتصل بنا.',
    stopped: 'لن تصلك رسائل بعد الآن. أرسل START لتصلك من جديد.',
    started: 'ستصلك رسائل عن زياراتك من جديد. أرسل STOP لإيقافها.',
    help: 'رسائل عن زياراتك. أرسل STOP لإيقافها.',
  },
};

/** The words in the first of the languages wished that there is, else in English. */
export function replyWords(locales: readonly (string | undefined)[]): ReplyWords {
  const known = locales.flatMap(tag => (tag && replies[tag.split('-')[0]!]) ?? []);
  return (known[0] as ReplyWords | undefined) ?? replies['en']!;
}

/** What a text message asks for, by the words that carriers know; undefined for an ordinary one. */
export function keywordOf(text: string): 'stop' | 'start' | 'help' | undefined {
  const word = text
    .trim()
    .toUpperCase()
    .replace(/[.!]+$/, '');
  if (['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'].includes(word))
    return 'stop';
  if (['START', 'UNSTOP'].includes(word)) return 'start';
  return ['HELP', 'INFO'].includes(word) ? 'help' : undefined;
}
