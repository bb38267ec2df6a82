import type {PocketWord} from './en.ts';

export const de: Readonly<Record<PocketWord, string>> = {
  sharing: 'Ihr Standort',
  nobodySees: 'Niemand sieht Sie',
  officeSees: 'Ihre Zentrale sieht Sie',
  customerSees: '{name} und Ihre Zentrale sehen Sie',
  customerSeesPaused: '{name} sieht Sie als pausiert',
  findingPlace: 'Ihr Standort wird gesucht',
  theCustomer: 'Die Kundschaft',
  sharedOnLeg: 'Man sieht Sie von „Ich fahre los“ bis zum Ende des Termins, sonst nie.',
  sharedOnShift:
    'Ihre Zentrale sieht Sie während der Schicht, die Kundschaft nur, solange Sie unterwegs sind.',
  keepOpen: 'Lassen Sie diese Seite offen, während Sie fahren.',
  wasHidden: 'Solange diese Seite verdeckt war, war Ihr Standort unbekannt: {name} sah Sie als pausiert.',
  wasHiddenOffice: 'Solange diese Seite verdeckt war, wusste die Zentrale nicht, wo Sie sind.',
  'trouble.denied':
    'Dieser Browser darf Ihren Standort nicht verwenden. Erlauben Sie es in den Browsereinstellungen für diese Seite und teilen Sie ihn dann erneut.',
  'trouble.no_signal':
    'Ihr Telefon findet keinen Standort. Schalten Sie die Ortung ein oder gehen Sie unter freien Himmel.',
  'trouble.unavailable': 'Dieser Browser kennt keinen Standort. Koppeln Sie stattdessen eine Telefon-App.',
  'trouble.refused': 'Die Zentrale nimmt von hier keine Standorte an. Melden Sie sich neu an.',
  'trouble.offline': 'Keine Verbindung: Standorte warten hier und werden später gesendet.',
  'trouble.stopped': 'Diese Seite teilt Ihren Standort nicht.',
  share: 'Teilen',
  stopSharing: 'Nicht mehr teilen',
  sharingOptions: 'Einstellungen für Ihren Standort',
  onShift: 'In der Schicht',
  screenOff: 'Bei ausgeschaltetem Bildschirm teilen',
  screenOffText:
    'Eine Seite wird nur gehört, solange sie offen ist. Eine Telefon-App wird auch bei ausgeschaltetem Bildschirm gehört; die Zentrale behält davon nur, was Sie teilen.',
  useApp: '{app} verwenden',
  scanCode: 'Scannen Sie dies mit dem Telefon, auf dem {app} ist.',
  setUpHere: '{app} auf diesem Telefon einrichten',
  shownOnce: 'Nur dieses eine Mal zu sehen. Wer es hat, kann melden, wo Sie sind, und sonst nichts.',
  pairedApps: 'Gekoppelte Telefon-Apps',
  lastHeardAt: 'Zuletzt gehört {age}',
  neverHeard: 'Noch nicht gehört',
  removeDevice: '{name} entfernen',
  remove: 'Entfernen',
};
