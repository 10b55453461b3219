import { describe, expect, it } from 'vitest';
import type { AnyOffer, PaperContext } from '#kernel/documents/offer.ts';
import type { Paper } from '#kernel/documents/paper.ts';
import { renderPaper } from '#kernel/documents/render.ts';
import { pdfPages, wordText } from '#kernel/documents/testing.ts';
import type { Row } from '#kernel/lifecycle/table.ts';
import type { AnyRecordType } from '#kernel/record/define.ts';
import type { AnyField, Fields } from '#kernel/record/field.ts';
import { catalogue } from './catalogue.ts';
import { papers } from './papers.ts';

const longestName = '吉林市㛃䶮𠮷化工'.padEnd(120, '有');

/** The most that a field can hold, in characters that are hard to set. */
function fullest(field: AnyField): unknown {
  switch (field.kind) {
    case 'text':
    case 'long-text':
    case 'code':
      return '𠮷'.repeat(Math.min(field.max, 400));
    case 'choice':
      return Object.keys(field.options).at(-1);
    case 'choices':
      return Object.keys(field.options);
    case 'flag':
      return true;
    case 'integer':
    case 'decimal':
      return field.max ?? 999_999;
    case 'money':
      return 99_999_999_999_999;
    case 'date':
      return '2026-12-31';
    case 'moment':
      return '2026-12-31T15:59:59.999Z';
    case 'files':
      return Array.from({ length: field.most }, () => 'code');
    case 'list':
      return Array.from({ length: field.most }, () =>
        Object.fromEntries(Object.entries(field.items).map(([name, item]) => [name, fullest(item)])),
      );
    case 'point':
      return { longitude: 126, latitude: 44 };
    default:
      return 'code';
  }
}

function rowOf(type: AnyRecordType, value: (field: AnyField) => unknown, state = type.stateNames.at(-1) ?? ''): Row<Fields> {
  const system = {
    id: '01970000-0000-7000-8000-000000000001',
    version: 3,
    state,
    region: '220000.220100',
    line: '',
    subject: null,
    agency: null,
  };
  const rest = { desk: null, due_at: null, rung: 0, opened_at: '2026-03-04T01:00:00.000Z', changed_at: '2026-03-04T01:00:00.000Z' };
  const own = Object.fromEntries(Object.entries(type.fields).map(([name, field]) => [name, value(field)]));
  // Every system column and every field of the type is there.
  return { ...own, ...system, ...rest } as Row<Fields>;
}

function paperOf(offer: AnyOffer, row: Row<Fields>, facts: PaperContext['facts'] = {}): Paper {
  const context: PaperContext = { name: (code) => (typeof code === 'string' && code !== '' ? longestName : ''), facts };
  return { ...offer.compose(row, context), template: `${offer.name}/${offer.version}`, origin: 'x', mark: offer.mark(row)?.zh ?? null };
}

const all = catalogue.flatMap((type) => papers.offersOf(type).map((offer) => [`${type.name} ${offer.name}`, type, offer] as const));

it('some types offer papers, each with a name in both languages', () => {
  expect(all.length).toBeGreaterThan(9);
  for (const [name, , { label }] of all) {
    expect(label.zh, name).toMatch(/\p{Script=Han}/u);
    expect(label.en, name).toMatch(/^[A-Za-z' -]+$/);
  }
});

describe.each(all)('%s', (_, type, offer) => {
  it('is composed of a row in which nothing is filled in, and says nothing that is not there', async () => {
    const paper = paperOf(
      offer,
      rowOf(type, () => null),
    );
    expect(JSON.stringify(paper)).not.toMatch(/undefined|NaN|\[object|"null|null"/);
    const { bytes } = await renderPaper(paper, 'pdf');
    expect((await pdfPages(bytes)).join('')).not.toMatch(/undefined|null|NaN|object/);
  });

  it('holds the longest values with rare characters, in PDF and Word, without a box', async () => {
    const paper = paperOf(offer, rowOf(type, fullest));
    const [pdf, word] = await Promise.all([renderPaper(paper, 'pdf'), renderPaper(paper, 'docx')]);
    expect(pdf.missing).toEqual([]);
    const text = (await pdfPages(pdf.bytes)).join('');
    for (const each of [text, wordText(word.bytes)]) {
      expect(each).toContain(paper.title.replaceAll(/\s/g, '').slice(0, 60));
      expect(each).toContain('㛃䶮𠮷');
    }
  });

  it('is composed in the same way for a row of any state', () => {
    for (const state of type.stateNames) expect(() => paperOf(offer, rowOf(type, fullest, state))).not.toThrow();
  });
});
