import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { type Detail, Problem } from '#kernel/problem/problem.ts';
import { asWriter, type FileDeps, fileColumns, lockContent, type StoredFile } from './deps.ts';
import { allowedEndings, endingFits, type MediaType, sniffFile } from './media-type.ts';

function detail(code: string, zh: string, en: string): Detail {
  return { code, field: 'file', text: { zh, en } };
}

/** The last part of a path, without control characters and the signs that turn the reading direction; a name never becomes a path. */
export function cleanName(name: string): string {
  const last = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  const clean = last
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069<>:"|?*]/gu, '')
    .trim();
  return clean.length <= 150 ? clean : `${clean.slice(0, 140)}.${clean.slice(clean.lastIndexOf('.') + 1).slice(0, 8)}`;
}

/** Opens an upload; its id will be the file's. Throws invalid, too-large, too-many-requests. */
export async function beginUpload(deps: FileDeps, person: string, upload: { id: string; name: string; sizeBytes: number }): Promise<void> {
  const name = cleanName(upload.name);
  const { settings } = deps;
  if (!allowedEndings.some((ending) => name.toLowerCase().endsWith(`.${ending}`) && name.length > ending.length + 1)) {
    const list = allowedEndings.join(', ');
    throw new Problem('invalid', [
      detail('file-ending', `不接受这种文件；可上传：${list}`, `This kind of file is not accepted; accepted are: ${list}`),
    ]);
  }
  if (!(upload.sizeBytes > 0)) throw new Problem('invalid', [detail('file-empty', '文件是空的', 'The file is empty')]);
  if (upload.sizeBytes > settings.fileBytes) {
    const most = Math.floor(settings.fileBytes / 2 ** 20);
    throw new Problem('too-large', [detail('file-large', `单个文件不超过 ${most} MB`, `A file has at most ${most} MB`)]);
  }
  await asWriter(deps.database, async (sql) => {
    // Two uploads begun at once by one person are counted one after the other.
    await sql.query("select pg_advisory_xact_lock(hashtextextended('file_upload:' || $1, 0))", [person]);
    const used = await sql.query<{ files: number; bytes: number }>(
      `select count(*)::int as files, coalesce(sum(size_bytes), 0)::bigint as bytes from (
         select size_bytes from file_upload where person = $1
         union all select size_bytes from file where uploaded_by = $1 and state <> 'bound') as open`,
      [person],
    );
    const { files, bytes } = used.rows[0] ?? { files: 0, bytes: 0 };
    if (files >= settings.personFiles || bytes + upload.sizeBytes > settings.personBytes) {
      const text = detail(
        'files-open',
        '未归档的文件过多，请先提交或等其过期',
        'Too many files are not attached to anything yet; submit them first or wait until they expire',
      );
      throw new Problem('too-many-requests', [text]);
    }
    await sql.query('insert into file_upload (id, person, name, size_bytes, at) values ($1, $2, $3, $4, $5)', [
      upload.id,
      person,
      name,
      upload.sizeBytes,
      deps.clock.now(),
    ]);
  });
}

/** The upload under way, when it is this person's. */
export async function uploadOf(deps: FileDeps, person: string, id: string): Promise<{ name: string; size_bytes: number } | null> {
  const found = await asWriter(deps.database, (sql) =>
    sql.query<{ name: string; size_bytes: number }>('select name, size_bytes from file_upload where id = $1 and person = $2', [id, person]),
  );
  return found.rows[0] ?? null;
}

/** The person's own file that nobody has bound yet or that is bound: to tell a client whose last answer was lost that all bytes are here. */
export async function arrivedFile(deps: FileDeps, person: string, id: string): Promise<StoredFile | null> {
  const found = await asWriter(deps.database, (sql) =>
    sql.query<StoredFile>(`select ${fileColumns} from file where id = $1 and uploaded_by = $2 and state <> 'received'`, [id, person]),
  );
  return found.rows[0] ?? null;
}

export async function dropUpload(deps: FileDeps, id: string): Promise<void> {
  await asWriter(deps.database, (sql) => sql.query('delete from file_upload where id = $1', [id]));
}

async function digestOf(path: string): Promise<{ hash: Buffer; sizeBytes: number }> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for await (const chunk of createReadStream(path)) {
    // A stream without encoding gives buffers.
    const bytes = chunk as Buffer;
    hash.update(bytes);
    sizeBytes += bytes.length;
  }
  return { hash: hash.digest(), sizeBytes };
}

async function checkType(path: string, name: string): Promise<MediaType> {
  const mediaType = await sniffFile(path);
  if (mediaType === null)
    throw new Problem('invalid', [detail('file-type', '文件内容不是可接受的类型', 'The content is of no accepted type')]);
  if (!endingFits(mediaType, name)) {
    throw new Problem('invalid', [
      detail('file-mismatch', `文件内容是 ${mediaType}，与文件名不符`, `The content is ${mediaType}, which the name does not say`),
    ]);
  }
  return mediaType;
}

/**
 * Takes over a complete upload lying at `path`: hashes it, checks that content and name agree, scans it, puts it into the store. Whatever is refused
 * leaves nothing behind. May be called again for an upload whose first call was cut off. Throws invalid, not-found.
 */
export async function receiveFile(deps: FileDeps, person: string, id: string, path: string): Promise<StoredFile> {
  const upload = await uploadOf(deps, person, id);
  if (upload === null) throw new Problem('not-found');
  try {
    const mediaType = await checkType(path, upload.name);
    const { hash, sizeBytes } = await digestOf(path);
    await markReceived(deps, person, id, { hash, sizeBytes, mediaType, name: upload.name });
    const scan = await deps.scanner.scan(path);
    if (!scan.clean) {
      throw new Problem('invalid', [
        detail('file-infected', `文件含有恶意内容（${scan.finding}）`, `The file holds malicious content (${scan.finding})`),
      ]);
    }
    return await settleFile(deps, id, hash, path);
  } catch (error) {
    if (error instanceof Problem) await discard(deps, id, path);
    throw error;
  }
}

async function discard(deps: FileDeps, id: string, path: string): Promise<void> {
  await asWriter(deps.database, async (sql) => {
    await sql.query("delete from file where id = $1 and state = 'received'", [id]);
    await sql.query('delete from file_upload where id = $1', [id]);
  });
  await rm(path, { force: true });
}

async function markReceived(
  deps: FileDeps,
  person: string,
  id: string,
  file: { hash: Buffer; sizeBytes: number; mediaType: string; name: string },
): Promise<void> {
  const at = deps.clock.now();
  const expires = new Date(at.getTime() + deps.settings.unboundMs);
  await asWriter(deps.database, (sql) =>
    sql.query(
      `insert into file (id, hash, size_bytes, media_type, name, uploaded_by, state, at, expires_at)
       values ($1, $2, $3, $4, $5, $6, 'received', $7, $8)
       on conflict (id) do update set hash = excluded.hash, size_bytes = excluded.size_bytes, expires_at = excluded.expires_at where file.state = 'received'`,
      [id, file.hash, file.sizeBytes, file.mediaType, file.name, person, at, expires],
    ),
  );
}

async function settleFile(deps: FileDeps, id: string, hash: Buffer, path: string): Promise<StoredFile> {
  return asWriter(deps.database, async (sql) => {
    await lockContent(sql, hash);
    await deps.store.put(hash, path);
    const updated = await sql.query<StoredFile>(`update file set state = 'scanned' where id = $1 returning ${fileColumns}`, [id]);
    await sql.query('delete from file_upload where id = $1', [id]);
    const row = updated.rows[0];
    if (row === undefined) throw new Problem('not-found');
    return row;
  });
}
