import { describe, expect, it } from 'vitest';
import type { Paper, PaperFormat, TableBlock } from './paper.ts';
import { renderPaper } from './render.ts';
import { pdfPages, sample, wordPart, wordText } from './testing.ts';

const render = async (change: Partial<Paper>, format: PaperFormat = 'pdf') => renderPaper({ ...sample, ...change }, format);
const textOf = async (change: Partial<Paper>) => (await pdfPages((await render(change)).bytes)).join('');

describe('a character that no font has', () => {
  const text = '王𫄯𫄯和\u{2B12F}';

  it('is reported once and stands as a box in the PDF', async () => {
    const { missing } = await render({ title: text });
    expect(missing).toContain('\u{2B12F}');
    expect(new Set(missing).size).toBe(missing.length);
    expect(await textOf({ title: '甲\u{2B12F}乙' })).toContain('甲□乙');
  });

  it('stays itself in Word, for the fonts of whoever reads it, and is reported too', async () => {
    const { bytes, missing } = await render({ title: '甲\u{2B12F}乙' }, 'docx');
    expect(missing).toEqual(['\u{2B12F}']);
    expect(wordText(bytes)).toContain('甲\u{2B12F}乙');
  });
});

describe('characters of names', () => {
  it.each(['𠮷', '䶮', '㛃', '犇', '喆', '𬭊'])('%s is set and can be copied out again', async (character) => {
    const { missing } = await render({ title: `${character}林化工` });
    expect(missing).toEqual([]);
    expect(await textOf({ title: `${character}林化工` })).toContain(`${character}林化工`);
  });

  it('are set in a second font, run by run, where the first lacks them', async () => {
    const { bytes } = await render({ title: '甲𠮷乙' }, 'docx');
    expect(wordPart(bytes)).toMatch(/w:eastAsia="SimSun-ExtB"[^>]*\/>(?:(?!<w:rFonts).)*<w:t[^>]*>𠮷<\/w:t>/);
  });
});

describe('the same paper', () => {
  it.each(['pdf', 'docx', 'svg'] as const)('is the same bytes as %s, and another paper is not', async (format) => {
    const [one, again, other] = await Promise.all([
      render({}, format),
      render({}, format),
      render({ number: '安办督〔2026〕13号' }, format),
    ]);
    expect(one.bytes.equals(again.bytes)).toBe(true);
    expect(one.hash).toBe(again.hash);
    expect(other.bytes.equals(one.bytes)).toBe(false);
    expect(other.hash).not.toBe(one.hash);
  });

  it('is the same Word file at another moment: no time of writing is in it', async () => {
    const { bytes } = await render({}, 'docx');
    expect(wordPart(bytes, 'docProps/core.xml')).not.toMatch(/\d{4}-\d{2}-\d{2}T/);
  });
});

describe('what stands on it', () => {
  it('is all of its parts, in PDF and in Word', async () => {
    const change: Partial<Paper> = {
      urgency: '特急',
      attachments: ['任务表', '逾期清单'],
      note: '答复期限：2026年12月20日',
      copies: '省政府办公厅',
      code: '公文 0001 第3版',
      body: [
        { kind: 'heading', level: 1, text: '一、基本情况' },
        { kind: 'heading', level: 2, text: '（一）数据' },
        { kind: 'list', items: ['第一项', '第二项'], numbered: true },
        {
          kind: 'facts',
          columns: 2,
          rows: [
            { label: '企业', value: '某某化工' },
            { label: '等级', value: '重大' },
            { label: '期限', value: '年底' },
          ],
        },
        {
          kind: 'bars',
          caption: '完成率',
          bars: [
            { label: '长春市', value: 80, text: '80%' },
            { label: '白山市', value: 0, text: '0%' },
          ],
        },
        { kind: 'sign', places: ['签收人', '日期'] },
      ],
    };
    const parts = [
      '特急',
      '吉林省安全生产委员会办公室文件',
      '安办督〔2026〕12号',
      '关于储罐安全阀逾期未整改的督办单',
      '长春市安全生产委员会办公室：',
      '一、基本情况',
      '（一）数据',
      '1.第一项',
      '2.第二项',
      '某某化工',
      '完成率',
      '白山市',
      '签收人：',
      '附件：1.任务表',
      '2.逾期清单',
      '2026年12月1日',
      '（答复期限：2026年12月20日）',
      '抄送：省政府办公厅。',
    ];
    const [pdf, word] = [await textOf(change), wordText((await render(change, 'docx')).bytes)];
    for (const part of parts) {
      expect(pdf, part).toContain(part);
      expect(word, part).toContain(part);
    }
    const { bytes, hash } = await render(change);
    expect((await pdfPages(bytes))[0]).toContain(`公文0001第3版·sample/1·${hash.slice(0, 16)}`);
  });

  it('is marked as a draft on each page, in the header of Word', async () => {
    const long = { mark: '草稿', body: Array.from({ length: 40 }, () => ({ kind: 'paragraph', text: '长'.repeat(60) }) as const) };
    const pages = await pdfPages((await render(long)).bytes);
    expect(pages.length).toBeGreaterThan(2);
    for (const page of pages) expect(page).toContain('草稿');
    expect(wordPart((await render(long, 'docx')).bytes, 'word/header1.xml')).toContain('草稿');
    expect(await textOf({})).not.toContain('草稿');
  });

  it('has no page with a signature and no text', async () => {
    for (let lines = 14; lines < 26; lines += 1) {
      const body = Array.from({ length: lines }, (_, index) => ({ kind: 'paragraph', text: `第${index}段` }) as const);
      const pages = await pdfPages((await render({ body })).bytes);
      expect(pages.at(-1), `${lines}`).toMatch(/第\d+段/);
      const withFacts = [...body, { kind: 'facts', rows: [{ label: '签收人', value: '第0段' }] } as const];
      expect((await pdfPages((await render({ body: withFacts })).bytes)).at(-1), `${lines}`).toMatch(/第\d+段/);
    }
  });

  it('is plain text: what looks like markup of a typesetter or of Word stands as it was typed', async () => {
    const odd = '#set text(red) $x$ *粗* <w:p/> & "引" \\ @a [b] _c_';
    const bare = odd.replaceAll(/\s/g, '');
    expect(await textOf({ title: odd })).toContain(bare);
    const { bytes } = await render({ title: odd }, 'docx');
    expect(wordText(bytes).replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')).toContain(
      bare,
    );
  });

  it('keeps names as long as fields allow inside the page', async () => {
    const long = '吉'.repeat(120);
    const change = { letterhead: `${long}文件`, title: long, to: long, signature: { organisation: long, day: '2026-12-01' } };
    const text = await textOf(change);
    expect(text.split(long).length).toBeGreaterThan(3);
    const spaced = await textOf({ body: [{ kind: 'facts', rows: [{ label: '企业', value: 'A'.repeat(200) }] }] });
    expect(spaced).toContain('A'.repeat(20));
  });
});

describe('tables', () => {
  const columns = [
    { label: '单位', width: 3 },
    { label: '应办', width: 1, align: 'right' as const },
  ];
  const tableOf = (rows: readonly (readonly string[])[]): TableBlock => ({ kind: 'table', columns, rows, empty: '本月没有逾期事项' });

  it('say so when there is nothing in them', async () => {
    const body = [tableOf([])];
    expect(await textOf({ body })).toContain('本月没有逾期事项');
    expect(wordText((await render({ body }, 'docx')).bytes)).toContain('本月没有逾期事项');
  });

  it('repeat their heading on each page', async () => {
    const body = [tableOf(Array.from({ length: 100 }, (_, index) => [`第${index + 1}个单位`, '10']))];
    const pages = await pdfPages((await render({ body })).bytes);
    const filled = pages.filter((page) => page.includes('个单位'));
    expect(filled.length).toBeGreaterThan(2);
    for (const page of filled) expect(page).toContain('单位应办');
    expect(wordPart((await render({ body }, 'docx')).bytes)).toContain('<w:tblHeader/>');
  });

  it('hold sixty units by eighty-seven tasks on wide pages, none lost', async () => {
    const units = Array.from({ length: 60 }, (_, index) => ({ label: `某某某委员会${index}`, width: 1, upright: true }));
    const rows = Array.from({ length: 87 }, (_, task) => [`任务${task + 1}。`, ...units.map(() => '√')]);
    const wide: TableBlock = { kind: 'table', columns: [{ label: '任务', width: 10 }, ...units], rows, empty: '无', size_pt: 7 };
    const change: Partial<Paper> = { annexes: [{ title: '完成情况', landscape: true, size: 'a3', body: [wide] }] };
    const text = await textOf(change);
    expect(text.split('√').length - 1).toBe(60 * 87);
    for (let task = 1; task <= 87; task += 1) expect(text).toContain(`任务${task}。`);
    const { bytes } = await render(change, 'docx');
    expect(wordText(bytes).split('√').length - 1).toBe(60 * 87);
    expect(wordPart(bytes)).toMatch(/<w:pgSz[^>]*w:orient="landscape"/);
  });
});

it('a failure names itself and leaves the next paper alone', async () => {
  await expect(render({ body: [{ kind: 'table', columns: [], rows: [], empty: '' }] })).rejects.toThrow();
  expect(await textOf({})).toContain('按期书面答复');
});
