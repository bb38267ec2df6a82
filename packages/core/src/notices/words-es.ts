import type {NoticeWords} from './notice-words.ts';

export const wordsEs: NoticeWords = {
  visit: 'visita',
  technician: 'Su técnico',
  follow: 'Siga su visita',
  questions: '¿Preguntas? Llame al {phone}.',
  created: {
    subject: 'Su {visit} está reservada: {window}',
    text: '{company}: su {visit} "{title}" está reservada para {window}.[ Detalles: {link}]',
  },
  scheduled: {
    subject: 'Su {visit} está prevista: {window}',
    text: '{company}: su {visit} "{title}" está prevista para {window}.[ Detalles: {link}]',
  },
  rescheduled: {
    subject: 'Nueva hora de su {visit}: {window}',
    text: '{company}: su {visit} "{title}" pasa a {window}.[ Detalles: {link}]',
  },
  reminder: {
    subject: 'Recordatorio de su {visit}: {window}',
    text: '{company}: le recordamos su {visit} "{title}", {window}.[ {link}]',
  },
  on_the_way: {
    subject: '{technician} está en camino',
    text: '{company}: {technician} está en camino[ y llegará sobre las {arrival}].[ Siga la llegada: {link}]',
  },
  new_eta: {
    subject: 'Nueva hora de llegada',
    text: '{company}: la hora de llegada de {technician} ha cambiado[: sobre las {arrival}].[ {link}]',
  },
  minutes_away: {
    subject: '{technician} está a punto de llegar',
    text: '{company}: {technician} está a unos {minutes} minutos.[ {link}]',
  },
  arrived: {subject: '{technician} ha llegado', text: '{company}: {technician} ha llegado.'},
  technician_changed: {
    subject: 'Irá {technician}',
    text: '{company}: en su lugar irá {technician}.[ Siga la llegada: {link}]',
  },
  delayed: {
    subject: 'Su {visit} se retrasa',
    text: '{company}: su {visit} se retrasa. Lo sentimos.[ {technician} llegará sobre las {arrival}.][ {link}]',
  },
  follow_up_needed: {
    subject: 'Hace falta otra {visit}',
    text: '{company}: "{title}" necesita otra {visit}. Le avisaremos.[ {link}]',
  },
  missed_you: {
    subject: 'No le encontramos',
    text: '{company}: no le encontramos para "{title}".[ Elija otra hora: {link}]',
  },
  completed: {
    subject: '¿Qué tal su {visit}?',
    text: '{company}: "{title}" está terminado. ¿Qué tal ha ido?[ {link}]',
  },
  canceled: {
    subject: 'Su {visit} se ha cancelado',
    text: '{company}: su {visit} "{title}" ({window}) se ha cancelado.[ ¿Preguntas? {phone}]',
  },
  reinstated: {
    subject: 'Su {visit} se hará: {window}',
    text: '{company}: su {visit} "{title}" se hará finalmente, {window}.[ {link}]',
  },
  message: {subject: 'Un mensaje de {company}', text: '{company}: {message}'},
  heads_up: {
    subject: 'Recibirá una invitación',
    text: '{company}[ ({inviter})] le invitará a la aplicación de su equipo. El próximo mensaje es la invitación.',
  },
  invited: {
    subject: 'Invitación al equipo de {company}',
    text: '{company}[ ({inviter})]: le invitamos al equipo. Entre con este número o correo.[ {link}]',
  },
  reinvited: {
    subject: 'Su invitación al equipo de {company}',
    text: '{company}[ ({inviter})]: aquí tiene de nuevo su invitación al equipo. Entre con este número o correo.[ {link}]',
  },
  assigned: {subject: 'Nuevo: {title}', text: 'Nuevo en su lista: {title}, {address}, {window}.'},
  unassigned: {
    subject: 'Fuera de su lista: {title}',
    text: 'Ya no está en su lista: {title}, {address}.',
  },
  team_rescheduled: {
    subject: 'Nueva hora: {title}',
    text: 'Nueva hora: {title}, {address}, {window}.',
  },
  team_canceled: {subject: 'Cancelado: {title}', text: 'Cancelado: {title}, {address}, {window}.'},
  day_open: {
    subject: 'El día sigue abierto',
    text: '{company}: termina el día y quedan visitas abiertas: {count}.[ {link}]',
  },
  sign_in_code: {
    subject: 'Su código de {company}',
    text: '{code} es su código de {company}. Vale diez minutos; no lo dé a nadie.',
  },
};
