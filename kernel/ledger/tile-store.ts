import type { Sql } from '#kernel/database/sql.ts';
import { type Tile, type TileId, tileKey } from './tiles.ts';

/** The tiles that exist of those wanted, by `tileKey`. */
export async function readTiles(sql: Sql, tiles: readonly TileId[]): Promise<Map<string, Buffer>> {
  if (tiles.length === 0) return new Map();
  const { rows } = await sql.query<{ level: number; idx: number; hashes: Buffer }>({
    name: 'ledger.tiles',
    text: 'select level, idx, hashes from unnest($1::smallint[], $2::bigint[]) as wanted (level, idx) join ledger_tile using (level, idx)',
    values: [tiles.map((tile) => tile.level), tiles.map((tile) => tile.index)],
  });
  return new Map(rows.map((row) => [tileKey({ level: row.level, index: row.idx }), row.hashes]));
}

/** Writes new tiles and lets growing ones grow. */
export async function writeTiles(sql: Sql, tiles: readonly Tile[]): Promise<void> {
  await sql.query(
    `insert into ledger_tile (level, idx, hashes) select * from unnest($1::smallint[], $2::bigint[], $3::bytea[])
     on conflict (level, idx) do update set hashes = excluded.hashes`,
    [tiles.map((tile) => tile.level), tiles.map((tile) => tile.index), tiles.map((tile) => tile.hashes)],
  );
}
