import {followLook} from './backstage.ts';
// #region book
import '@dispatch-kit/elements/booking';

// The company's short name stands in the fragment: /book#northside
const booking = document.querySelector('dispatch-booking')!;
booking.organization = location.hash.slice(1);
// #endregion

followLook();
