import type { Sql } from '#kernel/database/sql.ts';
import { type EntryKey, type Findings, shown } from './findings.ts';
import { type HashAlgorithm, hashBytes, treeHash } from './hash.ts';
import { headsAbove } from './heads.ts';
import type { PublicKey } from './signature.ts';
import { readTiles } from './tile-store.ts';
import { edgeTiles, type Tile, TileWriter, tileKey, tileWidth } from './tiles.ts';
import { headFault, type SignedHead, type TreeHead } from './tree-head.ts';

export interface TreeTotals {
  leaves: number;
  heads: number;
  newest: TreeHead | null;
}

export interface TreeOptions {
  readonly algorithm: HashAlgorithm;
  readonly keys: ReadonlyMap<string, PublicKey>;
  readonly witnesses: ReadonlyMap<string, PublicKey>;
  /** Heads from outside: published, or kept by another level. */
  readonly published: readonly TreeHead[];
  readonly progress: (done: number) => void;
}

const pageSize = 64 * tileWidth;

/** Walks all leaves in order: no gap, tiles as computed, and the root at every head's size as signed. */
export async function verifyTree(sql: Sql, options: TreeOptions, findings: Findings): Promise<TreeTotals> {
  const tree = new TileWriter(treeHash(options.algorithm));
  const heads = new HeadWalk(sql, options, findings);
  for (;;) {
    const first = tree.size;
    const { rows } = await sql.query<{ seq: number; hash: Buffer }>(
      'select seq, hash from ledger_leaf where seq >= $1 order by seq limit $2',
      [first, pageSize],
    );
    for (const { seq, hash } of rows) {
      if (seq !== tree.size) {
        findings.add('leaf-gap', {}, `日志第 ${tree.size} 项缺失`, `Place ${tree.size} of the log is missing`);
        return { leaves: tree.size, heads: heads.count, newest: heads.newest };
      }
      tree.append(hash);
      if (tree.size === (await heads.next())) await heads.check(tree.root());
    }
    await compareTiles(sql, tree.changes(), findings);
    options.progress(tree.size);
    if (rows.length < pageSize) break;
  }
  await heads.finish(tree.size);
  await compareEdges(sql, tree.size, findings);
  await findOrphans(sql, findings);
  return { leaves: tree.size, heads: heads.count, newest: heads.newest };
}

/** Stored and published heads in the order of their size, merged. */
class HeadWalk {
  readonly #sql: Sql;
  readonly #options: TreeOptions;
  readonly #findings: Findings;
  readonly #published: TreeHead[];
  #page: SignedHead[] = [];
  #read = 0;
  #ended = false;
  #good = 0;
  #broken = false;
  count = 0;
  newest: TreeHead | null = null;

  constructor(sql: Sql, options: TreeOptions, findings: Findings) {
    this.#sql = sql;
    this.#options = options;
    this.#findings = findings;
    this.#published = options.published.filter((head) => head.size > 0).sort((left, right) => left.size - right.size);
  }

  /** The size of the next head, Infinity when there is none. */
  async next(): Promise<number> {
    if (this.#page.length === 0 && !this.#ended) {
      this.#page = await headsAbove(this.#sql, this.#read, 500);
      this.#read = this.#page.at(-1)?.head.size ?? this.#read;
      this.#ended = this.#page.length === 0;
    }
    return Math.min(this.#page[0]?.head.size ?? Number.POSITIVE_INFINITY, this.#published[0]?.size ?? Number.POSITIVE_INFINITY);
  }

  /** Compares the root with every head of the size reached. */
  async check(root: Buffer): Promise<void> {
    const size = await this.next();
    const computed = root.toString('hex');
    while (this.#published[0]?.size === size) this.#checkPublished(this.#published.shift(), computed);
    if (this.#page[0]?.head.size !== size) return;
    const signed = this.#page.shift();
    if (signed === undefined) return;
    this.#signatures(signed);
    if (signed.head.root === computed) this.#good = size;
    // Every later root is another one as well; the first says where.
    else if (!this.#broken) {
      this.#broken = true;
      const zh = `规模 ${size} 的树根与签名的树头不符：第 ${this.#good} 至 ${size - 1} 项之间有改动`;
      this.#findings.add(
        'root-differs',
        {},
        zh,
        `The root at size ${size} is not the signed one: something between places ${this.#good} and ${size - 1} was changed`,
      );
    }
  }

  #checkPublished(head: TreeHead | undefined, computed: string): void {
    if (head === undefined || (head.root === computed && head.algorithm === this.#options.algorithm)) return;
    const zh = `规模 ${head.size} 的树根与已公布的树头（${head.at}）不符`;
    this.#findings.add('published-head', {}, zh, `The root at size ${head.size} is not that of the published head of ${head.at}`);
  }

  #signatures(signed: SignedHead): void {
    const { head, signature, cosignatures } = signed;
    this.count += 1;
    this.newest = head;
    const fault = headFault(head, signature, this.#options.keys);
    if (fault === 'unknown-key') {
      this.#findings.add(
        'head-signature',
        {},
        `规模 ${head.size} 的树头由未知密钥 ${shown(signature.key)} 签名`,
        `The head of size ${head.size} is signed with the unknown key ${signature.key}`,
      );
    } else if (fault !== null) {
      this.#findings.add(
        'head-signature',
        {},
        `规模 ${head.size} 的树头签名无效`,
        `The signature of the head of size ${head.size} does not hold`,
      );
    }
    for (const each of cosignatures) {
      if (headFault(head, each, this.#options.witnesses) === null) continue;
      this.#findings.add(
        'cosignature',
        {},
        `${each.by} 对规模 ${head.size} 的树头的见证签名无效`,
        `The cosignature of ${each.by} on the head of size ${head.size} does not hold`,
      );
    }
  }

  /** What is left speaks of more leaves than there are, and leaves after the newest head of nothing signed. */
  async finish(size: number): Promise<void> {
    for (const head of this.#published) {
      this.#findings.add(
        'published-head',
        {},
        `已公布的树头规模为 ${head.size}，日志只有 ${size} 项`,
        `A head of size ${head.size} was published; the log has ${size} entries`,
      );
    }
    this.#published.length = 0;
    while ((await this.next()) !== Number.POSITIVE_INFINITY) {
      const signed = this.#page.shift();
      if (signed === undefined) continue;
      this.#signatures(signed);
      this.#findings.add(
        'head-beyond',
        {},
        `树头规模为 ${signed.head.size}，日志只有 ${size} 项`,
        `A head says ${signed.head.size} entries; the log has ${size}`,
      );
    }
    const covered = this.newest?.size ?? 0;
    if (covered < size)
      this.#findings.add(
        'head-missing',
        {},
        `第 ${covered} 项之后没有签名的树头`,
        `No signed head covers the entries from place ${covered} on`,
      );
  }
}

async function compareTiles(sql: Sql, computed: readonly Tile[], findings: Findings): Promise<void> {
  const stored = await readTiles(sql, computed);
  for (const tile of computed) {
    const kept = stored.get(tileKey(tile));
    if (kept?.subarray(0, tile.hashes.length).equals(tile.hashes) === true) continue;
    if (tile.level === 0 && kept !== undefined) await nameLeaves(sql, tile, kept, findings);
    else
      findings.add('tile-changed', {}, `日志瓦片 ${tileKey(tile)} 缺失或被改动`, `Tile ${tileKey(tile)} of the log is missing or changed`);
  }
}

/** A leaf that differs from its tile is named with its record. */
async function nameLeaves(sql: Sql, tile: Tile, kept: Buffer, findings: Findings): Promise<void> {
  for (let at = 0; at < tile.hashes.length; at += hashBytes) {
    if (tile.hashes.subarray(at, at + hashBytes).equals(kept.subarray(at, at + hashBytes))) continue;
    const seq = tile.index * tileWidth + at / hashBytes;
    const { rows } = await sql.query<EntryKey>('select record_type, record_id, version from ledger_leaf where seq = $1', [seq]);
    findings.add(
      'leaf-changed',
      rows[0] ?? {},
      `日志第 ${seq} 项的散列值与瓦片不一致`,
      `The hash at place ${seq} of the log is not the one in its tile`,
    );
  }
}

/** Tiles must end where the log ends, or the next entry could not be sealed. */
async function compareEdges(sql: Sql, size: number, findings: Findings): Promise<void> {
  const edges = edgeTiles(size);
  const stored = await readTiles(sql, edges);
  for (const edge of edges) {
    const width = Math.floor(size / tileWidth ** edge.level) % tileWidth;
    const kept = stored.get(tileKey(edge));
    if (kept === undefined || kept.length <= width * hashBytes) continue;
    findings.add('tile-changed', {}, `日志瓦片 ${tileKey(edge)} 超出日志末尾`, `Tile ${tileKey(edge)} goes beyond the end of the log`);
  }
}

async function findOrphans(sql: Sql, findings: Findings): Promise<void> {
  const { rows } = await sql.query<EntryKey & { seq: number }>(
    `select seq, record_type, record_id, version from ledger_leaf l
     where not exists (select from ledger_entry e where e.record_type = l.record_type and e.record_id = l.record_id and e.version = l.version)
     order by seq limit 1000`,
  );
  for (const row of rows) {
    findings.add('entry-missing', row, `日志第 ${row.seq} 项的记录被删除`, `The entry at place ${row.seq} of the log was deleted`);
  }
}
