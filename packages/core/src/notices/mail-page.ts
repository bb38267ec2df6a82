/** What an e-mail looks like: one card with the brand, the words, and one button. */
export type MailPage = {
  readonly locale: string;
  readonly company: string;
  readonly text: string;
  readonly link?: {readonly url: string; readonly label: string};
  readonly footer?: string;
  readonly logoUrl?: string;
  /** `#rrggbb` */
  readonly accent?: string;
};

const rightToLeft = new Set(['ar', 'fa', 'he', 'ur']);

/** The HTML of a message. Every text in it is somebody else's and is escaped; styles are inline, as mail readers want it. */
export function mailPage({
  locale,
  company,
  text,
  link,
  footer,
  logoUrl,
  accent = '#1d4ed8',
}: MailPage): string {
  const dir = rightToLeft.has(locale.split('-')[0]!) ? 'rtl' : 'ltr';
  const words = link
    ? text
        .replaceAll(link.url, '')
        .trim()
        .replace(/[:：]$/, '.')
    : text;
  const font = 'font-family:system-ui,-apple-system,Segoe UI,Roboto,sans-serif';
  const head = logoUrl
    ? `<img src="${safe(logoUrl)}" alt="${safe(company)}" height="40">`
    : `<strong style="font-size:18px">${safe(company)}</strong>`;
  const button = link
    ? `<p style="margin:24px 0"><a href="${safe(link.url)}" style="background:${safe(accent)};color:${inkOn(accent)};padding:12px 20px;border-radius:8px;text-decoration:none;display:inline-block">${safe(link.label)}</a></p>`
    : '';
  const foot = footer ? `<p style="color:#5b6472;font-size:13px">${safe(footer)}</p>` : '';
  return (
    `<!doctype html><html lang="${safe(locale)}" dir="${dir}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${safe(company)}</title></head>` +
    `<body style="margin:0;background:#f3f5f8;${font};color:#111827"><div style="max-width:560px;margin:0 auto;padding:24px">` +
    `<div style="background:#ffffff;border-radius:12px;padding:24px">${head}<p style="font-size:16px;line-height:1.5">${safe(words).replaceAll('\n', '<br>')}</p>${button}${foot}</div></div></body></html>`
  );
}

/** Black or white, whichever is read better on a colour (WCAG relative luminance). */
function inkOn(color: string): string {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map(at => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? '#000000' : '#ffffff';
}

function safe(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
