// A thread of its own: setting a page is native work that would hold up whoever waits for an answer.
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

const compiler = NodeCompiler.create({ fontArgs: [{ fontBlobs: workerData.fonts.map((path) => readFileSync(path)) }] });
const template = readFileSync(workerData.template, 'utf8');
/** Results kept of earlier papers: a letterhead is set once, and memory stays bounded. */
const keptCompilations = 4;

/** Pages of a drawing lie below each other; the edge of each is drawn, as a sheet on a desk has one. */
const page = /<path class="typst-shape" fill="#ffffff" fill-rule="nonzero" d="M 0 0v/g;
const edged = '<path class="typst-shape" fill="#ffffff" stroke="#c9ced6" fill-rule="nonzero" d="M 0 0v';

function set({ paper, format }) {
  const compiled = compiler.compile({ mainFileContent: template, inputs: { paper } });
  if (compiled.hasError()) throw new Error(`the paper cannot be set: ${JSON.stringify(compiled.takeDiagnostics()?.shortDiagnostics)}`);
  const document = compiled.result;
  const bytes = format === 'pdf' ? compiler.pdf(document) : Buffer.from(compiler.plainSvg(document).replace(page, edged));
  const pages = document.numOfPages;
  compiler.evictCache(keptCompilations);
  return { bytes, pages };
}

parentPort.on('message', (order) => {
  try {
    parentPort.postMessage({ id: order.id, ...set(order) });
  } catch (error) {
    parentPort.postMessage({ id: order.id, failure: String(error instanceof Error ? error.message : error) });
  }
});
