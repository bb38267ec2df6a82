import {expect} from 'chai';
import {readCredit} from './credit.ts';

describe('the credit of a map source', () => {
  it('is read as words and links', () => {
    const html =
      '<a href="https://www.openstreetmap.org/copyright" target="_blank">&copy; OpenStreetMap</a> contributors';
    expect(readCredit(html)).to.deep.equal([
      {text: '© OpenStreetMap', href: 'https://www.openstreetmap.org/copyright'},
      {text: ' contributors', href: undefined},
    ]);
  });

  it('never leads to anything but https, nor keeps markup', () => {
    const parts = readCredit('<a href="javascript:alert(1)">x</a><img src=x onerror=alert(1)>y<b>z</b>');
    expect(parts).to.deep.equal([
      {text: 'x', href: undefined},
      {text: 'yz', href: undefined},
    ]);
  });
});
