/** The resource timeline of @event-calendar/core, with the same technicians, visits and hours. */
import {Interaction, ResourceTimeline, createCalendar} from '@event-calendar/core';
import {changeOf, day, hours, technicians, visits, wallOf} from '../day.ts';

const minuteMs = 60_000;
const two = value => String(value).padStart(2, '0');
const eventOf = ({id, technicianId, title, customer, startMs, durationMinutes}) => ({
  id,
  resourceId: technicianId,
  start: wallOf(startMs),
  end: wallOf(startMs + durationMinutes * minuteMs),
  title: `${title} · ${customer}`,
});
const resources = technicians.map(({id, name}) => ({id, title: name}));
const events = visits.map(eventOf);
let calendar;

globalThis.bench = {
  mount() {
    calendar = createCalendar(document.body, [ResourceTimeline, Interaction], {
      view: 'resourceTimelineDay',
      date: day,
      slotMinTime: `${two(hours.from)}:00:00`,
      slotMaxTime: `${two(hours.to)}:00:00`,
      slotDuration: '00:15',
      slotLabelInterval: '01:00',
      slotWidth: 34,
      resources,
      events,
      editable: true,
    });
  },
  count: () => document.querySelectorAll('.ec-event').length,
  cardBox: () => {
    const row = technicians.findIndex(({id}) => id === 'mem_004');
    const all = [...document.querySelectorAll('.ec-event')];
    return all[row * 10 + 4].getBoundingClientRect().toJSON();
  },
  isDragging: () => document.querySelector('.ec-ghost, .ec-preview, .ec-dragging') !== null,
  change(index) {
    const {visit, startMs} = changeOf(index);
    calendar.updateEvent(eventOf({...visit, startMs}));
  },
};
