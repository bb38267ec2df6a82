import type {BookingRequest} from '@dispatch-kit/core';
import {settled} from './sign-in-handlers.ts';
import type {PublicHandler} from '../call.ts';
import {proveBooking, requestBooking} from '../../desk/book-visit.ts';
import {openBookingPage} from '../../desk/booking-page.ts';

const slugOf = (params: Readonly<Record<string, string>>) => params['organizationSlug']!;

export const publicBookingHandlers: Record<string, PublicHandler> = {
  'booking.page': call =>
    settled(call, tx => openBookingPage(call.office, tx, {slug: slugOf(call.params), ...call.query})),
  'booking.request': call =>
    settled(call, tx =>
      requestBooking(call.office, tx, {
        slug: slugOf(call.params),
        address: call.address,
        request: call.body as BookingRequest,
      }),
    ),
  'booking.verify': call =>
    settled(call, tx =>
      proveBooking(call.office, tx, {
        slug: slugOf(call.params),
        ...(call.body as {bookingId: string; code: string}),
      }),
    ),
};
