import {expect} from 'chai';
import {errorsOf, phoneOf, requestOf} from './booking-request.ts';

const example = '+13125550100';
const window = '2026-03-04T14:00:00Z/2026-03-04T16:00:00Z';
const filled = {line: '4417 N Paulina St', city: 'Chicago', name: 'Ada Lee', phone: '(312) 555-0177', window};

describe('a request for a visit', () => {
  it('takes a number as people write it', () => {
    expect(phoneOf('(312) 555-0177', example)).to.equal('+13125550177');
    expect(phoneOf('+49 30 901820', example)).to.equal('+4930901820');
    expect(phoneOf('0049 30 901820', example)).to.equal('+4930901820');
    expect(phoneOf('030 901820', '+4930901800')).to.equal(undefined);
    expect(phoneOf('call me', example)).to.equal(undefined);
  });

  it('names each field that lacks something, with the remedy', () => {
    expect(errorsOf({}, example)).to.deep.equal({
      line: 'fieldRequired',
      city: 'fieldRequired',
      name: 'fieldRequired',
      phone: 'fieldRequired',
      window: 'chooseTime',
    });
    expect(errorsOf({...filled, phone: '12', email: 'ada@'}, example)).to.deep.equal({
      phone: 'phoneWrong',
      email: 'emailWrong',
    });
    expect(errorsOf(filled, example)).to.deep.equal({});
  });

  it('sends what was filled in, and consent only when it was given', () => {
    const facts = {serviceId: 'boiler', example, locale: 'en-US'};
    const request = requestOf(filled, facts);
    expect(request).to.deep.equal({
      serviceId: 'boiler',
      window: {start: '2026-03-04T14:00:00Z', end: '2026-03-04T16:00:00Z'},
      name: 'Ada Lee',
      phone: '+13125550177',
      address: {line: '4417 N Paulina St', city: 'Chicago'},
      locale: 'en-US',
    });
    const agreed = requestOf({...filled, consent: 'yes', email: 'ada@example.com'}, facts);
    expect(agreed.consent).to.deep.equal({sms: true, email: true});
  });
});
