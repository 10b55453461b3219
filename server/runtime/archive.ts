import { chmod, chown, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { canEnter, chooseRunAs } from '#kernel/database/run-as.ts';
import { Problem } from '#kernel/problem/problem.ts';

/** The two parts of an archive folder: the write-ahead log as it grows, and the base copies to start from. */
export function archiveParts(archive: string): { wal: string; base: string } {
  return { wal: join(archive, 'wal'), base: join(archive, 'base') };
}

function shellQuote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** `%` starts a placeholder in PostgreSQL's commands. */
function inCommand(path: string): string {
  return shellQuote(path.replaceAll('%', '%%'));
}

export function restoreCommand(archive: string): string {
  return `cp ${inCommand(archiveParts(archive).wal)}/%f %p`;
}

/** Makes the folder and gives the log's part of it to the database user. Answers the settings of a cluster that archives there; of one that does not for null. */
export async function archiveSettings(archive: string | null): Promise<Record<string, string>> {
  if (archive === null) return {};
  const { wal, base } = archiveParts(archive);
  const user = chooseRunAs();
  await mkdir(wal, { recursive: true });
  await mkdir(base, { recursive: true, mode: 0o700 });
  await chmod(wal, 0o700);
  if (user !== null) await chown(wal, user.uid, user.gid);
  if (!canEnter(user, wal)) {
    throw new Problem('refused', [
      {
        code: 'archive-closed',
        text: {
          zh: `用户 ${user?.name} 无法进入归档目录 ${wal}：请换一个目录`,
          en: `the user ${user?.name} cannot enter the archive folder ${wal}: choose another one`,
        },
      },
    ]);
  }
  const target = `${inCommand(wal)}/%f`;
  // A segment that is there already is fine when it is the same: the archiver repeats after a crash. It gets its name when it is whole.
  const command = `if test -f ${target}; then cmp -s %p ${target}; else cp %p ${target}.part && mv ${target}.part ${target}; fi`;
  return { archive_mode: 'on', archive_command: command, archive_timeout: '60s' };
}
