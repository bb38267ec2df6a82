/** How a text message is sent: in which alphabet, in how many parts, each of which is paid for. */
export type SmsSegments = {
  /** `gsm7` while every character is of the GSM alphabet; one other makes the whole message `ucs2`. */
  readonly encoding: 'gsm7' | 'ucs2';
  /** What counts towards the parts: an extension character such as € is two of GSM, an emoji two of UCS-2. */
  readonly units: number;
  readonly segments: number;
  /** How many units fit into one part of a message of this length. */
  readonly unitsPerSegment: number;
  /** The characters that made it UCS-2. */
  readonly notGsm7: readonly string[];
};

/** The basic alphabet of GSM 03.38 (3GPP TS 23.038, 6.2.1). */
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Its extension (6.2.1.1): an escape and a character, so two units that stay together. */
const extension = new Set('\f^{}\\[~]|€');

const sizes = {gsm7: {alone: 160, part: 153}, ucs2: {alone: 70, part: 67}} as const;

/** Counts the parts of a text message. No part ends inside a character. */
export function smsSegments(text: string): SmsSegments {
  const characters = [...text];
  const notGsm7 = [...new Set(characters.filter(char => !basic.has(char) && !extension.has(char)))];
  const encoding = notGsm7.length > 0 ? 'ucs2' : 'gsm7';
  const sizeOf = (char: string) => (encoding === 'ucs2' ? char.length : extension.has(char) ? 2 : 1);
  const units = characters.reduce((sum, char) => sum + sizeOf(char), 0);
  const {alone, part} = sizes[encoding];
  const fitsAlone = units <= alone;
  const segments = fitsAlone ? Number(units > 0) : partsOf(characters.map(sizeOf), part);
  return {encoding, units, segments, unitsPerSegment: fitsAlone ? alone : part, notGsm7};
}

function partsOf(sizes: readonly number[], room: number): number {
  let [parts, used] = [1, 0];
  for (const size of sizes) {
    if (used + size > room) [parts, used] = [parts + 1, 0];
    used += size;
  }
  return parts;
}
