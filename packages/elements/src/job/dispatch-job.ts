import '../status/dispatch-status-button.ts';
import '../status/dispatch-status.ts';
import '../timeline/dispatch-timeline.ts';
import type {JobFolder, OfficePicture, OfficeSource, Outbox} from '@dispatch-kit/client';
import type {AppointmentStatus} from '@dispatch-kit/core';
import {LitElement, html, nothing} from 'lit';
import {property, state} from 'lit/decorators.js';
import {classMap} from 'lit/directives/class-map.js';
import {ClientController} from '../base/client-controller.ts';
import {customElement} from '../base/custom-element.ts';
import {reasonOf, tellError} from '../base/failure.ts';
import type {Format} from '../base/format.ts';
import {Glide} from '../base/glide.ts';
import {icon} from '../base/icons.ts';
import {Localizer} from '../base/localizer.ts';
import type {OwnWords} from '../base/localizer.ts';
import {boneStyles} from '../base/bone.styles.ts';
import {tokens} from '../base/tokens.styles.ts';
import {WhoController} from '../base/who-controller.ts';
import type {FieldWord} from '../locales/field/en.ts';
import {pocketBook} from '../locales/pocket/book.ts';
import type {PocketWord} from '../locales/pocket/en.ts';
import {statusColors} from '../status/dispatch-status.styles.ts';
import {SettlingTaps} from '../status/settling-taps.ts';
import {lastingTaps, standingOf} from '../status/standing.ts';
import {usualDirectionsUrl} from '../visit/reach.ts';
import {jobStyles} from './dispatch-job.styles.ts';
import {JobNotices} from './job-notices.ts';
import {renderDirections, renderFacts} from './job-facts.ts';
import type {FactsContext} from './job-facts.ts';
import {listedNotes, openJob, waitingPhotos, wayView} from './job-model.ts';
import type {OpenJob} from './job-model.ts';
import {PaperDesk} from './paper-desk.ts';
import {paperStyles} from './paper-sections.styles.ts';
import {renderNotes, renderPhotos, renderThread} from './paper-sections.ts';
import type {PapersContext} from './paper-sections.ts';
import {PhotoShelf} from './photo-shelf.ts';
import {ThreadReader} from './thread-reader.ts';

/**
 * One job, whole, for who does it: header and border in the colour of its status, on the way an alert over the map with
 * directions right below, what is to be done, whom to call, notes and photos, the thread with the customer, the history,
 * and the next step at the thumb; or, for who may plan, what an office does with it. Notes and photos wait on the device where there is no connection.
 *
 * @summary One job, whole.
 * @slot header - At the beginning of the header: a way back.
 * @fires dispatch-command - A step was tapped; cancelable.
 * @fires dispatch-error - Something was not taken.
 * @csspart base - Everything.
 * @csspart header - Title and status.
 * @csspart footer - The next step, at the lower edge.
 */
@customElement('dispatch-job')
export class DispatchJob extends LitElement {
  static override styles = [tokens, boneStyles, statusColors, jobStyles, paperStyles];

  /** The id of the job: `job_…`; or say which `appointment`. */
  @property() job: string | undefined;

  /** The visit that stands in front: `apt_…`; without it, the one under way or the next. */
  @property() appointment: string | undefined;

  /** A source of your own that holds the job; without it, the visit or the day of the nearest provider's client. */
  @property({attribute: false}) source: OfficeSource | undefined;

  /** Where directions are opened; `{destination}` is the place, or the address in words. */
  @property({attribute: 'directions-url'}) directionsUrl: string = usualDirectionsUrl;

  /** The address of a MapLibre style, or (as a property) the style itself. */
  @property({attribute: 'map-style'}) mapStyle: string | object | undefined;

  /** The style in the dark; without it, `map-style`. */
  @property({attribute: 'map-style-dark'}) mapStyleDark: string | object | undefined;

  /** Where `maplibre-gl-worker.mjs` is, if not beside the module that loads it. */
  @property({attribute: 'worker-url'}) workerUrl: string | undefined;

  /** Shows no map. */
  @property({type: Boolean, attribute: 'no-map'}) noMap = false;

  /** `light`, `dark` or `auto` (as the person wishes); without it, as the page is. */
  @property({reflect: true}) theme: 'light' | 'dark' | 'auto' | undefined;

  /** Words of your own, instead of ours. */
  @property({attribute: false}) words: OwnWords<FieldWord | PocketWord> | undefined;

  @state() private isBusy = false;
  @state() private failure: string | undefined;
  @state() private showsHistory = false;

  readonly #localizer = new Localizer<FieldWord | PocketWord>(this, pocketBook);
  readonly #office = new ClientController<OfficeSource>(this, client => {
    if (this.source || !client) return this.source;
    return this.appointment ? client.appointment(this.appointment) : client.agenda({day: 'today'});
  });
  readonly #folder = new ClientController<JobFolder>(this, client => {
    const jobId = this.#open?.job.id;
    return jobId ? client?.folder(jobId) : undefined;
  });
  readonly #outbox = new ClientController<Outbox>(this, client => client?.outbox);
  readonly #who = new WhoController(this, () =>
    this.#picture?.status === 'live' ? this.#office.client : undefined,
  );
  protected readonly glide = new Glide(this, '.body > *, section > *');
  readonly #shelf = new PhotoShelf(this);
  readonly #desk = new PaperDesk(
    () => this.#office.client,
    () => this.#about,
  );
  readonly #notices = new JobNotices(this);
  readonly #reader = new ThreadReader(this);
  readonly #settling = new SettlingTaps();
  #open: OpenJob | undefined;
  /** Of the visit in front: as it is once the taps that wait are taken. */
  #status: AppointmentStatus | undefined;
  #isPending = false;
  #turn = Promise.resolve();

  protected override willUpdate(): void {
    const picture = this.#picture;
    const memberId = this.#who.me?.memberId;
    const before = this.#open?.job.id;
    this.#open = picture && openJob(picture, {jobId: this.job, appointmentId: this.appointment, memberId});
    if (this.#open?.job.id !== before) {
      this.failure = undefined;
      // Which folder to follow is known only now.
      this.#folder.hostUpdate();
    }
    this.#reckon();
    if (this.#open && this.#may('notices'))
      this.#notices.follow(
        this.#office.client,
        this.#open.job.id,
        this.#folder.store?.get().contents?.history,
      );
    this.#reader.follow(this.#office.client, this.#may('notices') ? this.#open?.job : undefined);
    if (this.#isOffice) void import('./job-desk.ts');
    if (this.#status === 'enroute' && !this.noMap) void loadMap();
  }

  /** Where the visit in front stands, with what was tapped and is not known to the office yet. */
  #reckon(): void {
    const picture = this.#picture;
    const visit = this.#open?.visit;
    const outbox = this.#outbox.store?.get();
    const nowMs = this.#office.store?.nowMs() ?? 0;
    const taps = picture ? this.#settling.join(outbox, picture, nowMs) : [];
    const me = this.#who.me;
    this.#status =
      picture && visit
        ? (standingOf(picture, visit.id, {me, taps, nowMs})?.status ?? visit.status)
        : undefined;
    this.#isPending = lastingTaps(taps, outbox, nowMs).some(tap => tap.appointmentId === visit?.id);
  }

  protected override render() {
    return this.#open ? this.#renderJob(this.#open) : this.#renderNothing();
  }

  #renderNothing() {
    const status = this.#picture?.status ?? 'connecting';
    const word = status === 'offline' ? 'offlineEmpty' : status === 'refused' ? 'cannotShow' : 'isGone';
    const isComing = status === 'connecting';
    return html`<article class="base bare" part="base" dir=${this.#localizer.direction} aria-busy=${isComing}>
      <header class="bare"><slot name="header"></slot></header>
      ${
        isComing
          ? html`<div class="body">
              <div class="bone tall"></div>
              <div class="bone"></div>
            </div>`
          : html`<div class="rest" role="status">
              ${icon(status === 'offline' ? 'offline' : 'barred')}
              <p>${this.#say(word)}</p>
            </div>`
      }
    </article>`;
  }

  #renderJob(open: OpenJob) {
    const {job, visit} = open;
    const status = this.#status ?? job.status;
    const classes = {base: true, jobs: true, [visit ? 'appointment' : 'job']: true, [status]: true};
    const word = this.#localizer.sayIfKnown(`${visit ? 'appointment' : 'job'}.${status}`);
    return html`<article class=${classMap(classes)} part="base" dir=${this.#localizer.direction}>
      <header part="header">
        <slot name="header"></slot>
        <div>
          <p class="state">
            ${word ?? this.#say('otherStatus')}${this.#isPending ? ` · ${this.#say('pending')}` : nothing}
          </p>
          <h2><bdi>${job.title}</bdi></h2>
        </div>
      </header>
      <div class="body">
        ${this.#isOffice ? this.#renderDesk(open) : status === 'enroute' ? this.#renderWay(open) : nothing}
        ${renderFacts(open, this.#factsContext)}
        ${this.failure ? html`<p class="failure" role="alert">${this.failure}</p>` : nothing}
        ${this.#renderPapers(open)}
      </div>
      ${
        visit && !this.#isOffice
          ? html`<footer part="footer">
              <dispatch-status-button
                appointment=${visit.id}
                .source=${this.#office.store}
                .words=${this.words}
              ></dispatch-status-button>
            </footer>`
          : nothing
      }
    </article>`;
  }

  /** On the way: the alert, the map under it, and directions right below. */
  #renderWay(open: OpenJob) {
    const {organization, positions} = this.#picture!;
    const leadId = open.visit?.leadId;
    const position = leadId ? positions.get(leadId) : undefined;
    const view = wayView(open, organization?.timeZone ?? 'UTC', position);
    return html`<section class="way">
      <p class="alert">${icon('arrow')} ${this.#say('enroute')}</p>
      ${
        view && !this.noMap
          ? html`<dispatch-map
              .view=${view}
              .mapStyle=${this.mapStyle}
              .mapStyleDark=${this.mapStyleDark}
              .workerUrl=${this.workerUrl}
            ></dispatch-map>`
          : nothing
      }
      ${renderDirections(open, 'big', this.#factsContext)}
    </section>`;
  }

  get #factsContext(): FactsContext {
    return {
      say: this.#say,
      format: this.#format,
      directionsUrl: this.directionsUrl,
      // On the way they stand right below the map.
      hasDirections: !this.#isOffice && this.#status !== 'enroute',
    };
  }

  /** What an office does with it, where its own is the next step. */
  #renderDesk(open: OpenJob) {
    return html`<dispatch-job-desk
      .open=${open}
      .picture=${this.#picture}
      .client=${this.#office.client}
      .nowMs=${() => this.#office.store?.nowMs() ?? 0}
      .history=${this.#folder.store?.get().contents?.history}
      .notices=${this.#notices.items}
      .words=${this.words}
      .front=${(appointmentId: string) => (this.appointment = appointmentId)}
    ></dispatch-job-desk>`;
  }

  #renderPapers({job}: OpenJob) {
    const {contents} = this.#folder.store?.get() ?? {};
    const outbox = this.#outbox.store;
    const waiting = outbox?.get();
    const context = this.#papers();
    const photos = waitingPhotos(job.id, waiting?.photos ?? []);
    this.#shelf.hold(photos, outbox);
    const keepsPhotos = !contents || contents.photos !== undefined || photos.length > 0;
    return html`${renderNotes(listedNotes(job.id, contents?.notes ?? [], waiting?.notes ?? []), context)}
    ${
      keepsPhotos
        ? renderPhotos(contents?.photos ?? [], photos, id => this.#shelf.addressOf(id), context)
        : nothing
    }
    ${renderThread(contents?.messages ?? [], this.#may('notices'), context)}
    ${
      contents
        ? html`<section>
            <button
              class="chip fold"
              type="button"
              aria-expanded=${this.showsHistory}
              @click=${() => (this.showsHistory = !this.showsHistory)}
            >
              ${icon('plus')} ${this.#say('history')}
            </button>
            ${
              this.showsHistory
                ? html`<dispatch-timeline
                    .events=${contents.history}
                    .notices=${this.#notices.items}
                    .members=${this.#picture!.members}
                    .timeZone=${this.#format.timeZone}
                    .words=${this.words}
                  ></dispatch-timeline>`
                : nothing
            }
          </section>`
        : nothing
    }`;
  }

  #papers(): PapersContext {
    const {contents, error} = this.#folder.store?.get() ?? {};
    const customer = this.#open?.customer?.name ?? this.#say('theCustomer');
    return {
      localizer: this.#localizer,
      format: this.#format,
      members: this.#picture!.members,
      customer,
      isBusy: this.isBusy,
      missing: contents ? undefined : error ? 'lost' : 'loading',
      addNote: form => this.#doNow(() => this.#desk.addNote(form)),
      addPhoto: input => this.#doInTurn(() => this.#desk.addPhoto(input)),
      again: photo => this.#doNow(() => this.#desk.sendAgain(photo)),
      dismiss: id => void this.#outbox.store?.dismiss(id),
      write: form => this.#doNow(() => this.#desk.write(form)),
    };
  }

  readonly #say: Localizer<FieldWord | PocketWord>['say'] = (key, values) => this.#localizer.say(key, values);

  get #picture(): OfficePicture | undefined {
    return this.#office.store?.get();
  }

  get #format(): Format {
    const timeZone = this.#open?.job.address.timeZone ?? this.#picture?.organization?.timeZone;
    return {locale: this.#localizer.locale, timeZone};
  }

  /** Who may plan sees what an office does with a job, instead of a technician's next step. */
  get #isOffice(): boolean {
    return this.#who.me?.capabilities['plan'] === 'all';
  }

  #may(capability: 'notices'): boolean {
    const reach = this.#who.me?.capabilities[capability];
    return reach !== undefined && reach !== 'none';
  }

  /** What is of which visit. */
  get #about() {
    const {job, visit} = this.#open!;
    return {jobId: job.id, ...(visit && {appointmentId: visit.id})};
  }

  /** A second click on what is being done is none. */
  #doNow(work: () => Promise<void>): void {
    if (!this.isBusy) this.#doInTurn(work);
  }

  /** A photo that was chosen while something else is being done waits for that. */
  #doInTurn(work: () => Promise<void>): void {
    this.#turn = this.#turn.then(() => this.#do(work));
  }

  async #do(work: () => Promise<void>): Promise<void> {
    this.isBusy = true;
    this.failure = undefined;
    try {
      await work();
    } catch (error) {
      this.failure = reasonOf(error, this.#say('tryAgain'));
      tellError(this, error);
    } finally {
      this.isBusy = false;
    }
  }
}

/** Only who is on the way needs a map; without a network there is the address. */
async function loadMap(): Promise<void> {
  await import('../map/dispatch-map.ts').catch(() => undefined);
}

declare global {
  interface HTMLElementTagNameMap {
    'dispatch-job': DispatchJob;
  }
}
