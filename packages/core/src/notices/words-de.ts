import type {NoticeWords} from './notice-words.ts';

export const wordsDe: NoticeWords = {
  visit: 'Termin',
  technician: 'Ihr Techniker',
  follow: 'Termin verfolgen',
  questions: 'Fragen? Rufen Sie an: {phone}.',
  created: {
    subject: 'Ihr {visit} ist gebucht: {window}',
    text: '{company}: Ihr {visit} "{title}" ist gebucht für {window}.[ Details: {link}]',
  },
  scheduled: {
    subject: 'Ihr {visit} ist geplant: {window}',
    text: '{company}: Ihr {visit} "{title}" ist geplant für {window}.[ Details: {link}]',
  },
  rescheduled: {
    subject: 'Ihr {visit} wurde verschoben: {window}',
    text: '{company}: Ihr {visit} "{title}" wurde verschoben auf {window}.[ Details: {link}]',
  },
  reminder: {
    subject: 'Erinnerung an Ihren {visit}: {window}',
    text: '{company}: Erinnerung an Ihren {visit} "{title}", {window}.[ {link}]',
  },
  on_the_way: {
    subject: '{technician} ist unterwegs',
    text: '{company}: {technician} ist unterwegs[, Ankunft etwa {arrival}].[ Verfolgen: {link}]',
  },
  new_eta: {
    subject: 'Neue Ankunftszeit',
    text: '{company}: die Ankunftszeit von {technician} hat sich geändert[: etwa {arrival}].[ {link}]',
  },
  minutes_away: {
    subject: '{technician} ist gleich da',
    text: '{company}: {technician} ist in etwa {minutes} Minuten da.[ {link}]',
  },
  arrived: {subject: '{technician} ist da', text: '{company}: {technician} ist da.'},
  technician_changed: {
    subject: 'Es kommt {technician}',
    text: '{company}: stattdessen kommt {technician}.[ Verfolgen: {link}]',
  },
  delayed: {
    subject: 'Ihr {visit} verzögert sich',
    text: '{company}: Ihr {visit} verzögert sich. Das tut uns leid.[ {technician} kommt etwa {arrival}.][ {link}]',
  },
  follow_up_needed: {
    subject: 'Ein weiterer {visit} ist nötig',
    text: '{company}: "{title}" braucht einen weiteren {visit}. Wir melden uns.[ {link}]',
  },
  missed_you: {
    subject: 'Wir haben Sie nicht angetroffen',
    text: '{company}: wir haben Sie für "{title}" nicht angetroffen.[ Neue Zeit wählen: {link}]',
  },
  completed: {
    subject: 'Wie war Ihr {visit}?',
    text: '{company}: "{title}" ist erledigt. Wie war es?[ {link}]',
  },
  canceled: {
    subject: 'Ihr {visit} wurde abgesagt',
    text: '{company}: Ihr {visit} "{title}" ({window}) wurde abgesagt.[ Fragen? {phone}]',
  },
  reinstated: {
    subject: 'Ihr {visit} findet doch statt: {window}',
    text: '{company}: Ihr {visit} "{title}" findet doch statt, {window}.[ {link}]',
  },
  message: {subject: 'Eine Nachricht von {company}', text: '{company}: {message}'},
  heads_up: {
    subject: 'Eine Einladung kommt',
    text: '{company}[ ({inviter})] lädt Sie in die App für das Team ein. Die nächste Nachricht ist die Einladung.',
  },
  invited: {
    subject: 'Einladung in das Team von {company}',
    text: '{company}[ ({inviter})]: Sie sind in das Team eingeladen. Melden Sie sich mit dieser Nummer oder Adresse an.[ {link}]',
  },
  reinvited: {
    subject: 'Ihre Einladung in das Team von {company}',
    text: '{company}[ ({inviter})]: hier ist Ihre Einladung in das Team noch einmal. Melden Sie sich mit dieser Nummer oder Adresse an.[ {link}]',
  },
  assigned: {subject: 'Neu: {title}', text: 'Neu auf Ihrer Liste: {title}, {address}, {window}.'},
  unassigned: {
    subject: 'Nicht mehr auf Ihrer Liste: {title}',
    text: 'Nicht mehr auf Ihrer Liste: {title}, {address}.',
  },
  team_rescheduled: {subject: 'Neue Zeit: {title}', text: 'Neue Zeit: {title}, {address}, {window}.'},
  team_canceled: {subject: 'Abgesagt: {title}', text: 'Abgesagt: {title}, {address}, {window}.'},
  day_open: {
    subject: 'Der Tag ist noch offen',
    text: '{company}: der Tag geht zu Ende, und es sind noch Termine offen: {count}.[ {link}]',
  },
  sign_in_code: {
    subject: 'Ihr Code für {company}',
    text: '{code} ist Ihr Code für {company}. Er gilt zehn Minuten; geben Sie ihn niemandem.',
  },
};
