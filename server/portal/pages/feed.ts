import { startOfDay } from '#kernel/clock/zone.ts';
import { listedSupervision } from '#modules/prevention/listed-supervision/record.ts';
import { sections } from '../frame.ts';
import { type Html, html } from '../html.ts';
import { addressOf, codes, sentence, type Text } from '../language.ts';
import { dayText, placeOf, textOf } from '../names.ts';
import { type Page, pageTypes } from '../page.ts';
import type { Asked } from '../parts.ts';
import { type Found, idsOf, readPublic } from '../read.ts';
import { listingsStatement, openListings } from './listings.ts';

const words = {
  author: { zh: '安网公众门户', en: 'Anwang for the public' },
  summary: {
    zh: '{enterprise}（{place}），{number}，挂牌 {listed}，治理期限 {limit}',
    en: '{enterprise} ({place}), {number}, listed on {listed}, to be put right by {limit}',
  },
  delisted: { zh: '，{day} 摘牌', en: ', de-listed on {day}' },
} as const satisfies Record<string, Text>;

const most = 50;

/** A feed tells of what was published and of what was taken off the list, by their days. */
function updatedOn(row: Found): Date {
  const day = row.delisted_on ?? row.published_on ?? row.listed_on;
  return typeof day === 'string' ? startOfDay(day) : new Date(0);
}

function entry(row: Found, { language, platform }: Asked, origin: string): Html {
  const values = {
    enterprise: textOf(row.enterprise_name),
    place: placeOf(platform.reference, row.region, language),
    number: textOf(row.number),
    listed: dayText(row.listed_on),
    limit: dayText(row.limit_on),
  };
  const delisted = typeof row.delisted_on === 'string' ? sentence(words.delisted, language, { day: row.delisted_on }) : '';
  return html`<entry><id>urn:uuid:${String(row.id)}</id><title>${textOf(row.title)}</title><updated>${updatedOn(row).toISOString()}</updated>
<link href="${origin}${addressOf(language, `/listed-dangers/${String(row.id)}`)}"/><summary>${sentence(words.summary, language, values)}${delisted}</summary></entry>
`;
}

/** The newest listings as an Atom feed (RFC 4287). `origin` is where the portal answers, without a slash at the end. */
export async function feedPage(asked: Asked, origin: string): Promise<Page> {
  const { platform, language } = asked;
  const [rows = []] = await readPublic(platform.database, [listingsStatement({ states: [...openListings, 'delisted'], limit: most })]);
  const newest = new Date(Math.max(0, ...rows.map((row) => updatedOn(row).getTime())));
  const self = `${origin}${addressOf(language, '/listed-dangers.atom')}`;
  const page = html`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${codes[language]}"><id>${self}</id><title>${sections['/listed-dangers'][language]}</title>
<updated>${newest.toISOString()}</updated><author><name>${words.author[language]}</name></author>
<link rel="self" href="${self}"/><link href="${origin}${addressOf(language, '/listed-dangers')}"/>
${rows.map((row) => entry(row, asked, origin))}</feed>
`;
  return { status: 200, type: pageTypes.atom, text: page.text, shows: [listedSupervision.name, ...idsOf(rows, 'enterprise')] };
}
