import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type IdentityWorld, identityWorld } from '#kernel/identity/testing.ts';
import { Problem } from '#kernel/problem/problem.ts';
import type { Actor } from '#kernel/scope/actor.ts';
import { scoped } from '#kernel/scope/scope.ts';
import { asWriter, type FileDeps, fileSettings, type StoredFile } from './deps.ts';
import { type Binding, bindFiles, fileVisible, lookAtFile, sweepFiles } from './files.ts';
import { beginUpload, cleanName, receiveFile } from './intake.ts';
import { eicar, patternScanner } from './scanner.ts';
import { diskStore } from './store.ts';

let world: IdentityWorld;
let deps: FileDeps;
let folder: string;
const mine = randomUUID();
const other = randomUUID();
const record = randomUUID();

beforeAll(async () => {
  world = await identityWorld();
  folder = await mkdtemp(join(tmpdir(), 'anwang-files-'));
  deps = {
    ...world.deps,
    store: diskStore(join(folder, 'store')),
    scanner: patternScanner,
    settings: { ...fileSettings, personBytes: 4_000, fileBytes: 3_000 },
  };
  // A record table as the definitions derive it: only officers of its region see the row.
  await world.test.owner.query(`
    create table sample_record (id uuid primary key, region text collate "C" not null);
    alter table sample_record enable row level security; alter table sample_record force row level security;
    grant select on sample_record to anwang_officer;
    create policy officer on sample_record for select to anwang_officer
      using (region >= current_setting('anwang.lo', true) and region < current_setting('anwang.hi', true));
    create table hidden_thing (id uuid primary key);`);
  await world.test.owner.query('alter table sample_record no force row level security');
  await world.test.owner.query("insert into sample_record values ($1, '220000.220100.220102')", [record]);
  await world.test.owner.query('alter table sample_record force row level security');
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

const png = (size = 100) => Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), randomBytes(size)]);
const actor = (person: string, region = '220000.220100', more: Partial<Actor> = {}): Actor => ({
  person,
  post: randomUUID(),
  org: 'nanguan-emergency',
  roles: ['supervisor'],
  reader: 'officer',
  region,
  line: '',
  subject: null,
  ...more,
});

async function upload(name: string, content: Buffer, person = mine): Promise<StoredFile> {
  const id = randomUUID();
  const path = join(folder, id);
  await writeFile(path, content);
  await beginUpload(deps, person, { id, name, sizeBytes: content.length });
  return receiveFile(deps, person, id, path);
}

async function codes(work: Promise<unknown>): Promise<string[]> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof Problem ? [error.code, ...error.details.map((each) => each.code)] : [String(error)];
}

const binding = (more: Partial<Binding> = {}): Binding => ({
  type: 'sample-record',
  id: record,
  field: 'photos',
  person: mine,
  at: world.clock.now(),
  disclosure: 'ordinary',
  ...more,
});
const bind = (ids: string[], more: Partial<Binding> = {}) => asWriter(deps.database, (sql) => bindFiles(sql, ids, binding(more)));
const sees = (who: Actor, id: string) => scoped(deps.database, who, (sql) => fileVisible(sql, id)).then((file) => file !== null);

function zip(names: string[]): Buffer {
  const directory = Buffer.concat(
    names.map((name) => {
      const header = Buffer.alloc(46);
      header.writeUInt32LE(0x02014b50, 0);
      header.writeUInt16LE(Buffer.byteLength(name), 28);
      return Buffer.concat([header, Buffer.from(name)]);
    }),
  );
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 0, 'latin1');
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(4, 16);
  return Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), directory, end]);
}

describe('an upload is refused', () => {
  it.each<[string, string, Buffer, string[]]>([
    ['with an ending that is not accepted', 'run.exe', png(), ['invalid', 'file-ending']],
    ['as HTML', 'page.html', Buffer.from('<script>alert(1)</script>'), ['invalid', 'file-ending']],
    ['as SVG, which carries script', 'a.svg', Buffer.from('<svg onload="alert(1)"/>'), ['invalid', 'file-ending']],
    ['without a name before the ending', '.png', png(), ['invalid', 'file-ending']],
    ['when empty', 'a.png', Buffer.alloc(0), ['invalid', 'file-empty']],
    ['above the size of one file', 'a.png', png(3_001), ['too-large', 'file-large']],
    ['as script text under a picture’s name', 'a.png', Buffer.from('<script>alert(1)</script>'), ['invalid', 'file-type']],
    ['as PDF under a picture’s name', 'a.png', Buffer.from('%PDF-1.7 x'), ['invalid', 'file-mismatch']],
    ['as archive under a document’s name', 'a.docx', zip(['a.txt']), ['invalid', 'file-type']],
    ['as sheet under a document’s name', 'a.docx', zip(['[Content_Types].xml', 'xl/workbook.xml']), ['invalid', 'file-mismatch']],
    [
      'as document with macros',
      'a.docx',
      zip(['[Content_Types].xml', 'word/document.xml', 'word/vbaProject.bin']),
      ['invalid', 'file-type'],
    ],
    ['with the anti-malware test pattern in it', 'a.png', Buffer.concat([png(), eicar, png()]), ['invalid', 'file-infected']],
  ])('%s', async (_, name, content, expected) => {
    expect(await codes(upload(name, content))).toEqual(expected);
    const left = await world.test.owner.query('select id from file_upload union all select id from file');
    expect(left.rows).toEqual([]);
  });

  it('across the boundary of two chunks of a long file too', async () => {
    const path = join(folder, 'long');
    await writeFile(path, Buffer.concat([randomBytes(65_536 - 10), eicar]));
    expect(await patternScanner.scan(path)).toEqual({ clean: false, finding: 'EICAR-Test-File' });
  });

  it('of somebody else’s upload', async () => {
    const id = randomUUID();
    await beginUpload(deps, mine, { id, name: 'a.png', sizeBytes: 100 });
    expect(await codes(receiveFile(deps, other, id, join(folder, 'none')))).toEqual(['not-found']);
    await world.test.owner.query('delete from file_upload');
  });

  it('beyond what one person may have open, also when begun at once', async () => {
    const begin = () => codes(beginUpload(deps, other, { id: randomUUID(), name: 'a.png', sizeBytes: 1_500 }));
    const answers = await Promise.all([begin(), begin(), begin(), begin()]);
    expect(answers.filter((each) => each[0] === 'too-many-requests')).toHaveLength(2);
    await world.test.owner.query('delete from file_upload');
  });
});

it('cleans names of paths, control characters and reversed reading', () => {
  expect(cleanName('../../etc/passwd.png')).toBe('passwd.png');
  expect(cleanName('C:\\temp\\a\u202egnp.exe')).toBe('agnp.exe');
  expect(cleanName('a\u0000\n<b>.png')).toBe('ab.png');
  expect(cleanName(`${'长'.repeat(300)}.png`)).toHaveLength(144);
});

describe('an unbound file', () => {
  it('is seen by its uploader and by nobody else', async () => {
    const { id } = await upload('现场.png', png());
    expect(await sees(actor(mine), id)).toBe(true);
    expect(await sees(actor(other), id)).toBe(false);
    expect(await sees(actor(other, '220000'), id)).toBe(false);
    expect(await codes(lookAtFile(deps, actor(other), id, 't'))).toEqual(['not-found']);
    await expect(deps.database.query('select * from file')).rejects.toThrow(/permission denied/);
  });

  it('is bound by nobody else, nor when unknown or expired', async () => {
    const { id } = await upload('a.png', png());
    expect(await codes(bind([id], { person: other }))).toEqual(['invalid', 'file-unknown']);
    expect(await codes(bind([id, randomUUID()]))).toEqual(['invalid', 'file-unknown']);
    expect(await codes(bind([id], { at: new Date(world.clock.now().getTime() + fileSettings.unboundMs) }))).toEqual([
      'invalid',
      'file-unknown',
    ]);
  });

  it('expires, with its content unless another file has the same', async () => {
    const content = png();
    const bound = await upload('a.png', content);
    const twin = await upload('b.png', content);
    const alone = await upload('c.png', png());
    await bind([bound.id]);
    world.clock.advance(fileSettings.unboundMs);
    expect(await sweepFiles(deps)).toBeGreaterThanOrEqual(2);
    expect(await sees(actor(mine), twin.id)).toBe(false);
    expect(await deps.store.has(alone.hash)).toBe(false);
    expect((await text(deps.store.read(bound.hash, { first: 1, last: 3 }))).toString()).toBe('PNG');
    expect(await deps.store.has(bound.hash)).toBe(true);
  });
});

describe('a bound file', () => {
  it('is seen by whoever sees its record, and no longer by its uploader as such', async () => {
    const { id } = await upload('a.png', png());
    await bind([id]);
    await bind([id]);
    expect(await sees(actor(other, '220000.220100'), id)).toBe(true);
    expect(await sees(actor(mine, '220000.220200'), id)).toBe(false);
    expect(await sees(actor(mine, '220000.220100', { reader: 'enterprise', subject: randomUUID() }), id)).toBe(false);
    expect(await codes(bind([id], { id: randomUUID() }))).toEqual(['invalid', 'file-unknown']);
  });

  it.each([['hidden-thing'], ['no-such-table'], ["sample-record' or true --"], ['pg_authid']])(
    'under the type %s is seen by nobody',
    async (type) => {
      const { id } = await upload('a.png', png());
      await bind([id], { type });
      expect(await sees(actor(mine, '220000'), id)).toBe(false);
    },
  );

  it('has every look recorded, a personal one in the ledger, many ranges as one', async () => {
    const { id } = await upload('身份证.png', png());
    await bind([id], { disclosure: 'personal' });
    const reader = actor(other);
    for (let n = 0; n < 3; n += 1) await lookAtFile(deps, reader, id, 'trace-1');
    const looks = await world.test.owner.query('select person, trace from file_look where file = $1', [id]);
    expect(looks.rows).toEqual([{ person: other, trace: 'trace-1' }]);
    const entries = await world.test.owner.query<{ body: string }>("select body from ledger_entry where verb = 'file.look'");
    expect(entries.rows.filter((each) => each.body.includes(id))).toHaveLength(1);
  });
});

it('keeps the same content once, in fanned-out folders', async () => {
  const content = png();
  const first = await upload('a.png', content);
  await upload('b.png', content);
  const hex = first.hash.toString('hex');
  expect((await stat(join(folder, 'store', hex.slice(0, 2), hex.slice(2, 4), hex))).size).toBe(content.length);
});
