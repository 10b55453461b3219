import { describe, expect, it } from 'vitest';
import { Problem } from '#kernel/problem/problem.ts';
import { initialsOf, partsOfInitials } from './initials.ts';
import { lexemesOf, termsOf, tsqueriesOf } from './lexemes.ts';
import { plainText, runsOf } from './plain.ts';
import { longestQuestion, questionOf } from './question.ts';
import { excerptOf, spansOf } from './spans.ts';

function refusal(typed: string): string {
  try {
    questionOf(typed);
  } catch (error) {
    if (error instanceof Problem) return error.details.map((each) => `${each.field}: ${each.text.zh} / ${each.text.en}`).join();
    throw error;
  }
  return 'accepted';
}

describe('a question is refused', () => {
  it.each(['', ' ', 'a', '7', '。，！', '\u0000', '\u200b', '👷', 'a b c'])('%j: nothing in it can be looked for', (typed) => {
    expect(refusal(typed)).toBe('q: 请至少输入一个汉字，或两个字母、数字 / Enter at least one Chinese character, or two letters or digits');
  });

  it('when it is a text, or a row of words', () => {
    expect(refusal('阀'.repeat(longestQuestion + 1))).toContain('最多 80 个字');
    expect(refusal('a1 b2 c3 d4 e5 f6 g7 h8 i9 j1 k2 l3 m4')).toContain('不超过 12 个词');
    expect(refusal('阀')).toBe('accepted');
  });
});

describe('plain text', () => {
  it('folds width and case and keeps the place of every unit', () => {
    const typed = 'ＧＢ１８２１８ Ⅲ 𠮷野家 ﬃ';
    expect(plainText(typed)).toBe('gb18218 Ⅲ 𠮷野家 ﬃ');
    expect(plainText(typed)).toHaveLength(typed.length);
  });

  it('is made of runs of one kind; signs between them are nothing', () => {
    expect(runsOf('吉安委督〔2026〕12号 jl-1').map((run) => run.text)).toEqual(['吉安委督', '2026', '12', '号', 'jl', '1']);
  });
});

describe('what a record is found by', () => {
  const has = (text: string, ...lexemes: string[]) => lexemes.filter((each) => !lexemesOf(plainText(text)).has(each));

  it('its words, those of the trade whole', () => {
    expect(has('受限空间内动火作业未审批', '受限空间', '动火作业', '审批')).toEqual([]);
    expect(has('重大危险源未挂牌督办', '重大危险源', '危险源', '挂牌督办')).toEqual([]);
  });

  it('every character and every two neighbours, across words too', () => {
    expect(has('储罐安全阀未投用', '阀', '全阀', '阀未')).toEqual([]);
    expect(has('储罐安全阀未投用', '阀用')).toEqual(['阀用']);
  });

  it('a code by each beginning of four signs or more, and by no other part', () => {
    expect(has('91220101MA0Y6Q2K3X', '9122', '91220101ma0y6q2k3x')).toEqual([]);
    expect(has('91220101MA0Y6Q2K3X', '912', '0101')).toEqual(['912', '0101']);
  });

  it('a name by its Mandarin initials as the name is spoken', () => {
    expect(initialsOf('重庆长安（A）厂').join('|')).toBe('c|q|c|a||a||c');
    const parts = partsOfInitials(initialsOf('长春市华安化工有限公司'));
    expect(parts).toEqual(expect.arrayContaining(['cc', 'hahg', 'ccsha']));
    expect(parts).not.toContain('c');
    expect(Math.max(...parts.map((each) => each.length))).toBe(10);
  });
});

describe('what a question asks for', () => {
  const asked = (typed: string) => termsOf(plainText(typed)).map((term) => term.text);

  it('is taken apart into words; those that only bind are left out unless they are all there is', () => {
    expect(asked('受限空间动火作业')).toEqual(['受限空间', '动火作业']);
    expect(asked('储罐的安全阀')).toEqual(['储罐', '安全阀']);
    expect(asked('的')).toEqual(['的']);
  });

  it('is looked for as words, and as pieces in which a longer word is its pairs', () => {
    const terms = termsOf('受限空间');
    expect(tsqueriesOf(terms, 'word')).toEqual([`'受限空间'`]);
    expect(tsqueriesOf(terms, 'pieces')).toEqual([`'受限'`, `'限空'`, `'空间'`]);
    expect(tsqueriesOf(termsOf('hahg'), 'word')).toEqual([`('hahg' | '~hahg')`]);
    expect(tsqueriesOf(termsOf('2026'), 'word')).toEqual([`'2026'`]);
  });
});

describe('spans', () => {
  it('mark what was asked for as it was written, joined where it touches', () => {
    expect(spansOf('ＪＬ－1 储罐安全阀', termsOf('jl 储罐 安全阀'), false)).toEqual([
      [0, 2],
      [5, 10],
    ]);
    expect(spansOf('储罐', termsOf('锅炉'), false)).toEqual([]);
  });

  it('mark the glyphs that initials are of, in a name alone', () => {
    expect(spansOf('长春市华安化工有限公司', termsOf('hahg'), true)).toEqual([[3, 7]]);
    expect(spansOf('𠮷（华安）厂', termsOf('ha'), true)).toEqual([[3, 5]]);
    expect(spansOf('华安化工', termsOf('hahg'), false)).toEqual([]);
  });

  it('keep their place in an excerpt of a long text', () => {
    const text = `${'前'.repeat(200)}储罐${'后'.repeat(200)}`;
    const { text: part, spans } = excerptOf(text, spansOf(text, termsOf('储罐'), false));
    expect(part).toHaveLength(122);
    expect(spans.map(([from, to]) => part.slice(from, to))).toEqual(['储罐']);
    expect(excerptOf('储罐', [[0, 2]])).toEqual({ text: '储罐', spans: [[0, 2]] });
  });
});
