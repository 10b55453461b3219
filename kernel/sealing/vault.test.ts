import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addSealingKey, newRing, openSealingRing } from './ring.ts';
import { isSealed, sealedVersion, vaultOf } from './vault.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'anwang-ring-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const phone = '13904310001';

describe('a sealed value does not open', () => {
  const vault = vaultOf(newRing());
  const sealed = vault.seal(phone, 'person.phone');

  it('in another place than its own', () => {
    expect(() => vault.open(sealed, 'person.identity-number')).toThrow();
  });

  it('with another ring', () => {
    expect(() => vaultOf(newRing()).open(sealed, 'person.phone')).toThrow();
  });

  it('when a byte of it was changed', () => {
    const at = sealed.length - 5;
    const changed = `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`;
    expect(() => vault.open(changed, 'person.phone')).toThrow();
  });

  it('when its key is not in the ring, and says so', () => {
    expect(() => vault.open(sealed.replace('sealed:1:', 'sealed:9:'), 'person.phone')).toThrow('version 9');
  });

  it('when it is not sealed at all', () => {
    expect(() => vault.open(phone, 'person.phone')).toThrow('not a sealed text');
  });
});

describe('a sealed value', () => {
  const vault = vaultOf(newRing());

  it('opens to what it was, also empty and in Chinese', () => {
    for (const text of [phone, '', '王砚川', '🔒']) expect(vault.open(vault.seal(text, 'c'), 'c')).toBe(text);
  });

  it('looks different each time, and is found by an index that depends on its place', () => {
    expect(vault.seal(phone, 'c')).not.toBe(vault.seal(phone, 'c'));
    expect(vault.index(phone, 'c')).toBe(vault.index(phone, 'c'));
    expect(vault.index(phone, 'c')).not.toBe(vault.index(phone, 'd'));
    expect(vault.index(phone, 'c')).not.toBe(vaultOf(newRing()).index(phone, 'c'));
  });
});

describe('the ring in its folder', () => {
  it('is made once, and opens what it sealed before a new key came', async () => {
    const [first, second] = await Promise.all([openSealingRing(folder), openSealingRing(folder)]);
    expect(first.index.equals(second.index)).toBe(true);
    const sealed = vaultOf(first).seal(phone, 'c');
    const rotated = vaultOf(await addSealingKey(folder));
    expect([sealedVersion(sealed), rotated.version]).toEqual([1, 2]);
    expect(rotated.open(sealed, 'c')).toBe(phone);
    expect(sealedVersion(rotated.seal(phone, 'c'))).toBe(2);
    expect([isSealed(sealed), isSealed(phone)]).toEqual([true, false]);
    expect(rotated.index(phone, 'c')).toBe(vaultOf(first).index(phone, 'c'));
  });

  it('is refused when others can read it', async () => {
    await chmod(join(folder, 'sealing.json'), 0o644);
    await expect(openSealingRing(folder)).rejects.toThrow('can be read by others');
  });
});
