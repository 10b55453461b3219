import type { Random } from '#kernel/clock/random.ts';
import type { EnterpriseTables } from './enterprise-files.ts';
import type { Region } from './regions.ts';

/** An invented person: a common surname, one or two given signs. */
export function personName(random: Random, { surnames, given }: Pick<EnterpriseTables, 'surnames' | 'given'>): string {
  const second = random.next() < 0.7 ? random.pick(given) : '';
  return `${signOf(random, surnames)}${random.pick(given)}${second}`;
}

/** One sign of a list that is written as a text (signs of the basic plane only). */
export function signOf(random: Random, signs: string): string {
  return signs.charAt(random.int(0, signs.length - 1));
}

/** 199000 and five digits: looks like a mobile number and is taken for a demonstration's. */
export function demoPhone(random: Random): string {
  return `199000${String(random.int(0, 99_999)).padStart(5, '0')}`;
}

/** What stands before an enterprise's name: 延边, 前郭县, 长春市. */
export function shortName(region: Region): string {
  return region.name_zh
    .replace(/(朝鲜族|满族|蒙古族)自治州$/, '')
    .replace(/尔罗斯(?=蒙古族自治县$)/, '')
    .replace(/(朝鲜族|满族|蒙古族)自治县$/, '县')
    .replace(/保护开发区$/, '');
}
