import type { Vault } from '#kernel/sealing/vault.ts';

function contextOf(person: string): string {
  return `message_setting.${person}.email`;
}

/** Enough to recognise, too little to use. */
function maskEmail(email: string): string {
  const at = email.indexOf('@');
  return at < 1 ? '' : `${email.slice(0, 1)}***${email.slice(at)}`;
}

/** The columns that keep an e-mail address: sealed, and what everybody may see of it. Empty without one. */
export function sealEmail(vault: Vault, person: string, email: string): { readonly email: string; readonly email_masked: string } {
  if (email === '') return { email: '', email_masked: '' };
  const email_masked = maskEmail(email);
  return { email: vault.seal(email, contextOf(person), email_masked), email_masked };
}

/** Throws an Error when the ring cannot open it. */
export function openEmail(vault: Vault, person: string, sealed: string): string {
  return sealed === '' ? '' : vault.open(sealed, contextOf(person));
}
