import { maskText } from '#kernel/sealing/sealed-text.ts';
import type { Vault } from '#kernel/sealing/vault.ts';

/** The columns that keep a person's telephone number: sealed, what everybody may see of it, and what finds it. Empty without one. */
export interface SealedPhone {
  readonly phone: string;
  readonly phone_masked: string;
  readonly phone_index: string;
}

function contextOf(person: string): string {
  return `person.${person}.phone`;
}

/** Equal numbers have equal indexes, whoever they belong to. */
export function phoneIndex(vault: Vault, phone: string): string {
  return vault.index(phone, 'person.phone');
}

export function sealPhone(vault: Vault, person: string, phone: string): SealedPhone {
  if (phone === '') return { phone: '', phone_masked: '', phone_index: '' };
  const masked = maskText(phone);
  return { phone: vault.seal(phone, contextOf(person), masked), phone_masked: masked, phone_index: phoneIndex(vault, phone) };
}

/** Throws an Error when the ring cannot open it. */
export function openPhone(vault: Vault, person: string, sealed: string): string {
  return sealed === '' ? '' : vault.open(sealed, contextOf(person));
}
