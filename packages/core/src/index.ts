export {
  MoveForUrgent,
  appointmentCommandTypes,
  appointmentCommands,
} from './appointment/appointment-command.ts';
export type {AppointmentCommand, AppointmentCommandType} from './appointment/appointment-command.ts';
export {
  AppointmentFacts,
  AppointmentRequest,
  AppointmentStatus,
  Leg,
  LegEnd,
  Outcome,
  Planned,
  isLate,
  isLive,
  isOpen,
  isOverdue,
  isUnderWay,
  plannedRange,
  promisedAt,
} from './appointment/appointment-facts.ts';
export {toldArrival} from './appointment/told-arrival.ts';
export {csvOf, delimiterOf} from './import/csv-text.ts';
export {guessColumns, orderFields, requiredOrderFields} from './import/order-columns.ts';
export type {ColumnMapping, OrderField} from './import/order-columns.ts';
export {readOrder} from './import/read-order.ts';
export type {OrderLack, OrderReading, ReadOrder} from './import/read-order.ts';
export {guessDayFirst} from './import/wall-moment.ts';
export type {MomentWriting} from './import/wall-moment.ts';
export {appointmentMachine, conditions} from './appointment/appointment-machine.ts';
export type {AppointmentMachine, Cell} from './appointment/appointment-machine.ts';
export {liveDeadline} from './appointment/leg.ts';
export {nextStep} from './appointment/next-step.ts';
export type {NextStep} from './appointment/next-step.ts';
export {Reason, reasonCodes} from './appointment/reason.ts';
export {isRefusal, refusals} from './appointment/refusal.ts';
export type {Refusal, RefusalCode} from './appointment/refusal.ts';
export {appointmentAccess, jobAccess} from './decide/command-access.ts';
export {newVisit} from './decide/consequences.ts';
export {decideDeactivation} from './decide/decide-deactivation.ts';
export {decideNewJob} from './decide/decide-new-job.ts';
export type {NewJob} from './decide/decide-new-job.ts';
export {decide, jobOffersFor, offersFor} from './decide/decide.ts';
export type {Command, Decision, Machines, Offer} from './decide/decide.ts';
export {findVisit} from './decide/world.ts';
export type {Asking, World} from './decide/world.ts';
export {DomainEvent, EventType} from './history/event.ts';
export type {Change, NewEvent} from './history/event.ts';
export {evolve, foldJob} from './history/evolve.ts';
export {formatId, idPrefixes, idSchema} from './ids.ts';
export type {IdKind, NewId} from './ids.ts';
export {readGpx} from './ingest/read-gpx.ts';
export {readOwntracks} from './ingest/read-owntracks.ts';
export {readTraccar} from './ingest/read-traccar.ts';
export type {TraccarReading} from './ingest/read-traccar.ts';
export type {Reading, UnreadReason} from './ingest/reading.ts';
export {daylessStatuses, deriveJobStatus, isJobOpen, jobStatusRules} from './job/derive-job-status.ts';
export {NewAppointment, jobCommandTypes, jobCommands} from './job/job-command.ts';
export type {JobCommand, JobCommandType} from './job/job-command.ts';
export {JobFacts, JobStatus, OfferStatus} from './job/job-facts.ts';
export {jobConditions, jobMachine} from './job/job-machine.ts';
export type {JobCell, JobMachine} from './job/job-machine.ts';
export {contrastRatio, mendForContrast} from './look/contrast.ts';
export type {MendedColor} from './look/contrast.ts';
export {statusLook, statusesOf} from './look/palettes.ts';
export type {
  PaletteName,
  StatusColors,
  StatusIcon,
  StatusLook,
  StatusOf,
  StatusSubject,
} from './look/palettes.ts';
export {surfaces} from './look/surfaces.ts';
export type {Theme} from './look/surfaces.ts';
export {agreedChannels, channelFor, contactsFor} from './notices/channel-for.ts';
export {Channel, NoticeKind, NoticeState, legKinds, mostNewEtas, noticeLaws} from './notices/notice-kind.ts';
export {mailPage} from './notices/mail-page.ts';
export {chooseWords, noticeLanguages, sayNotice} from './notices/notice-words.ts';
export type {NoticeTemplate, NoticeWords} from './notices/notice-words.ts';
export {keywordOf, replyWords} from './notices/reply-words.ts';
export type {ReplyWords} from './notices/reply-words.ts';
export {smsSegments} from './notices/sms-segments.ts';
export type {SmsSegments} from './notices/sms-segments.ts';
export {placeholdersOf, templateProblem} from './notices/template.ts';
export type {Placeholder} from './notices/template.ts';
export {Templates} from './notices/templates.ts';
export {visitCalendar} from './notices/visit-calendar.ts';
export type {CalendarMethod, CalendarVisit} from './notices/visit-calendar.ts';
export {planNotices} from './notices/plan-notices.ts';
export type {NoticePlan, NoticePlans, Told} from './notices/plan-notices.ts';
export {Actor, ActorKind, Basis} from './people/actor.ts';
export {capabilities, permissions} from './people/permission.ts';
export type {Capability, Reach} from './people/permission.ts';
export {Role} from './people/role.ts';
export {
  QuietHours,
  Settings,
  Visibility,
  VisibilityRule,
  defaultSettings,
  defaultVisibility,
} from './people/settings.ts';
export {
  awaitingArrival,
  defaultArrivalRadiusMeters,
  detectArrivals,
  detectStanding,
  undoneArrival,
} from './place/arrival.ts';
export type {
  ArrivalExplanation,
  ArrivalPlace,
  ArrivalState,
  DetectedArrival,
  StandingResult,
} from './place/arrival.ts';
export {ArrivalCause, Eta} from './place/eta-range.ts';
export {displayRange, driveSeconds, etaMoved, saidEta} from './place/eta.ts';
export type {Travel} from './place/eta.ts';
export {ArrivalRecord, arrivalRecord} from './place/arrival-record.ts';
export {Lateness, latenessOf} from './place/lateness.ts';
export {Fix, believe, noFixes, oldestFixMs} from './place/fix.ts';
export type {FixHistory, FixVerdict, RefusedFixReason} from './place/fix.ts';
export {addressQuery, judgeAddress} from './place/judge-address.ts';
export type {Located} from './place/judge-address.ts';
export {judgePin, pinRadiusMeters} from './place/judge-pin.ts';
export {LatLng, bearingDegrees, distanceMeters, movedToward} from './place/lat-lng.ts';
export {
  beginningOf,
  decodePolyline,
  encodePolyline,
  lengthMeters,
  nearestOnLine,
  pointAt,
  sliceFrom,
} from './place/polyline.ts';
export type {NearestOnLine} from './place/polyline.ts';
export type {PlannedVisit, TravelSeconds} from './plan/opening.ts';
export {estimateArrival} from './road/estimate-arrival.ts';
export type {ArrivalEstimate, ArrivalInput} from './road/estimate-arrival.ts';
export {LearnedRoad, learnRoad} from './road/learned-road.ts';
export type {PastDrive} from './road/drive.ts';
export {daysAfter, shiftsOf, wallClock} from './plan/working-time.ts';
export type {WallClock, WorkingHour} from './plan/working-time.ts';
export {rankNearest} from './plan/nearest.ts';
export type {CurrentWork, Nearest, Responder, UrgentWish} from './plan/nearest.ts';
export type {Delay, Stop} from './plan/making-way.ts';
export {suggestSlots, windowsToOffer} from './plan/suggest.ts';
export type {CandidateTechnician, PlanningWish} from './plan/suggest.ts';
export {
  Day,
  Instant,
  TimeRange,
  TimeZone,
  dayIn,
  dayMs,
  dayRange,
  hourMs,
  localMs,
  minuteMs,
  overlaps,
  toInstant,
  toMs,
} from './time.ts';
export {cutView, visitOnTop} from './tracking/cut-view.ts';
export type {Introduction, Road, ViewSource} from './tracking/cut-view.ts';
export {linkPreview} from './tracking/link-preview.ts';
export type {LinkPreview, LinkPreviewInput} from './tracking/link-preview.ts';
export {feedbackMs, staleAfterMs, trackingPhase} from './tracking/tracking-phase.ts';
export type {PhaseContext} from './tracking/tracking-phase.ts';
export {
  TrackingAction,
  TrackingEta,
  TrackingPhase,
  TrackingPosition,
  TrackingView,
  TrackingVisit,
} from './tracking/tracking-view.ts';
export {api, endpoints} from './wire/api.ts';
export {BookingPage, BookingRequest, bookingEndpoints} from './wire/booking-endpoints.ts';
export {Appointment, AppointmentPatch, OfferedCommand, ProofOfPresence} from './wire/appointment.ts';
export {
  Address,
  Consent,
  Consents,
  Contact,
  ContactInput,
  Customer,
  CustomerInput,
  CustomerPatch,
} from './wire/customer.ts';
export {PushSubscriptionInput, channelEndpoints} from './wire/channel-endpoints.ts';
export {ConsentEntry, Message, correspondenceEndpoints} from './wire/correspondence-endpoints.ts';
export {GeocodedPlace, geocodeEndpoints} from './wire/geocode-endpoints.ts';
export {inPath} from './wire/endpoint.ts';
export type {Access, Endpoint} from './wire/endpoint.ts';
export {errorCodes} from './wire/error-code.ts';
export type {ErrorCode} from './wire/error-code.ts';
export {
  AppointmentQuery,
  JobQuery,
  JobSort,
  appointmentCommandEndpoints,
  appointmentEndpoints,
  jobCommandEndpoints,
  jobEndpoints,
} from './wire/job-endpoints.ts';
export type {Note} from './wire/job-endpoints.ts';
export {
  CommandReply,
  Correction,
  Job,
  JobInput,
  JobPlace,
  JobPatch,
  Priority,
  ToldNotice,
  UnplacedReason,
} from './wire/job.ts';
export {NearestDelay, NearestQuery, NearestTechnician, NearestTechnicians, SendNow} from './wire/nearest.ts';
export {
  Invitation,
  InvitationDelivery,
  Member,
  MemberInput,
  MemberPatch,
  MemberSession,
  PairedDevice,
  WorkingHours,
} from './wire/member.ts';
export {liveEndpoints} from './wire/live-endpoints.ts';
export {
  DayReview,
  ImportReply,
  ImportRow,
  Notice,
  NoticePreview,
  NoticePreviewInput,
  officeEndpoints,
} from './wire/office-endpoints.ts';
export {ApiKey, organizationEndpoints} from './wire/organization-endpoints.ts';
export {customerEndpoints, memberEndpoints} from './wire/people-endpoints.ts';
export {
  OfferedWindows,
  Suggestion,
  SuggestionInput,
  SuggestionQuery,
  Suggestions,
  planningEndpoints,
} from './wire/planning-endpoints.ts';
export {TechnicianPosition, roadEndpoints} from './wire/road-endpoints.ts';
export {
  Brand,
  Organization,
  OrganizationInput,
  OrganizationPatch,
  Origin,
  Service,
} from './wire/organization.ts';
export {Photo, photoEndpoints} from './wire/photo-endpoints.ts';
export {PracticeReport, SurveyAnswer, reportEndpoints} from './wire/report-endpoints.ts';
export {FieldProblem, Problem} from './wire/problem.ts';
export {Email, ExternalId, Locale, Metadata, Phone} from './wire/resource.ts';
export {PhoneCode, signInEndpoints} from './wire/sign-in-endpoints.ts';
export {Source, sourceEndpoints} from './wire/source-endpoints.ts';
export {trackEndpoints} from './wire/track-endpoints.ts';
export {trackRoutes} from './wire/track-routes.ts';
export {
  Webhook,
  WebhookDelivery,
  WebhookInput,
  WebhookPatch,
  webhookEndpoints,
} from './wire/webhook-endpoints.ts';
export type {DeliveryState} from './wire/webhook-endpoints.ts';
