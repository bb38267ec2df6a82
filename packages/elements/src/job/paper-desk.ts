import type {DispatchClient, WaitingPhoto} from '@dispatch-kit/client';

/** Which job, and which visit of it, something is written about. */
interface About {
  jobId: string;
  appointmentId?: string;
}

/** Takes what is written and photographed: into the outbox where there is one, else to the office at once. */
export class PaperDesk {
  readonly #client: () => DispatchClient | undefined;
  readonly #about: () => About;

  constructor(client: () => DispatchClient | undefined, about: () => About) {
    this.#client = client;
    this.#about = about;
  }

  async addNote(form: HTMLFormElement): Promise<void> {
    const client = this.#client();
    const data = new FormData(form);
    const text = String(data.get('text')).trim();
    if (!text || !client) return;
    const visibility = data.has('customer') ? 'customer' : 'team';
    const {jobId, ...about} = this.#about();
    if (client.outbox) await client.outbox.note({jobId, text, visibility, ...about});
    else await client.jobs.addNote(jobId, {text, visibility, ...about});
    form.reset();
  }

  async addPhoto(input: HTMLInputElement): Promise<void> {
    const client = this.#client();
    const picture = input.files?.[0];
    if (!picture || !client) return;
    // The same picture may be chosen again.
    input.value = '';
    const {jobId, ...about} = this.#about();
    if (client.outbox) await client.outbox.photo({jobId, picture, ...about});
    else await client.photos.add(jobId, picture, about);
  }

  /** Sends a photo once more that was not taken. */
  async sendAgain({id, jobId, appointmentId, visibility}: WaitingPhoto): Promise<void> {
    const outbox = this.#client()?.outbox;
    const picture = await outbox?.pictureOf(id);
    if (!outbox || !picture) return;
    const about = {...(appointmentId && {appointmentId}), ...(visibility && {visibility})};
    await outbox.photo({jobId, picture, ...about});
    await outbox.dismiss(id);
  }

  /** Writes to the customer. */
  async write(form: HTMLFormElement): Promise<void> {
    const client = this.#client();
    const text = String(new FormData(form).get('text')).trim();
    if (!text || !client) return;
    await client.correspondence.addMessage(this.#about().jobId, {text});
    form.reset();
  }
}
