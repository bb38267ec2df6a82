/** The scenes of all elements. */
import type {Tag} from '../catalog.ts';
import type {Scene} from '../stage.ts';
import {etaScenes, providerScenes, statusScenes, timelineScenes, visitScenes} from './block-scenes.ts';
import {bookingScenes} from './booking-scenes.ts';
import {
  answersScenes,
  headlineScenes,
  surveyScenes,
  technicianScenes,
  threadScenes,
} from './customer-scenes.ts';
import {agendaScenes, statusButtonScenes} from './field-scenes.ts';
import {dashboardScenes} from './dashboard-scenes.ts';
import {offersScenes, reviewScenes, teamScenes} from './desk-scenes.ts';
import {importScenes} from './import-scenes.ts';
import {mapScenes} from './map-scenes.ts';
import {boardScenes, newOrderScenes} from './office-scenes.ts';
import {jobScenes, sharingScenes, signInScenes} from './pocket-scenes.ts';
import {scheduleScenes} from './schedule-scenes.ts';
import {trackerScenes} from './tracker-scenes.ts';

export const scenes: Readonly<Record<Tag, Readonly<Record<string, Scene>>>> = {
  'dispatch-tracker': trackerScenes,
  'dispatch-survey': surveyScenes,
  'dispatch-booking': bookingScenes,
  'dispatch-headline': headlineScenes,
  'dispatch-technician': technicianScenes,
  'dispatch-answers': answersScenes,
  'dispatch-thread': threadScenes,
  'dispatch-eta': etaScenes,
  'dispatch-map': mapScenes,
  'dispatch-timeline': timelineScenes,
  'dispatch-visit': visitScenes,
  'dispatch-status': statusScenes,
  'dispatch-agenda': agendaScenes,
  'dispatch-sharing': sharingScenes,
  'dispatch-job': jobScenes,
  'dispatch-sign-in': signInScenes,
  'dispatch-status-button': statusButtonScenes,
  'dispatch-board': boardScenes,
  'dispatch-schedule': scheduleScenes,
  'dispatch-new-order': newOrderScenes,
  'dispatch-import': importScenes,
  'dispatch-offers': offersScenes,
  'dispatch-day-review': reviewScenes,
  'dispatch-dashboard': dashboardScenes,
  'dispatch-team': teamScenes,
  'dispatch-provider': providerScenes,
};
