import type { Because, Detail, Explained, Text } from './explained.ts';
import { provinceOf } from './provinces.ts';

/** GB 32100-2015: digits and capital letters without I, O, S, V, Z; a character's place is its value. */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const organisationAlphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];
const standard = 'GB 32100-2015';

interface Named {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

interface Authority extends Text {
  readonly categories: Readonly<Record<string, Text>>;
}

const other: Text = { zh: '其他', en: 'other' };

/** GB 32100-2015 with amendment 1 of 2016: who registers (character 1), and what kind of body (character 2). */
const authorities: Readonly<Record<string, Authority>> = {
  '1': {
    zh: '机构编制',
    en: 'public sector staffing',
    categories: {
      '1': { zh: '机关', en: 'government body' },
      '2': { zh: '事业单位', en: 'public institution' },
      '3': { zh: '群众团体', en: 'mass organisation' },
      '9': other,
    },
  },
  '2': {
    zh: '外交',
    en: 'foreign affairs',
    categories: { '1': { zh: '外国常驻新闻机构', en: 'resident foreign news agency' }, '9': other },
  },
  '3': {
    zh: '司法行政',
    en: 'justice',
    categories: {
      '1': { zh: '律师执业机构', en: 'law firm' },
      '2': { zh: '公证处', en: 'notary office' },
      '3': { zh: '基层法律服务所', en: 'local legal service office' },
      '4': { zh: '司法鉴定机构', en: 'forensic institution' },
      '5': { zh: '仲裁委员会', en: 'arbitration commission' },
      '9': other,
    },
  },
  '4': { zh: '文化', en: 'culture', categories: { '1': { zh: '外国在华文化中心', en: 'foreign cultural centre' }, '9': other } },
  '5': {
    zh: '民政',
    en: 'civil affairs',
    categories: {
      '1': { zh: '社会团体', en: 'social organisation' },
      '2': { zh: '民办非企业单位', en: 'private non-enterprise unit' },
      '3': { zh: '基金会', en: 'foundation' },
      '9': other,
    },
  },
  '6': {
    zh: '旅游',
    en: 'tourism',
    categories: {
      '1': { zh: '外国旅游部门常驻代表机构', en: 'foreign tourism office' },
      '2': { zh: '港澳台地区旅游部门常驻内地（大陆）代表机构', en: 'tourism office of Hong Kong, Macao or Taiwan' },
      '9': other,
    },
  },
  '7': {
    zh: '宗教',
    en: 'religious affairs',
    categories: { '1': { zh: '宗教活动场所', en: 'place of worship' }, '2': { zh: '宗教院校', en: 'religious school' }, '9': other },
  },
  '8': { zh: '工会', en: 'trade unions', categories: { '1': { zh: '基层工会', en: 'grass-roots trade union' }, '9': other } },
  '9': {
    zh: '市场监管（工商）',
    en: 'market regulation',
    categories: {
      '1': { zh: '企业', en: 'enterprise' },
      '2': { zh: '个体工商户', en: 'individual business' },
      '3': { zh: '农民专业合作社', en: 'farmers’ cooperative' },
      '9': other,
    },
  },
  A: {
    zh: '中央军委改革和编制办公室',
    en: 'Central Military Commission',
    categories: { '1': { zh: '军队事业单位', en: 'military institution' }, '9': other },
  },
  N: {
    zh: '农业',
    en: 'agriculture',
    categories: {
      '1': { zh: '组级集体经济组织', en: 'group-level collective' },
      '2': { zh: '村级集体经济组织', en: 'village-level collective' },
      '3': { zh: '乡镇级集体经济组织', en: 'township-level collective' },
      '9': other,
    },
  },
  Y: { zh: '其他', en: 'other', categories: { '1': other } },
};

export interface UnifiedSocialCreditCodeCheck {
  readonly valid: boolean;
  readonly code: string;
  readonly authority: Named | null;
  readonly category: Named | null;
  /** Characters 3-8: where it was registered, not where it works. */
  readonly region: Named | null;
  /** Characters 9-17 as GB 11714 writes them: `12345678-X`. */
  readonly organisation_code: string | null;
  readonly organisation_check: { readonly given: string; readonly expected: string } | null;
  readonly check: { readonly given: string; readonly expected: string } | null;
  readonly reasons: readonly Detail[];
}

function reason(code: string, zh: string, en: string, source = standard): Detail {
  return { code, field: 'code', text: { zh, en }, source };
}

/** The check character of the first 17, which must all be of the alphabet. */
function checkCharacter(first17: string): string {
  const sum = weights.reduce((total, weight, index) => total + weight * alphabet.indexOf(first17.charAt(index)), 0);
  return alphabet.charAt((31 - (sum % 31)) % 31);
}

/** The check character of an organisation code's 8 (GB 11714): 10 is written X, 11 is written 0. */
function organisationCheck(first8: string): string {
  const sum = organisationWeights.reduce((total, weight, index) => total + weight * organisationAlphabet.indexOf(first8.charAt(index)), 0);
  return '0123456789X0'.charAt(11 - (sum % 11));
}

function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

function wrongCharacters(characters: readonly string[]): Detail[] {
  return characters.flatMap((character, index) => {
    if (alphabet.includes(character)) return [];
    const place = index + 1;
    if (/[IOSVZ]/.test(character))
      return [
        reason(
          'letter',
          `第 ${place} 位“${character}”：代码不使用字母 I、O、S、V、Z`,
          `character ${place} ‘${character}’: the code never uses the letters I, O, S, V, Z`,
        ),
      ];
    if (/[a-z]/.test(character))
      return [
        reason('alphabet', `第 ${place} 位“${character}”：字母须大写`, `character ${place} ‘${character}’: letters must be capitals`),
      ];
    return [
      reason(
        'alphabet',
        `第 ${place} 位“${character}”不是阿拉伯数字或大写字母`,
        `character ${place} ‘${character}’ is neither a digit nor a capital letter`,
      ),
    ];
  });
}

function named(code: string, text: Text | undefined): Named | null {
  return text === undefined ? null : { code, zh: text.zh, en: text.en };
}

function regionOf(code: string): Named | null {
  if (!/^\d{6}$/.test(code)) return null;
  // Registered with the State Administration itself.
  if (code === '100000') return { code, zh: '国家', en: 'national' };
  return named(code, provinceOf(code));
}

function wrongParts(parts: Omit<UnifiedSocialCreditCodeCheck, 'valid' | 'reasons'>): Detail[] {
  const { code, authority, category, region, organisation_check, check } = parts;
  const reasons: Detail[] = [];
  if (authority === null)
    reasons.push(reason('authority', `第 1 位“${code[0]}”不是登记管理部门代码`, `character 1 ‘${code[0]}’ is no registration authority`));
  else if (category === null)
    reasons.push(
      reason(
        'category',
        `第 2 位“${code[1]}”不是${authority.zh}部门的机构类别`,
        `character 2 ‘${code[1]}’ is no category of ${authority.en}`,
      ),
    );
  if (region === null) {
    const digits = code.slice(2, 8);
    reasons.push(
      reason('region', `第 3-8 位“${digits}”不是行政区划代码`, `characters 3-8 ‘${digits}’ are no region of registration`, 'GB/T 2260'),
    );
  }
  for (const [each, name, place, source] of [
    [organisation_check, 'organisation-check', 17, 'GB 11714'],
    [check, 'check', 18, standard],
  ] as const) {
    if (each === null || each.given === each.expected) continue;
    const zh = `第 ${place} 位${name === 'check' ? '校验码' : '（组织机构代码校验码）'}应为“${each.expected}”，所填为“${each.given}”`;
    const en = `character ${place}, ${name === 'check' ? 'the check character' : 'the organisation code’s check character'}, should be ‘${each.expected}’ and is ‘${each.given}’`;
    reasons.push(reason(name, zh, en, source));
  }
  return reasons;
}

function explain(reasons: readonly Detail[], region: Named | null): Because[] {
  if (reasons.length > 0)
    return reasons.map((each) => ({ rule: each.code, text: each.text, ...(each.source === undefined ? {} : { source: each.source }) }));
  const where = region ?? { zh: '', en: '' };
  return [
    { rule: 'check', text: { zh: '第 18 位校验码与前 17 位相符', en: 'character 18 checks the 17 before it' }, source: standard },
    {
      rule: 'organisation-check',
      text: { zh: '第 9-17 位组织机构代码校验相符', en: 'the organisation code in characters 9-17 checks' },
      source: 'GB 11714',
    },
    { rule: 'region', text: { zh: `登记机关所在地：${where.zh}`, en: `registered in: ${where.en}` }, source: 'GB/T 2260' },
  ];
}

/**
 * Whether `code` is a unified social credit code, its parts, and every part that is wrong (`reasons`: length, letter, alphabet,
 * authority, category, region, organisation-check, check). The region is known to its province only; whether the body exists is
 * the register's to say. Never throws.
 */
export function checkUnifiedSocialCreditCode(code: string): Explained<UnifiedSocialCreditCodeCheck> {
  const characters = [...code];
  const nothing = { code, authority: null, category: null, region: null, organisation_code: null, organisation_check: null, check: null };
  const malformed = wrongCharacters(characters);
  if (characters.length !== 18)
    malformed.unshift(
      reason('length', `应为 18 位，所填为 ${characters.length} 位`, `18 characters are needed; this has ${characters.length}`),
    );
  if (malformed.length > 0) return { value: { valid: false, ...nothing, reasons: malformed }, because: explain(malformed, null) };
  const authority = own(authorities, code.charAt(0));
  const parts = {
    code,
    authority: named(code.charAt(0), authority),
    category: named(code.charAt(1), authority && own(authority.categories, code.charAt(1))),
    region: regionOf(code.slice(2, 8)),
    organisation_code: `${code.slice(8, 16)}-${code.charAt(16)}`,
    organisation_check: { given: code.charAt(16), expected: organisationCheck(code.slice(8, 16)) },
    check: { given: code.charAt(17), expected: checkCharacter(code.slice(0, 17)) },
  };
  const reasons = wrongParts(parts);
  return { value: { valid: reasons.length === 0, ...parts, reasons }, because: explain(reasons, parts.region) };
}

/**
 * Composes a valid code, for demonstrations: `region` is a GB/T 2260 code of six digits, `body` the 8 characters before the
 * organisation code's check. Throws a RangeError when a part is none.
 */
export function makeUnifiedSocialCreditCode(parts: {
  readonly authority?: string;
  readonly category?: string;
  readonly region: string;
  readonly body: string;
}): string {
  const { authority = '9', category = '1', region, body } = parts;
  const first16 = `${authority}${category}${region}${body}`;
  if (body.length !== 8 || first16.length !== 16 || wrongCharacters([...first16]).length > 0)
    throw new RangeError(`no parts of a unified social credit code: ${first16}`);
  const first17 = `${first16}${organisationCheck(body)}`;
  const code = `${first17}${checkCharacter(first17)}`;
  const [wrong] = checkUnifiedSocialCreditCode(code).value.reasons;
  if (wrong !== undefined) throw new RangeError(wrong.text.en);
  return code;
}
