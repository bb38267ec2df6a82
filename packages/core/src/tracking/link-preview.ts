/** What the page behind a link may say of itself: the same for every link of a company. */
export interface LinkPreviewInput {
  /** `Your visit`, in the language of the page. */
  title: string;
  /** The company's name; without it, the title stands alone. */
  organization?: string | undefined;
}

export interface LinkPreview {
  /** To be sent with the page. */
  headers: Readonly<Record<string, string>>;
  /** To stand in its `<head>`. */
  head: string;
}

/**
 * What a page that a tracking or booking link opens tells to bots, messengers that draw previews and mail scanners: whose
 * page it is, and nothing of any visit. It takes no token on purpose. That stands in the fragment of the address, which no
 * browser and no bot sends, so that one preview serves all; search engines are told to keep nothing, and no page that is
 * opened from there learns the address.
 */
export function linkPreview({title, organization}: LinkPreviewInput): LinkPreview {
  const shown = escaped([organization, title].filter(Boolean).join(' · '));
  return {
    headers: {
      'x-robots-tag': 'noindex, nofollow, noarchive, nosnippet',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    },
    head: [
      `<title>${shown}</title>`,
      '<meta name="robots" content="noindex, nofollow, noarchive, nosnippet" />',
      '<meta name="referrer" content="no-referrer" />',
      `<meta property="og:title" content="${shown}" />`,
      '<meta property="og:type" content="website" />',
      '<meta name="format-detection" content="telephone=no, address=no, date=no" />',
    ].join('\n'),
  };
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string) => text.replaceAll(/[&<>"']/g, character => entities[character]!);
