import { mkdir } from 'node:fs/promises';
import {
  asOwner,
  type Cluster,
  createDatabase,
  databaseExists,
  grantServerLogin,
  openOutsideCluster,
  SERVER_ROLE,
} from '#kernel/database/cluster.ts';
import { type ClusterEvent, type EmbeddedCluster, openEmbeddedCluster } from '#kernel/database/embedded.ts';
import { secret } from '#kernel/database/secrets.ts';
import { Problem } from '#kernel/problem/problem.ts';
import { archiveSettings } from './archive.ts';
import { DATABASE, DEMO_DATABASE, dataFolder, type NodeFile, readNodeFile, writeNodeFile } from './node-file.ts';

export interface NodeOptions {
  readonly data?: string | undefined;
  readonly database?: string | undefined;
  /** Chooses the database's default name; the demonstration has one of its own. */
  readonly demo?: boolean | undefined;
  /** Folder of the WAL archive; false ends archiving; undefined leaves it as it is. */
  readonly archive?: string | false | undefined;
  readonly onEvent?: ((event: ClusterEvent) => void) | undefined;
}

/** This installation's database: the cluster, and the database in it that the commands mean. */
export interface AnwangNode {
  readonly data: string;
  readonly database: string;
  readonly cluster: Cluster;
  readonly embedded: EmbeddedCluster | null;
  readonly archive: string | null;
  readonly ownerUrl: string;
  /** Makes sure that the server's role can log in, and answers its URL. */
  serverUrl(): Promise<string>;
  close(): Promise<void>;
}

export function outsideUrl(): string | undefined {
  const url = process.env.DATABASE_URL;
  return url === undefined || url === '' ? undefined : url;
}

function nameInUrl(url: string | undefined): string | undefined {
  const name = url === undefined ? '' : decodeURIComponent(new URL(url).pathname.slice(1));
  return name === '' || name === 'postgres' ? undefined : name;
}

export function chooseDatabase(options: NodeOptions, file: NodeFile): string {
  const byPack = options.demo === undefined ? undefined : options.demo ? DEMO_DATABASE : DATABASE;
  return options.database ?? nameInUrl(outsideUrl()) ?? byPack ?? file.database ?? DEMO_DATABASE;
}

async function openEmbedded(data: string, archive: string | null, options: NodeOptions): Promise<EmbeddedCluster> {
  const settings = await archiveSettings(archive);
  const open = () => openEmbeddedCluster({ data, settings, ...(options.onEvent === undefined ? {} : { onEvent: options.onEvent }) });
  const cluster = await open();
  if (cluster.origin === 'started') return cluster;
  // Archiving is switched at a start of PostgreSQL only.
  const { rows } = await asOwner(cluster, 'postgres', (sql) => sql.query<{ archive_command: string }>('show archive_command'));
  const running = rows[0]?.archive_command ?? '';
  if (options.archive === undefined || running.replace('(disabled)', '') === (settings.archive_command ?? '')) return cluster;
  if ((await cluster.otherUsers()) > 0) {
    await cluster.close();
    throw new Problem('refused', [
      {
        code: 'archive-needs-restart',
        text: {
          zh: '归档设置要重启数据库才能改变：请先停止使用它的其他进程',
          en: 'archiving changes at a restart of the database: stop the other processes that use it first',
        },
      },
    ]);
  }
  await cluster.stop();
  return open();
}

export interface OpenOptions extends NodeOptions {
  /** What to do about the database: it must be there, is created when it is not, or does not matter yet. */
  readonly want?: 'existing' | 'create' | 'any';
}

/** Makes sure that the server's role can log in to a database, and answers its URL. Several machines share one by ANWANG_SERVER_PASSWORD. */
export async function serverUrlOf(node: Pick<AnwangNode, 'cluster' | 'data'>, database: string): Promise<string> {
  const password = process.env.ANWANG_SERVER_PASSWORD ?? (await secret(node.data, SERVER_ROLE));
  return grantServerLogin(node.cluster, database, password);
}

/** Remembers the choices of a start for the other commands, and for the next start. */
export async function rememberNode(node: Pick<AnwangNode, 'data' | 'database' | 'archive'>, demo?: boolean): Promise<void> {
  const archive = node.archive === null ? {} : { archive: node.archive };
  await writeNodeFile(node.data, { database: node.database, ...(demo === undefined ? {} : { demo }), ...archive });
}

async function openOutside(url: string): Promise<Cluster> {
  const cluster = await openOutsideCluster(url);
  const { rows } = await asOwner(cluster, 'postgres', (sql) =>
    sql.query<{ rolsuper: boolean }>('select rolsuper from pg_roles where rolname = current_user'),
  );
  if (rows[0]?.rolsuper === true) return cluster;
  throw new Problem('refused', [
    {
      code: 'owner-not-superuser',
      text: {
        zh: 'DATABASE_URL 须是超级用户：迁移要建立服务器的角色',
        en: 'DATABASE_URL must be a superuser’s: migrations make the server’s roles',
      },
    },
  ]);
}

/** Opens the database of this installation, starting the embedded PostgreSQL when it is not running. */
export async function openNode(options: OpenOptions): Promise<AnwangNode> {
  const data = dataFolder(options.data);
  await mkdir(data, { recursive: true, mode: 0o711 });
  const file = await readNodeFile(data);
  const database = chooseDatabase(options, file);
  const archive = options.archive === false ? null : (options.archive ?? file.archive ?? null);
  const url = outsideUrl();
  const embedded = url === undefined ? await openEmbedded(data, archive, options) : null;
  const cluster = embedded ?? (await openOutside(url ?? ''));
  try {
    if (options.want === 'create') await createDatabase(cluster, database);
    if ((options.want ?? 'existing') === 'existing' && !(await databaseExists(cluster, database))) {
      throw new Problem('unavailable', [
        {
          code: 'no-database',
          text: { zh: `没有数据库 ${database}：先运行 anwang start`, en: `there is no database ${database}: run "anwang start" first` },
        },
      ]);
    }
  } catch (error) {
    await cluster.close();
    throw error;
  }
  return {
    data,
    database,
    cluster,
    embedded,
    archive: embedded === null ? null : archive,
    ownerUrl: cluster.url(database),
    serverUrl: () => serverUrlOf({ cluster, data }, database),
    close: () => cluster.close(),
  };
}
