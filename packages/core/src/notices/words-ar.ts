import type {NoticeWords} from './notice-words.ts';

export const wordsAr: NoticeWords = {
  visit: 'الزيارة',
  technician: 'الفني',
  follow: 'تابع زيارتك',
  questions: 'أسئلة؟ اتصل على {phone}.',
  created: {
    subject: 'تم حجز {visit}: {window}',
    text: '{company}: تم حجز {visit} "{title}" في {window}.[ التفاصيل: {link}]',
  },
  scheduled: {
    subject: 'تم تحديد موعد {visit}: {window}',
    text: '{company}: تم تحديد موعد {visit} "{title}" في {window}.[ التفاصيل: {link}]',
  },
  rescheduled: {
    subject: 'تغيّر موعد {visit}: {window}',
    text: '{company}: تغيّر موعد {visit} "{title}" إلى {window}.[ التفاصيل: {link}]',
  },
  reminder: {
    subject: 'تذكير بموعد {visit}: {window}',
    text: '{company}: نذكّرك بموعد {visit} "{title}"، {window}.[ {link}]',
  },
  on_the_way: {
    subject: '{technician} في الطريق',
    text: '{company}: {technician} في الطريق[ والوصول نحو {arrival}].[ تابع: {link}]',
  },
  new_eta: {
    subject: 'وقت وصول جديد',
    text: '{company}: تغيّر وقت وصول {technician}[: نحو {arrival}].[ {link}]',
  },
  minutes_away: {
    subject: '{technician} على وشك الوصول',
    text: '{company}: {technician} على بعد نحو {minutes} دقيقة.[ {link}]',
  },
  arrived: {subject: 'وصل {technician}', text: '{company}: وصل {technician}.'},
  technician_changed: {
    subject: 'سيأتي {technician}',
    text: '{company}: سيأتي {technician} بدلاً من ذلك.[ تابع: {link}]',
  },
  delayed: {
    subject: 'تأخرت {visit}',
    text: '{company}: تأخرت {visit}. نعتذر منك.[ وصول {technician} نحو {arrival}.][ {link}]',
  },
  follow_up_needed: {
    subject: 'نحتاج إلى موعد آخر',
    text: '{company}: "{title}" يحتاج إلى موعد آخر. سنتواصل معك.[ {link}]',
  },
  missed_you: {
    subject: 'لم نجدك',
    text: '{company}: لم نجدك من أجل "{title}".[ اختر موعداً جديداً: {link}]',
  },
  completed: {
    subject: 'كيف كانت {visit}؟',
    text: '{company}: انتهى "{title}". كيف كانت الخدمة؟[ {link}]',
  },
  canceled: {
    subject: 'أُلغيت {visit}',
    text: '{company}: أُلغيت {visit} "{title}" ({window}).[ أسئلة؟ {phone}]',
  },
  reinstated: {
    subject: 'عاد موعد {visit}: {window}',
    text: '{company}: عاد موعد {visit} "{title}"، {window}.[ {link}]',
  },
  message: {subject: 'رسالة من {company}', text: '{company}: {message}'},
  heads_up: {
    subject: 'ستصلك دعوة',
    text: 'ستدعوك {company}[ ({inviter})] إلى تطبيق الفريق. الرسالة التالية هي الدعوة.',
  },
  invited: {
    subject: 'دعوة إلى فريق {company}',
    text: '{company}[ ({inviter})]: أنت مدعو إلى الفريق. سجّل الدخول بهذا الرقم أو العنوان.[ {link}]',
  },
  reinvited: {
    subject: 'دعوتك إلى فريق {company}',
    text: '{company}[ ({inviter})]: هذه دعوتك إلى الفريق مرة أخرى. سجّل الدخول بهذا الرقم أو العنوان.[ {link}]',
  },
  assigned: {subject: 'جديد: {title}', text: 'جديد في قائمتك: {title}، {address}، {window}.'},
  unassigned: {
    subject: 'لم يعد في قائمتك: {title}',
    text: 'لم يعد في قائمتك: {title}، {address}.',
  },
  team_rescheduled: {
    subject: 'موعد جديد: {title}',
    text: 'موعد جديد: {title}، {address}، {window}.',
  },
  team_canceled: {subject: 'أُلغي: {title}', text: 'أُلغي: {title}، {address}، {window}.'},
  day_open: {
    subject: 'اليوم ما زال مفتوحاً',
    text: '{company}: ينتهي اليوم وما زالت هناك زيارات مفتوحة: {count}.[ {link}]',
  },
  sign_in_code: {
    subject: 'رمزك لدى {company}',
    text: '{code} هو رمزك لدى {company}. صالح لعشر دقائق؛ لا تعطه لأحد.',
  },
};
