import type {NoticeWords} from './notice-words.ts';

export const wordsEn: NoticeWords = {
  visit: 'visit',
  technician: 'Your technician',
  follow: 'Follow your visit',
  questions: 'Questions? Call {phone}.',
  created: {
    subject: 'Your {visit} is booked: {window}',
    text: '{company}: your {visit} "{title}" is booked for {window}.[ Details: {link}]',
  },
  scheduled: {
    subject: 'Your {visit} is planned: {window}',
    text: '{company}: your {visit} "{title}" is planned for {window}.[ Details: {link}]',
  },
  rescheduled: {
    subject: 'Your {visit} has moved: {window}',
    text: '{company}: your {visit} "{title}" has moved to {window}.[ Details: {link}]',
  },
  reminder: {
    subject: 'A reminder of your {visit}: {window}',
    text: '{company}: a reminder of your {visit} "{title}", {window}.[ {link}]',
  },
  on_the_way: {
    subject: '{technician} is on the way',
    text: '{company}: {technician} is on the way[ and will arrive about {arrival}].[ Follow: {link}]',
  },
  new_eta: {
    subject: 'A new arrival time',
    text: '{company}: {technician} is now expected[ about {arrival}].[ {link}]',
  },
  minutes_away: {
    subject: '{technician} is almost there',
    text: '{company}: {technician} is about {minutes} minutes away.[ {link}]',
  },
  arrived: {subject: '{technician} has arrived', text: '{company}: {technician} has arrived.'},
  technician_changed: {
    subject: '{technician} will come to you instead',
    text: '{company}: {technician} will come to you instead.[ Follow: {link}]',
  },
  delayed: {
    subject: 'Your {visit} is delayed',
    text: '{company}: your {visit} is delayed. We are sorry.[ {technician} is now expected about {arrival}.][ {link}]',
  },
  follow_up_needed: {
    subject: 'Another {visit} is needed',
    text: '{company}: "{title}" needs another {visit}. We will be in touch.[ {link}]',
  },
  missed_you: {
    subject: 'We missed you',
    text: '{company}: we missed you for "{title}".[ Choose a new time: {link}]',
  },
  completed: {
    subject: 'How was your {visit}?',
    text: '{company}: "{title}" is done. How was it?[ {link}]',
  },
  canceled: {
    subject: 'Your {visit} was canceled',
    text: '{company}: your {visit} "{title}" ({window}) was canceled.[ Questions? {phone}]',
  },
  reinstated: {
    subject: 'Your {visit} takes place after all: {window}',
    text: '{company}: your {visit} "{title}" takes place after all, {window}.[ {link}]',
  },
  message: {subject: 'A message from {company}', text: '{company}: {message}'},
  heads_up: {
    subject: 'An invitation is on its way',
    text: '{company}[ ({inviter})] will invite you to its app for the team. The next message is the invitation.',
  },
  invited: {
    subject: 'You are invited to the team of {company}',
    text: '{company}[ ({inviter})]: you are invited to the team. Sign in with this number or address.[ {link}]',
  },
  reinvited: {
    subject: 'Your invitation to the team of {company}',
    text: '{company}[ ({inviter})]: here is your invitation to the team again. Sign in with this number or address.[ {link}]',
  },
  assigned: {subject: 'New: {title}', text: 'New on your list: {title}, {address}, {window}.'},
  unassigned: {
    subject: 'Off your list: {title}',
    text: 'No longer on your list: {title}, {address}.',
  },
  team_rescheduled: {
    subject: 'New time: {title}',
    text: 'New time: {title}, {address}, {window}.',
  },
  team_canceled: {subject: 'Canceled: {title}', text: 'Canceled: {title}, {address}, {window}.'},
  day_open: {
    subject: 'The day is still open',
    text: '{company}: the day ends and visits are still open: {count}.[ {link}]',
  },
  sign_in_code: {
    subject: 'Your code for {company}',
    text: '{code} is your code for {company}. It is good for ten minutes; give it to nobody.',
  },
};
