import type {DomainEvent, Member, Notice, TrackingView} from '@dispatch-kit/core';
import {LitElement, html, nothing} from 'lit';
import {property, state} from 'lit/decorators.js';
import {classMap} from 'lit/directives/class-map.js';
import {customElement} from '../base/custom-element.ts';
import {Localizer} from '../base/localizer.ts';
import type {OwnWords} from '../base/localizer.ts';
import {tokens} from '../base/tokens.styles.ts';
import {VisitController} from '../base/visit-controller.ts';
import type {FieldWord} from '../locales/field/en.ts';
import {timelineStyles} from './dispatch-timeline.styles.ts';
import type {HistoryList} from './history-list.ts';
import {stepOf} from './step-of.ts';

const steps = ['stepScheduled', 'stepOnTheWay', 'stepArrived', 'stepDone'] as const;

/**
 * How far a visit has come, in four steps; or, given the events of a job, its history: what happened, when, who did it,
 * and, given its messages, who was told.
 *
 * @summary The steps of a visit, or the history of a job.
 * @csspart steps - The four steps.
 * @csspart history - The list of what happened.
 */
@customElement('dispatch-timeline')
export class DispatchTimeline extends LitElement {
  static override styles = [tokens, timelineStyles];

  /** What to draw the steps of; without it, the visit of the nearest provider. */
  @property({attribute: false}) view: TrackingView | undefined;

  /** What happened to a job, as `client.jobs.history(id)` answers; the history is drawn instead of the steps. */
  @property({attribute: false}) events: readonly DomainEvent[] | undefined;

  /**
   * The messages about the job, as `client.office.notices({jobId})` answers. Each stands in the history with its words and
   * whether it arrived, or why it was not sent.
   */
  @property({attribute: false}) notices: readonly Notice[] | undefined;

  /** The people of the office by id, for the names in a history. */
  @property({attribute: false}) members: ReadonlyMap<string, Member> | undefined;

  /** The zone that a history is written in: `America/Chicago`; without it, the reader's. */
  @property({attribute: 'time-zone'}) timeZone: string | undefined;

  /** Words of your own, instead of ours. */
  @property({attribute: false}) words: OwnWords<FieldWord> | undefined;

  @state() private historyList: HistoryList | undefined;

  readonly #localizer = new Localizer(this);
  readonly #visit = new VisitController(this);
  #isHistoryWanted = false;

  protected override willUpdate(): void {
    if (!this.events || this.#isHistoryWanted) return;
    this.#isHistoryWanted = true;
    void this.#loadHistory();
  }

  protected override render() {
    if (this.events) return this.historyList?.render(this.events, this.notices ?? [], this) ?? nothing;
    return this.#renderSteps(stepOf(this.#visit.snapshot.view));
  }

  #renderSteps(now: number | undefined) {
    if (now === undefined) return nothing;
    const {direction} = this.#localizer;
    return html`<ol class="steps" part="steps" dir=${direction} aria-label=${this.#localizer.say('progress')}>
      ${steps.map((word, index) => {
        const isUnderWay = index === now && now === 1;
        const classes = {done: index <= now && !isUnderWay, now: index === now, 'under-way': isUnderWay};
        return html`<li class=${classMap(classes)} aria-current=${index === now ? 'step' : nothing}>
          ${this.#localizer.say(word)}
        </li>`;
      })}
    </ol>`;
  }

  /** A customer's page shows steps alone: the words of a history are loaded by who shows one. */
  async #loadHistory(): Promise<void> {
    try {
      const {HistoryList} = await import('./history-list.ts');
      if (this.isConnected) this.historyList = new HistoryList(this);
      else this.#isHistoryWanted = false;
    } catch {
      this.#isHistoryWanted = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'dispatch-timeline': DispatchTimeline;
  }
}
