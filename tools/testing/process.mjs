import { spawn } from 'node:child_process';

const running = new Set();

function end(child, signal) {
  try {
    // Each step leads a process group, so that the servers and browsers it started end with it.
    process.kill(-child.pid, signal);
  } catch {
    // It is gone already.
  }
}

/** Ends whatever still runs: on Ctrl-C, and when a step has outlived its time. */
export function endAll() {
  for (const child of running) end(child, 'SIGTERM');
}

/**
 * Runs Node with the words given and collects what it prints.
 * @param limit_s after so many seconds the step is ended and counts as failed
 * @param onOutput told of each piece of output as it comes
 */
export function runNode(words, { limit_s, onOutput = () => undefined, environment = {} }) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, words, {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1', ...environment },
    });
    running.add(child);
    let stdout = '';
    let stderr = '';
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      end(child, 'SIGTERM');
      setTimeout(() => end(child, 'SIGKILL'), 5_000).unref();
    }, limit_s * 1_000);
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
      onOutput(text);
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text;
      onOutput(text);
    });
    const finish = (code, reason) => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ ok: code === 0 && !late, stdout, stderr: late ? `${stderr}\nended after ${limit_s} s` : `${stderr}${reason}` });
    };
    child.on('error', (failure) => finish(1, failure.message));
    child.on('close', (code) => finish(code ?? 1, ''));
  });
}
