import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const most = 256 * 1024 * 1024;

/** Where a file of this repository lies, whatever folder a law is run in. */
export function here(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}

/**
 * Runs a checking tool and gives back the JSON that it prints. Its exit code counts findings, so only a missing report is a failure.
 * @param program path inside node_modules
 */
export function reportOf<T>(program: string, settings: readonly string[], folder: string): Promise<T> {
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [here(`node_modules/${program}`), ...settings],
      { cwd: folder, maxBuffer: most },
      (_failure, stdout, stderr) => {
        try {
          // A notice may stand before the report.
          resolve(JSON.parse(stdout.slice(Math.max(0, stdout.indexOf('{"')))));
        } catch {
          reject(new Error(`${program} gave no report: ${(stderr || stdout).slice(-2_000)}`));
        }
      },
    );
  });
}
