import type {BoardFilter} from '@dispatch-kit/client';
import {expect} from 'chai';
import {hashOf, viewIn} from './view-in-hash.ts';

const usual: BoardFilter = {list: 'active', text: '', statuses: [], leadId: undefined};

describe('the view in the fragment', () => {
  const views: [BoardFilter, string][] = [
    [usual, ''],
    [{...usual, list: 'closed'}, '#list=closed'],
    [{...usual, group: 'technician'}, '#group=technician'],
    [{...usual, sort: 'customer', descending: false}, '#sort=customer'],
    [{...usual, group: 'none', sort: 'window', descending: true}, '#group=none&sort=-window'],
    [{...usual, statuses: ['paused', 'scheduled']}, '#status=paused&status=scheduled'],
    [{...usual, layout: 'columns', late: true}, '#layout=columns&late=1'],
    [{...usual, leadId: 'mem_1', text: 'no heat & gas'}, '#technician=mem_1&q=no+heat+%26+gas'],
  ];
  for (const [view, hash] of views) {
    it(`is written as ${hash || 'nothing'} and read again`, () => {
      expect(hashOf(view, '')).to.equal(hash);
      const read = viewIn(hash);
      expect(read.statuses).to.have.members([...view.statuses]);
      expect({...read, statuses: []}).to.deep.equal({...view, statuses: []});
    });
  }

  it('leaves alone what else stands there', () => {
    expect(hashOf({...usual, list: 'all'}, '#pane=map&list=closed')).to.equal('#pane=map&list=all');
    expect(hashOf(usual, '#pane=map&q=x')).to.equal('#pane=map');
    expect(hashOf({...usual, text: 'gas'}, '#a%20word')).to.equal('#a%20word&q=gas');
  });

  it('takes what makes no sense for the usual', () => {
    expect(viewIn('#list=everything&group=colour&status=lost')).to.deep.equal(usual);
  });
});
