/**
 * The relative luminance of a colour, 0 (black) to 1 (white).
 *
 * Source: "relative luminance" of WCAG 2.2.
 *
 * @param color `#rgb` or `#rrggbb`.
 * @throws RangeError for anything else.
 */
export function relativeLuminance(color: string): number {
  const [red, green, blue] = parse(color).map(toLinear) as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The contrast of two opaque colours, 1 to 21, in either order; text needs 4.5 (WCAG 2.2, 1.4.3), shapes 3 (1.4.11). */
export function contrastRatio(a: string, b: string): number {
  const [dark, light] = [relativeLuminance(a), relativeLuminance(b)].sort((x, y) => x - y) as [
    number,
    number,
  ];
  return (light + 0.05) / (dark + 0.05);
}

export type MendedColor =
  | {ok: true; color: string; changed: boolean}
  | {ok: false; reason: 'not_a_color' | 'out_of_reach'; sentence: string};

/**
 * Answers a brand colour that can be read on another: the colour itself if it passes, else the nearest lighter or
 * darker shade of its hue that does. Refused if it is not a hex colour, or if not even black or white would pass.
 *
 * Shades are taken in OKLCH, where equal steps look equal (B. Ottosson, "A perceptual color space for image
 * processing", 2020); hue is kept, chroma only shrinks where the screen cannot show it.
 *
 * @param ratio the contrast wanted, default 4.5.
 */
export function mendForContrast(color: string, against: string, ratio = 4.5): MendedColor {
  const unreadable = [color, against].find(each => !isHexColor(each));
  if (unreadable !== undefined) {
    return {ok: false, reason: 'not_a_color', sentence: `"${unreadable}" is not a colour such as #1f5eff.`};
  }
  if (contrastRatio(color, against) >= ratio) return {ok: true, color: toHex(parse(color)), changed: false};
  const own = toOklch(color);
  const shades = [nearestShade(own, 0, against, ratio), nearestShade(own, 1, against, ratio)]
    .filter(shade => shade !== undefined)
    .sort((a, b) => Math.abs(a.lightness - own.lightness) - Math.abs(b.lightness - own.lightness));
  if (shades[0]) return {ok: true, color: toColor(shades[0]), changed: true};
  return {
    ok: false,
    reason: 'out_of_reach',
    sentence: `No shade of ${color} has a contrast of ${ratio} on ${against}.`,
  };
}

type Rgb = [number, number, number];

interface Oklch {
  lightness: number;
  chroma: number;
  hueRadians: number;
}

/** The shade nearest to a colour on the way to black (0) or white (1) that passes, or undefined if the end does not. */
function nearestShade(own: Oklch, end: 0 | 1, against: string, ratio: number): Oklch | undefined {
  const passes = (shade: Oklch) => contrastRatio(toColor(shade), against) >= ratio;
  let good: Oklch = {...own, lightness: end};
  if (!passes(good)) return undefined;
  let bad = own.lightness;
  for (let step = 0; step < 20; step++) {
    const middle = {...own, lightness: (good.lightness + bad) / 2};
    if (passes(middle)) good = middle;
    else bad = middle.lightness;
  }
  return good;
}

function isHexColor(text: string): boolean {
  return /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(text);
}

function parse(color: string): Rgb {
  if (!isHexColor(color)) throw new RangeError(`"${color}" is not a colour such as #1f5eff.`);
  const digits =
    color.length === 4 ? [...color.slice(1)].map(digit => digit + digit).join('') : color.slice(1);
  return [0, 2, 4].map(at => parseInt(digits.slice(at, at + 2), 16) / 255) as Rgb;
}

function toHex(rgb: Rgb): string {
  const byte = (part: number) => Math.round(Math.min(1, Math.max(0, part)) * 255);
  return `#${rgb.map(part => byte(part).toString(16).padStart(2, '0')).join('')}`;
}

function toLinear(part: number): number {
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}

function fromLinear(part: number): number {
  return part <= 0.0031308 ? part * 12.92 : 1.055 * part ** (1 / 2.4) - 0.055;
}

function toOklch(color: string): Oklch {
  const [r, g, b] = parse(color).map(toLinear) as Rgb;
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const greenRed = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const blueYellow = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  return {
    lightness: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    chroma: Math.hypot(greenRed, blueYellow),
    hueRadians: Math.atan2(blueYellow, greenRed),
  };
}

/** The linear parts of a shade; outside 0 to 1 where no screen can show it. */
function linearOf({lightness, chroma, hueRadians}: Oklch): Rgb {
  const [a, b] = [chroma * Math.cos(hueRadians), chroma * Math.sin(hueRadians)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

/** The shade as the screen shows it: with as much of its chroma as fits. */
function toColor(shade: Oklch): string {
  const fits = (chroma: number) =>
    linearOf({...shade, chroma}).every(part => part >= -0.0001 && part <= 1.0001);
  let chroma = shade.chroma;
  if (!fits(chroma)) {
    let tooMuch = chroma;
    chroma = 0;
    for (let step = 0; step < 20; step++) {
      const middle = (chroma + tooMuch) / 2;
      if (fits(middle)) chroma = middle;
      else tooMuch = middle;
    }
  }
  return toHex(linearOf({...shade, chroma}).map(part => fromLinear(Math.max(0, part))) as Rgb);
}
