/** Every message in every language, and what an organization may write instead. */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {NoticeKind} from './notice-kind.ts';
import {chooseWords, noticeLanguages, sayNotice} from './notice-words.ts';
import {fillTemplate, placeholdersOf, templateProblem} from './template.ts';
import type {TemplateValues} from './template.ts';
import {Templates} from './templates.ts';

const values = {
  company: 'Northside',
  phone: '+1 312',
  title: 'Tap',
  technician: 'Sam',
  window: 'Tue 2-4 PM',
  arrival: '2:14 PM',
  minutes: '5',
  address: '1 Main St',
  link: 'https://x.test/t#abc',
  name: 'Ada',
  message: 'Hello',
  code: '123456',
  count: '2',
};

for (const [language, words] of Object.entries(noticeLanguages)) {
  test(`the words of ${language} are good templates of every kind`, () => {
    for (const kind of NoticeKind.options) {
      const {text, subject} = words[kind];
      assert.equal(templateProblem(kind, text), undefined, `${kind}: ${text}`);
      const said = sayNotice({template: words[kind], words}, {}, values);
      assert.doesNotMatch(said.text + said.subject, /[{}[\]]|undefined/, kind);
      assert.ok(subject.length > 0 && said.text.length < 300, kind);
      const bare = sayNotice({template: words[kind], words}, {}, {company: 'Northside'});
      assert.doesNotMatch(bare.text, /[{}[\]]/, kind);
    }
  });
}

test('what has no value leaves out the brackets around it', () => {
  const all = {...values, visit: 'visit', arrival: ''} as TemplateValues;
  const template = '{technician} comes[ about {arrival}].[ See {link}]';
  assert.equal(fillTemplate(template, all), 'Sam comes. See https://x.test/t#abc');
});

test('a value is text, never a template', () => {
  const all = {...values, visit: 'visit', title: '{code} [x] $& \\1'} as TemplateValues;
  assert.equal(fillTemplate('{title}[ {name}]', all), '{code} [x] $& \\1 Ada');
});

test('an unknown placeholder is named, with those there are', () => {
  assert.match(
    templateProblem('created', 'Hi {frist}')!,
    /^\{frist\} is no placeholder of created.*\{company\}/,
  );
  assert.match(templateProblem('created', '{minutes}')!, /no placeholder/);
  assert.match(templateProblem('invited', '{title}')!, /no placeholder/);
  assert.match(templateProblem('created', 'Hi {company')!, /brace/);
  assert.match(templateProblem('created', 'Hi [about {arrival}')!, /bracket/);
  assert.match(templateProblem('sign_in_code', 'Hi {company}')!, /needs \{code\}/);
  assert.ok(placeholdersOf('minutes_away').includes('minutes'));
});

test('own templates are checked where they stand', () => {
  const wrong = Templates.safeParse({en: {created: {text: 'Hi {frist}'}}});
  assert.deepEqual(wrong.error!.issues[0]!.path, ['en', 'created', 'text']);
  assert.ok(Templates.safeParse({'es-MX': {created: {text: 'Hola {company}', subject: 'Hola'}}}).success);
  assert.ok(!Templates.safeParse({en: {crated: {text: 'Hi'}}}).success);
  assert.ok(!Templates.safeParse({en: {created: {subject: 'Hi\r\nBcc: x@y.zz'}}}).success);
});

test('a language is chosen: the reader’s, else the organization’s, else English; own words before those that ship', () => {
  const templates = {de: {created: {text: 'Moin {company}'}}, fr: {created: {text: 'Bonjour {company}'}}};
  const choose = (...locales: (string | undefined)[]) => chooseWords('created', {templates, locales});
  assert.equal(choose('de-AT', 'en').template.text, 'Moin {company}');
  assert.equal(choose('de-AT', 'en').locale, 'de-AT');
  assert.equal(choose('fr', 'es').template.text, 'Bonjour {company}');
  assert.match(choose('pt', 'es').template.text, /reservada/);
  assert.equal(choose(undefined, undefined).locale, 'en');
});

test('an organization’s terms stand in its messages', () => {
  const chosen = chooseWords('technician_changed', {templates: {}, locales: ['en']});
  const said = sayNotice(chosen, {technician: 'Your plumber'}, {company: 'Northside'});
  assert.equal(said.text, 'Northside: Your plumber will come to you instead.');
});
