import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkValue } from '#kernel/record/check.ts';
import { roles } from '#kernel/scope/roles.ts';
import { lines } from '#modules/net/lines.ts';
import { industryOf } from '#standards/industry-classification.ts';
import { checkUnifiedSocialCreditCode } from '#standards/unified-social-credit-code.ts';
import { parseEnterpriseTables } from './enterprise-files.ts';
import { isInsideAny } from './geometry.ts';
import { demoOf, packOf } from './pack.ts';
import { ringsOf } from './schematic-map.ts';

const read = (file: string): unknown => JSON.parse(readFileSync(`packs/jilin/${file}`, 'utf8'));
const day = '2026-11-24';
const pack = packOf(read);
const demo = demoOf(pack, read, { seed: '7', day, count: 3200 });
const { enterprises, people, logins } = demo;
const tables = parseEnterpriseTables(read('enterprises/tables.json'));
const organisations = new Map(pack.organisations.map((each) => [each.code, each]));
const paths = new Map(pack.regions.map((region) => [region.path, region]));
const ids = new Set(enterprises.map((each) => each.id));

function repeated(values: readonly string[]): string[] {
  const seen = new Set<string>();
  return values.filter((value) => seen.size === seen.add(value).size);
}

/** Names of companies that everybody in the province knows, and of well-known brands: an invented one must not read like them. */
const real =
  /一汽|吉化|修正|敖东|皓月|欧亚|通钢|大成|东宝|万通|金赛|长客|亚泰|吉煤|吉恩|紫鑫|中石|国电|大唐|华能|华为|比亚迪|解放汽车|红旗汽车/;

describe('demonstration enterprises', () => {
  it('are at least three thousand, with some in every county and zone', () => {
    expect(enterprises.length).toBeGreaterThanOrEqual(3000);
    const counties = new Set(enterprises.map((each) => each.region.split('.')[2]));
    expect(counties.size).toBe(72);
  });

  it('have ids, names and codes of their own, and no name that exists', () => {
    expect(repeated(enterprises.map((each) => each.id))).toEqual([]);
    expect(repeated(enterprises.map((each) => each.name))).toEqual([]);
    expect(repeated(enterprises.map((each) => each.credit_code))).toEqual([]);
    for (const each of enterprises) expect(each.name).not.toMatch(/[{}]|undefined/);
    expect(enterprises.filter((each) => real.test(each.name)).map((each) => each.name)).toEqual([]);
  });

  it('have valid credit codes out of a range that is not given out', () => {
    const wrong = enterprises.filter((each) => !checkUnifiedSocialCreditCode(each.credit_code).value.valid);
    expect(wrong.map((each) => each.credit_code)).toEqual([]);
    expect(enterprises.every((each) => each.credit_code.slice(8, 11) === 'MAY')).toBe(true);
  });

  it('have trades that the standard has, on a known line, with people and papers of the table', () => {
    for (const row of tables.trades) {
      expect(industryOf(row.trade)?.level, row.trade).toBe(4);
      expect(Object.hasOwn(lines, row.line), row.line).toBe(true);
      for (const key of row.licences) expect(Object.hasOwn(tables.licences, key), key).toBe(true);
    }
    expect(repeated(tables.trades.map((row) => row.trade))).toEqual([]);
    expect(new Set(enterprises.map((each) => each.line)).size).toBe(Object.keys(lines).length);
  });

  it('lie in their county cell and on a township or village path', () => {
    const rings = ringsOf(pack.map);
    for (const each of enterprises) {
      expect(paths.get(each.region)?.level, each.name).toBeGreaterThanOrEqual(4);
      const cell = rings.get(each.region.split('.')[2] ?? '') ?? [];
      expect(isInsideAny(cell, [each.place.longitude, each.place.latitude]), each.name).toBe(true);
    }
  });

  it('fit the fields of the master record', () => {
    for (const each of enterprises) {
      expect(checkValue({ kind: 'phone', label: { zh: '', en: '' }, disclosure: 'personal' }, each.contact_phone)).toBeNull();
      expect(each.employees).toBeGreaterThan(0);
      expect(each.address.startsWith('吉林省')).toBe(true);
    }
  });

  it('stand with a department that exists today, but for about four in a hundred on the gap list', () => {
    for (const each of enterprises) {
      if (each.department !== null) expect(organisations.get(each.department)?.valid_to, each.name).toBeNull();
    }
    const gap = enterprises.filter((each) => each.department === null).length / enterprises.length;
    expect(gap).toBeGreaterThan(0.025);
    expect(gap).toBeLessThan(0.06);
  });

  it('have the trades where Jilin has them', () => {
    const share = (line: string, city: string): number =>
      enterprises.filter((each) => each.line === line && each.region.includes(city)).length /
      enterprises.filter((each) => each.line === line).length;
    expect(enterprises.filter((each) => each.trade === '3670' && each.region.includes('220100')).length).toBeGreaterThan(60);
    expect(share('coal-mine', '220600') + share('coal-mine', '220400')).toBeGreaterThan(0.4);
    expect(enterprises.some((each) => each.line === 'coal-mine' && each.region.includes('220300'))).toBe(false);
  });

  it('have licences that are good, about to run out and expired, issued before they expire by somebody who exists', () => {
    const licences = enterprises.flatMap((each) => each.licences);
    const expired = licences.filter((each) => each.expires_on < day).length / licences.length;
    expect(licences.length).toBeGreaterThan(1500);
    expect(expired).toBeGreaterThan(0.01);
    expect(expired).toBeLessThan(0.08);
    expect(licences.some((each) => each.expires_on >= day && each.expires_on < '2027-02-22')).toBe(true);
    for (const each of licences) {
      expect(each.issued_on < each.expires_on && each.issued_on <= day, each.number).toBe(true);
      expect(each.issuer).not.toBe('');
      expect(each.number).not.toMatch(/[{}]/);
    }
  });

  it('have their head and somebody for safety with certificates', () => {
    for (const each of enterprises) {
      expect(each.safety_staff[0]).toMatchObject({ position: 'head', name: each.legal_representative });
      expect(each.safety_staff.length).toBeGreaterThanOrEqual(2);
    }
    expect(repeated(enterprises.flatMap((each) => [...each.licences, ...each.safety_staff].map((paper) => paper.id)))).toEqual([]);
  });
});

describe('demonstration people', () => {
  it('log in under names of their own, in lower case', () => {
    expect(repeated(people.map((person) => person.login))).toEqual([]);
    expect(repeated(people.flatMap((person) => [person.id, ...person.posts.map((post) => post.id)]))).toEqual([]);
    for (const { login } of people) expect(login).toMatch(/^[a-z0-9]+([.-][a-z0-9]+)*$/);
  });

  it('have every documented log-in, and between them every kind of user of the first half', () => {
    const byLogin = new Map(people.map((person) => [person.login, person]));
    const held = logins.flatMap(({ login }) => byLogin.get(login)?.posts.flatMap((post) => post.roles) ?? []);
    expect(logins.filter(({ login }) => !byLogin.has(login))).toEqual([]);
    const later = ['agency', 'insurer', 'system', 'public'];
    expect([...new Set(held)].sort()).toEqual(
      Object.keys(roles)
        .filter((role) => !later.includes(role))
        .sort(),
    );
  });

  it('sit in organisations that exist, at the place and on the line that the post says', () => {
    for (const post of people.flatMap((person) => person.posts)) {
      expect(paths.has(post.region), post.region).toBe(true);
      if (post.organisation !== null) expect(organisations.get(post.organisation)?.valid_to, post.organisation).toBeNull();
      if (post.subject !== null) expect(ids.has(post.subject)).toBe(true);
      if (post.reader === 'line') expect(Object.hasOwn(lines, post.line), post.line).toBe(true);
      if (post.reader === 'officer') expect(post.line).toBe('');
      if (post.reader === 'officer' && post.roles[0] !== 'inspector') {
        expect(organisations.get(post.organisation ?? '')?.region, post.id).toBe(post.region);
      }
    }
  });

  it('man every emergency bureau and every station', () => {
    const manned = new Set(people.flatMap((person) => person.posts.map((post) => post.organisation)));
    const desks = pack.organisations.filter((each) => ['emergency', 'commission', 'government', 'station'].includes(each.kind));
    expect(desks.filter((each) => !manned.has(each.code))).toEqual([]);
  });

  it('man every department that an enterprise stands with, on its line', () => {
    const seen = new Set(
      people.flatMap((person) => person.posts.map((post) => `${post.organisation} ${post.reader === 'officer' ? '' : post.line}`)),
    );
    const alone = enterprises.filter(
      (each) => each.department !== null && !seen.has(`${each.department} ${each.line}`) && !seen.has(`${each.department} `),
    );
    expect(alone.map((each) => `${each.department} ${each.line}`)).toEqual([]);
  });
});

describe('the seed', () => {
  it('gives the same demonstration again, and another seed another', () => {
    const small = { seed: '7', day, count: 300 };
    const once = demoOf(pack, read, small);
    expect(demoOf(pack, read, small)).toEqual(once);
    const other = demoOf(pack, read, { ...small, seed: '8' });
    expect(other.enterprises.some((each) => ids.has(each.id))).toBe(false);
    expect(other.people.map((person) => person.login)).toEqual(people.map((person) => person.login));
  });
});
