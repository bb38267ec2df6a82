import {expect} from 'chai';
import type {DomainEvent, Photo} from '@dispatch-kit/core';
import {memoryFiles} from '@dispatch-kit/server';
import {createCompany, expectOk, faultyNetwork} from '@dispatch-kit/testing';
import {DispatchClient} from '../dispatch-client.ts';
import {indexedDbOutbox} from './indexed-db-outbox.ts';

const name = 'photos of a test';

/** Takes every picture as it is. */
const images = {
  prepare: (bytes: Uint8Array<ArrayBuffer>) =>
    Promise.resolve({width: 4, height: 3, full: bytes, thumbnail: bytes}),
};

describe('photos in an outbox of the browser', () => {
  after(() => void indexedDB.deleteDatabase(`dispatch-kit ${name}`));

  it('taken offline they outlive the page, and over a network that fails each is there once, after its note (O5)', async () => {
    const company = await createCompany({photos: {images, files: memoryFiles()}});
    const sam = await company.hireTechnician();
    const job = await company.book({leadId: sam.id});
    const open = (seed: number) => {
      const faults = {lostShare: 0.2, unansweredShare: 0.2, doubledShare: 0.2, seed};
      const network = faultyNetwork({...faults, fetch: input => company.server.fetch(input as Request)});
      const soon = (delayMs: number, callback: () => void) => network.platform.after(delayMs / 300, callback);
      const platform = {...network.platform, after: soon};
      const {url} = company;
      const client = new DispatchClient({
        url,
        token: sam.caller.token,
        platform,
        outbox: indexedDbOutbox({name}),
      });
      return {network, outbox: client.outbox!};
    };

    const before = open(1);
    before.network.goOffline();
    for (let n = 0; n < 4; n++) {
      const picture = new Blob([`picture ${n}`], {type: 'image/jpeg'});
      await before.outbox.photo({jobId: job.id, picture});
      await before.outbox.note({jobId: job.id, text: `What picture ${n} shows`});
    }
    before.outbox.close();

    const {outbox} = open(2);
    await new Promise<void>(resolve => {
      let hasSeen = false;
      const look = () => {
        const {notes, photos} = outbox.get();
        hasSeen ||= photos.length === 4 && notes.length === 4;
        if (hasSeen && photos.length + notes.length === 0) resolve();
      };
      outbox.subscribe(look);
      look();
    });
    const photos = expectOk(await company.admin.get<{items: Photo[]}>(`/v1/jobs/${job.id}/photos`)).items;
    expect(photos.map(photo => photo.authorId)).to.deep.equal(Array(4).fill(sam.id));
    const shown = await company.server.fetch(new Request(photos[0]!.url));
    expect(await shown.text()).to.equal('picture 0');
    const history = expectOk(
      await company.admin.get<{items: DomainEvent[]}>(`/v1/jobs/${job.id}/history`),
    ).items;
    const types = history.map(({type}) => type).filter(type => /^(note|photo)_added$/.test(type));
    expect(types).to.deep.equal([
      ...Array<string>(4).fill('note_added'),
      ...Array<string>(4).fill('photo_added'),
    ]);
    outbox.close();
    await company.close();
  });
});
