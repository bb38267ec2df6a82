import assert from 'node:assert/strict';
import {test} from 'node:test';
import {linkPreview} from './link-preview.ts';

test('a preview names the company and the page, and keeps search engines and other pages out', () => {
  const {head, headers} = linkPreview({title: 'Your visit', organization: 'Northside Plumbing'});
  assert.match(head, /<title>Northside Plumbing · Your visit<\/title>/);
  assert.match(head, /<meta name="robots" content="noindex[^"]*" \/>/);
  assert.match(headers['x-robots-tag']!, /noindex.*noarchive/);
  assert.equal(headers['referrer-policy'], 'no-referrer');
  assert.equal(headers['cache-control'], 'no-store');
});

test('it has no place for anything of a visit: no description, no picture, no address', () => {
  const {head} = linkPreview({title: 'Your visit'});
  assert.doesNotMatch(head, /og:description|og:image|og:url|twitter:|canonical|description"/);
});

test('what a company calls itself cannot write into the page', () => {
  const {head} = linkPreview({title: 'Your visit', organization: `"><script>alert('x')</script>&`});
  assert.doesNotMatch(head, /<script|"">/);
  assert.match(head, /&quot;&gt;&lt;script&gt;alert\(&#39;x&#39;\)&lt;\/script&gt;&amp;/);
});
