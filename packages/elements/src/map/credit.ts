/** A piece of a credit line: words, and where they lead. */
export interface CreditPart {
  text: string;
  href: string | undefined;
}

/**
 * Reads the credit of a map source, which is a scrap of HTML, as words and links: nothing of it is ever given to the
 * page as HTML. Links lead to https addresses only.
 */
export function readCredit(html: string): CreditPart[] {
  const parts: CreditPart[] = [];
  const link = /<a\b[^>]*?\bhref\s*=\s*["']?([^"'\s>]+)["']?[^>]*>(.*?)<\/a>/gis;
  let end = 0;
  for (const match of html.matchAll(link)) {
    parts.push({text: wordsOf(html.slice(end, match.index)), href: undefined});
    const href = /^https:\/\//.test(match[1]!) ? match[1] : undefined;
    parts.push({text: wordsOf(match[2]!), href});
    end = match.index + match[0].length;
  }
  parts.push({text: wordsOf(html.slice(end)), href: undefined});
  return parts.filter(part => part.text.trim() !== '');
}

const entities: Readonly<Record<string, string>> = {
  copy: '©',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  nbsp: ' ',
};

function wordsOf(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole)
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}
