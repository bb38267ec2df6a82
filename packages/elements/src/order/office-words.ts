import type {Localizer} from '../base/localizer.ts';
import type {OfficeWord} from '../locales/office/en.ts';

export type OfficeLocalizer = Localizer<OfficeWord>;
/** Says a word of an office. */
export type OfficeSay = OfficeLocalizer['say'];
