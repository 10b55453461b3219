import { totalmem } from 'node:os';

const MIB = 1024 * 1024;

/**
 * Settings written to `anwang.conf` before each start; `ALTER SYSTEM` still wins over them.
 * Sized by the machine's memory, and modest: the server, the browser and the build share it.
 */
export function clusterSettings(options: { durable: boolean; memoryBytes?: number }): Record<string, string> {
  const memoryMib = Math.floor((options.memoryBytes ?? totalmem()) / MIB);
  const buffers = Math.max(64, Math.min(options.durable ? 1024 : 128, Math.floor(memoryMib / 8)));
  const common = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    password_encryption: 'scram-sha-256',
    max_connections: '100',
    shared_buffers: `${buffers}MB`,
    effective_cache_size: `${Math.max(128, Math.floor(memoryMib / 2))}MB`,
    work_mem: '16MB',
    maintenance_work_mem: `${Math.max(64, Math.min(256, Math.floor(memoryMib / 16)))}MB`,
    random_page_cost: '1.1',
    // Short statements by index: compiling or spreading them costs more than running them.
    jit: 'off',
    max_parallel_workers_per_gather: '0',
    wal_level: 'replica',
    // The first change of a page after a checkpoint writes the whole page to the log: the further apart they lie, the less an act writes.
    // Recovery after a crash reads about this much.
    max_wal_size: '4GB',
    min_wal_size: '256MB',
    checkpoint_timeout: '15min',
    timezone: 'UTC',
    log_timezone: 'UTC',
    logging_collector: 'on',
    log_directory: 'log',
    log_filename: 'postgresql-%a.log',
    log_truncate_on_rotation: 'on',
    log_rotation_age: '1d',
    log_min_duration_statement: '1s',
  };
  if (options.durable) return common;
  return { ...common, fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', autovacuum: 'off', logging_collector: 'off' };
}

export function settingsFile(settings: Readonly<Record<string, string>>): string {
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`);
  return `# Written by anwang before each start; use ALTER SYSTEM for settings of your own.\n${lines.join('\n')}\n`;
}
