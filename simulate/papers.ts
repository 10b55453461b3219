import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { newId } from '#kernel/clock/random.ts';
import { asWriter, type FileDeps } from '#kernel/files/deps.ts';
import { beginUpload, receiveFile } from '#kernel/files/intake.ts';

const side = 96;

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** A striped picture (PNG, 96 × 96) that nobody takes for a photograph of something real. */
export function placeholderPicture(shade: number): Buffer {
  const rows = Array.from({ length: side }, (_, y) =>
    Buffer.from([0, ...Array.from({ length: side }, (_, x) => ((x + y) % 24 < 12 ? shade : 235))]),
  );
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.concat(rows))), chunk('IEND', Buffer.alloc(0))]);
}

/** Uploads a placeholder as a person would, and answers the file's id. Done again with the same id it adds nothing. */
export async function upload(deps: FileDeps, folder: string, person: string, name: string): Promise<string> {
  const id = newId(deps.clock, deps.random);
  const known = await asWriter(deps.database, (sql) => sql.query("select 1 from file where id = $1 and state <> 'received'", [id]));
  if (known.rows.length > 0) return id;
  const content = placeholderPicture(name.startsWith('会议') ? 180 : 120);
  const path = join(folder, id);
  await writeFile(path, content);
  await beginUpload(deps, person, { id, name, sizeBytes: content.length });
  await receiveFile(deps, person, id, path);
  return id;
}
