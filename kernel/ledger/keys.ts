import { chmod, mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newPrivateKey, type PublicKey, publicKeyOf, type SignatureScheme, type Signer, signerOf } from './signature.ts';

/**
 * The keys of a log, in a folder outside the database: who can write to the database still cannot sign.
 *   signing.pem         the private key in use, mode 0600
 *   known/<id>.pem      public keys of this log, those of former years too
 *   witnesses/<id>.pem  public keys of other levels, which cosign
 */
export interface KeyRing {
  readonly signer: Signer;
  /** Public keys of this log by id: old heads stay verifiable after a rotation. */
  readonly known: ReadonlyMap<string, PublicKey>;
  /** Public keys of other levels by id. */
  readonly witnesses: ReadonlyMap<string, PublicKey>;
}

const signingFile = 'signing.pem';

async function readKeys(folder: string): Promise<Map<string, PublicKey>> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.pem')).sort();
  const keys = await Promise.all(names.map(async (name) => publicKeyOf(await readFile(join(folder, name), 'utf8'))));
  return new Map(keys.map((key) => [key.id, key]));
}

async function keep(folder: string, key: PublicKey): Promise<void> {
  await writeFile(join(folder, `${key.id}.pem`), key.pem, { mode: 0o644 });
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** Written aside and renamed: a crash leaves the old key or the new one, never half of one. */
async function writeSigningKey(folder: string, scheme: SignatureScheme): Promise<void> {
  const pem = newPrivateKey(scheme);
  await keep(join(folder, 'known'), signerOf(pem).key);
  const aside = join(folder, `${signingFile}.new`);
  await writeFile(aside, pem, { mode: 0o600 });
  await chmod(aside, 0o600);
  await rename(aside, join(folder, signingFile));
}

/** Reads the keys of the folder; at the first start makes the folder and a key. Throws when the private key is readable by others. */
export async function openKeyRing(folder: string, scheme: SignatureScheme = 'ed25519'): Promise<KeyRing> {
  await mkdir(join(folder, 'known'), { recursive: true, mode: 0o700 });
  await mkdir(join(folder, 'witnesses'), { recursive: true, mode: 0o700 });
  const path = join(folder, signingFile);
  if (!(await exists(path))) await writeSigningKey(folder, scheme);
  const { mode } = await stat(path);
  if ((mode & 0o077) !== 0) throw new Error(`${path} can be read by others (mode ${(mode & 0o777).toString(8)}); set it to 600`);
  const signer = signerOf(await readFile(path, 'utf8'));
  // The key may have been put there by hand.
  await keep(join(folder, 'known'), signer.key);
  return { signer, known: await readKeys(join(folder, 'known')), witnesses: await readKeys(join(folder, 'witnesses')) };
}

/** Takes a new signing key into use and forgets the old private one; its public key stays known. */
export async function rotateKey(folder: string, scheme: SignatureScheme = 'ed25519'): Promise<KeyRing> {
  await writeSigningKey(folder, scheme);
  return openKeyRing(folder, scheme);
}

/** Makes another level's public key known, so that its cosignatures are accepted. Returns the key with its id. */
export async function addWitness(folder: string, pem: string): Promise<PublicKey> {
  const key = publicKeyOf(pem);
  await keep(join(folder, 'witnesses'), key);
  return key;
}
