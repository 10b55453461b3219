import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { ROOT } from '#kernel/database/root.ts';
import { fontFiles } from './fonts.ts';
import type { Paper } from './paper.ts';
import { squareCodeSvg } from './square-code.ts';
import { withBoxes } from './texts.ts';
import { chineseDay } from './words.ts';

export interface TypesetPaper {
  readonly bytes: Buffer;
  readonly pages: number;
  /** Characters that no font has; a box stands in their place. */
  readonly missing: readonly string[];
}

type Answer = { readonly id: number } & (
  | { readonly bytes: Uint8Array; readonly pages: number; readonly failure?: undefined }
  | { readonly failure: string }
);

interface Waiting {
  readonly resolve: (answer: { bytes: Uint8Array; pages: number }) => void;
  readonly reject: (error: Error) => void;
}

interface Thread {
  readonly worker: Worker;
  readonly waiting: Map<number, Waiting>;
}

let thread: Thread | undefined;
let orders = 0;

/** Started by the first paper, which waits until the fonts are read; it holds no process open that has nothing else to do. */
function openThread(): Thread {
  const folder = join(ROOT, 'kernel/documents');
  const worker = new Worker(join(folder, 'typesetter.mjs'), { workerData: { fonts: fontFiles(), template: join(folder, 'paper.typ') } });
  const opened: Thread = { worker, waiting: new Map() };
  worker.unref();
  worker.on('message', (answer: Answer) => {
    const waiting = opened.waiting.get(answer.id);
    opened.waiting.delete(answer.id);
    if (opened.waiting.size === 0) worker.unref();
    if (answer.failure === undefined) waiting?.resolve(answer);
    else waiting?.reject(new Error(answer.failure));
  });
  const fail = (error: Error) => {
    if (thread === opened) thread = undefined;
    for (const each of opened.waiting.values()) each.reject(error);
    opened.waiting.clear();
  };
  worker.on('error', fail);
  worker.on('exit', (code) => fail(new Error(`the thread that sets papers ended with ${code}`)));
  return opened;
}

function ask(paper: string, format: 'pdf' | 'svg'): Promise<{ bytes: Uint8Array; pages: number }> {
  thread ??= openThread();
  const { worker, waiting } = thread;
  orders += 1;
  const id = orders;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    worker.ref();
    worker.postMessage({ id, paper, format });
  });
}

/** Sets a paper into pages: PDF, or one drawing (SVG) of all pages below each other. The same paper gives the same bytes. */
export async function typeset(paper: Paper, foot: string, format: 'pdf' | 'svg'): Promise<TypesetPaper> {
  const { value, missing } = withBoxes({
    ...paper,
    foot,
    day: paper.signature?.day ? chineseDay(paper.signature.day) : null,
  });
  const qr = paper.code ? { qr: squareCodeSvg(paper.code) } : {};
  const answer = await ask(JSON.stringify({ ...value, ...qr }), format);
  return { bytes: Buffer.from(answer.bytes), pages: answer.pages, missing };
}
