import { Problem } from '#kernel/problem/problem.ts';
import type { Text } from '#kernel/text.ts';
import { type Parts, type Stage, type Started, start } from '#server/runtime/start.ts';
import type { CommonOptions, Surroundings } from './common.ts';
import { describeError, EXIT } from './exit.ts';
import { printJson, printLine, printText, progressBar, tell } from './output.ts';

export interface StartFlags extends CommonOptions {
  readonly host: string;
  readonly port: number;
  readonly demo?: boolean;
  /** Commander's `--no-archive` is false. */
  readonly archive?: string | false;
  readonly allowDestructive?: boolean;
}

const stages: Partial<Record<Stage, Text>> = {
  waiting: { zh: '另一个进程正在启动数据库，等待……', en: 'another process is starting the database; waiting' },
  initialising: { zh: '正在建立数据库……', en: 'making the database' },
  recovering: { zh: '数据库正在恢复（上次未正常关闭）……', en: 'the database is recovering: it was not shut down in order' },
  adopted: { zh: '接管正在运行的数据库', en: 'adopted the running database' },
  lost: { zh: '数据库停止了，正在重新启动……', en: 'the database died; starting it again' },
  loading: { zh: '正在装载……', en: 'loading' },
};

/** A port that is taken is the user's to change, and no failure of ours. */
function explain(error: unknown, port: number): never {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    const text = { zh: `端口 ${port} 已被占用：用 --port 换一个`, en: `port ${port} is taken: choose another one with --port` };
    throw new Problem('unavailable', [{ code: 'port-taken', text }]);
  }
  throw error;
}

function report(started: Started, json: boolean): void {
  const { url, database, logIns } = started;
  if (json) {
    printJson({ url, console: `${url}/`, database, demo: started.demo, logins: logIns });
    return;
  }
  printText({ zh: `安网已启动：${url}/`, en: `Anwang is running: ${url}/` });
  printText({ zh: `接口文档：${url}/v1/openapi.json`, en: `API: ${url}/v1/openapi.json` });
  if (logIns.length > 0) {
    printText({ zh: '演示账号（仅演示数据库，人物均为虚构）：', en: 'Demonstration log-ins (none of these people exists):' });
    const width = Math.max(...logIns.map((each) => each.login.length));
    for (const each of logIns) printLine(`  ${each.login.padEnd(width)}  ${each.password}  ${each.name} ${each.post}`);
  } else if (!started.demo) {
    printText({ zh: '首个管理员：anwang user add --help', en: 'The first administrator: anwang user add --help' });
  }
  printText({ zh: '按 Ctrl-C 停止', en: 'Ctrl-C stops it' });
}

/** Settles at the first signal to end; a second one ends the process at once. */
function untilTold(): Promise<void> {
  return new Promise((resolve) => {
    let told = false;
    for (const name of ['SIGINT', 'SIGTERM'] as const) {
      process.on(name, () => {
        if (told) process.exit(EXIT.failed);
        told = true;
        resolve();
      });
    }
  });
}

/** The server's code is read while the database starts; its first use waits for both, and its last part for the console's files too. */
function lateParts(surroundings: Surroundings, onError: (where: string, error: unknown) => void): Parts {
  const loaded = import('#server/parts.ts').then(({ serverParts }) => serverParts(onError));
  // A start that fails earlier never asks for it.
  loaded.catch(() => undefined);
  return {
    load: async (...given) => (await loaded).load(...given),
    work: async (...given) => (await loaded).work(...given),
    serve: async (...given) => {
      await surroundings.webBuilt;
      return (await loaded).serve(...given);
    },
    logIns: async (...given) => (await loaded).logIns(...given),
  };
}

export function runStart(surroundings: Surroundings): (flags: StartFlags) => Promise<number> {
  return async (flags) => {
    let stopping = false;
    const parts = lateParts(surroundings, (where, error) => {
      // Work that is cut off by the end fails, as it must.
      if (!stopping) process.stderr.write(`${where}: ${describeError(error)}\n`);
    });
    const bar = progressBar();
    const told = untilTold();
    const started = await start(flags, parts, {
      stage: (stage) => {
        bar.end();
        const text = stages[stage];
        if (text !== undefined && !stopping) tell(text);
      },
      progress: bar.show,
    })
      .catch((error: unknown) => {
        stopping = true;
        return explain(error, flags.port);
      })
      .finally(bar.end);
    report(started, flags.json === true);
    await told;
    stopping = true;
    tell({ zh: '正在停止……', en: 'stopping' });
    await started.close();
    // Work that was cut off may hold the process open; nothing waits for it any more.
    setTimeout(() => process.exit(EXIT.ok), 1_000).unref();
    return EXIT.ok;
  };
}
