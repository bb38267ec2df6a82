import {
  Address,
  ApiKey,
  Appointment,
  AppointmentStatus,
  Brand,
  CommandReply,
  Consent,
  Consents,
  Contact,
  ContactInput,
  Correction,
  Customer,
  CustomerInput,
  Day,
  DayReview,
  DomainEvent,
  EventType,
  FieldProblem,
  Fix,
  ImportReply,
  ImportRow,
  Instant,
  Job,
  JobInput,
  JobStatus,
  Leg,
  Member,
  MemberInput,
  Metadata,
  NewAppointment,
  Notice,
  NoticeKind,
  NoticeState,
  OfferedCommand,
  Organization,
  OrganizationInput,
  Outcome,
  Photo,
  PracticeReport,
  Priority,
  Problem,
  QuietHours,
  Reason,
  Role,
  Service,
  SurveyAnswer,
  TechnicianPosition,
  TimeRange,
  TimeZone,
  ToldNotice,
  TrackingAction,
  TrackingEta,
  TrackingPhase,
  TrackingPosition,
  TrackingView,
  TrackingVisit,
  Visibility,
  VisibilityRule,
  Webhook,
  WebhookDelivery,
  WorkingHours,
  api,
} from '@dispatch-kit/core';
import * as z from 'zod/mini';

type Json = Record<string, unknown>;
type Named = {id: string; description?: string; format?: string};

/** Every schema that has a name of its own in the document; the rest stands where it is used. */
const names: Record<string, z.ZodMiniType> = {
  Address,
  ApiKey,
  Appointment,
  AppointmentStatus,
  Brand,
  CommandReply,
  Consent,
  Consents,
  Contact,
  ContactInput,
  Correction,
  Customer,
  CustomerInput,
  DayReview,
  Event: DomainEvent,
  EventType,
  FieldProblem,
  Fix,
  ImportReply,
  ImportRow,
  Job,
  JobInput,
  JobStatus,
  Leg,
  Member,
  MemberInput,
  Metadata,
  NewAppointment,
  Note: api.jobs.addNote.reply,
  Notice,
  NoticeKind,
  NoticeState,
  OfferedCommand,
  Organization,
  OrganizationInput,
  Outcome,
  Photo,
  PracticeReport,
  Priority,
  Problem,
  QuietHours,
  Reason,
  Role,
  Service,
  SurveyAnswer,
  TechnicianPosition,
  TimeRange,
  ToldNotice,
  TrackingAction,
  TrackingEta,
  TrackingPhase,
  TrackingPosition,
  TrackingView,
  TrackingVisit,
  Visibility,
  VisibilityRule,
  Webhook,
  WebhookDelivery,
  WorkingHours,
};

const registry = z.registry<Named>();
for (const [id, schema] of Object.entries(names)) registry.add(schema, {id});
registry.add(Instant, {
  id: 'Instant',
  format: 'date-time',
  description: 'A point in time, ISO 8601 with its offset',
});
registry.add(Day, {id: 'Day', format: 'date', description: 'A calendar day in the time zone beside it'});
registry.add(TimeZone, {id: 'TimeZone', description: 'An IANA time zone, such as America/Chicago'});

/** Makes JSON schemas of the contract's, and keeps those that have a name in one place. */
export class SchemaBook {
  /** The named schemas met so far. */
  readonly components: Record<string, Json> = {};

  /** The JSON schema of what is sent (`input`) or answered (`output`); a named one is referred to. */
  of(schema: z.ZodMiniType, io: 'input' | 'output'): Json {
    const {
      $schema: _,
      $defs = {},
      ...json
    } = z.toJSONSchema(schema, {io, unrepresentable: 'any', metadata: registry, override: leaveOpen}) as {
      $defs?: Record<string, Json>;
    } & Json;
    for (const [name, definition] of Object.entries($defs)) this.#keep(name, definition);
    return pointToComponents(json);
  }

  #keep(name: string, definition: Json): void {
    const {id: _, ...kept} = pointToComponents(definition);
    const known = this.components[name];
    if (known && JSON.stringify(known) !== JSON.stringify(kept))
      throw new Error(
        `${name} is one schema when it is sent and another when it is answered: give each a name.`,
      );
    this.components[name] = kept;
  }
}

/** What is answered may have more fields one day: only what is sent is read strictly. */
function leaveOpen({zodSchema, jsonSchema}: {zodSchema: z.core.$ZodTypes; jsonSchema: Json}): void {
  const {def} = zodSchema._zod;
  if (def.type === 'object' && !def.catchall) delete jsonSchema['additionalProperties'];
}

/** A definition inside one schema is a component of the whole document. */
function pointToComponents(json: Json): Json {
  const text = JSON.stringify(json).replaceAll('"$ref":"#/$defs/', '"$ref":"#/components/schemas/');
  return JSON.parse(text) as Json;
}
