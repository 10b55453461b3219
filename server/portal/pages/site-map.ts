import { listedSupervision } from '#modules/prevention/listed-supervision/record.ts';
import { officialNotice } from '#modules/responsibility/official-notice/record.ts';
import { sections } from '../frame.ts';
import { html } from '../html.ts';
import { addressOf, languages } from '../language.ts';
import { type Page, pageTypes } from '../page.ts';
import type { Asked } from '../parts.ts';
import { idsOf, readPublic } from '../read.ts';
import { listingsStatement, openListings } from './listings.ts';
import { papersStatement } from './papers.ts';

const most = 100;

/** The pages of the portal for search engines: its sections, the newest listings and papers. Enterprises are found by asking, not by listing millions. */
export async function siteMap({ platform }: Asked, origin: string): Promise<Page> {
  const [listings = [], papers = []] = await readPublic(platform.database, [
    listingsStatement({ states: [...openListings, 'delisted'], limit: most }),
    papersStatement(undefined, most),
  ]);
  const paths = [
    ...Object.keys(sections),
    ...idsOf(listings, 'id').map((id) => `/listed-dangers/${id}`),
    ...idsOf(papers, 'id').map((id) => `/papers/${id}`),
  ];
  const urls = paths.flatMap((path) =>
    languages.map(
      (language) => html`<url><loc>${origin}${addressOf(language, path)}</loc></url>
`,
    ),
  );
  const page = html`<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${urls}</urlset>
`;
  return { status: 200, type: pageTypes.xml, text: page.text, shows: [listedSupervision.name, officialNotice.name] };
}

/** What search engines may walk: the portal, without searches and what is one person's. */
export function robots(origin: string): Page {
  const text = `User-agent: *
Allow: /public
Disallow: /public/corrections
Disallow: /public/en/corrections
Disallow: /public/enterprises?
Disallow: /public/en/enterprises?
Disallow: /

Sitemap: ${origin}/sitemap.xml
`;
  return { status: 200, type: pageTypes.text, text, shows: [] };
}
