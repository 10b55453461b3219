import { DetailedError, Upload } from 'tus-js-client';
import { ApiError, csrfToken, isProblem, localProblem } from './client.ts';

/** The last part of the address that tus gave the upload is the file's id. */
export function fileIdOf(url: string | null): string | null {
  const last = url?.split('?')[0]?.split('/').filter(Boolean).at(-1);
  return last === undefined || last === '' ? null : last;
}

const interrupted = { zh: '上传中断，请重试', en: 'The upload was interrupted; try again' };

function isRefusal(error: Error): boolean {
  const status = error instanceof DetailedError ? (error.originalResponse?.getStatus() ?? 0) : 0;
  return status >= 400 && status < 500;
}

function refusalOf(error: Error): ApiError | null {
  if (!(error instanceof DetailedError)) return null;
  try {
    const body: unknown = JSON.parse(error.originalResponse?.getBody() ?? 'null');
    return isProblem(body) ? new ApiError(body) : null;
  } catch {
    return null;
  }
}

/** Sends one file resumably: a cut line goes on at the same byte, by itself for half a minute and at the next try after that. */
export function upload(file: File, onProgress: (percent: number) => void, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const job = new Upload(file, {
      endpoint: '/v1/uploads',
      chunkSize: 8 * 1024 * 1024,
      retryDelays: [0, 1000, 3000, 8000, 20_000],
      metadata: { filename: file.name, filetype: file.type },
      removeFingerprintOnSuccess: true,
      onBeforeRequest: (request) => request.setHeader('x-anwang-csrf', csrfToken()),
      onProgress: (sent, total) => onProgress(total === 0 ? 100 : Math.floor((sent / total) * 100)),
      // A refusal (too large, a forbidden type) stays one; only a lost line is worth another try.
      onShouldRetry: (error) => !isRefusal(error),
      onError: (error) => reject(refusalOf(error) ?? localProblem('unavailable', 0, interrupted)),
      onSuccess: () => {
        const id = fileIdOf(job.url);
        if (id === null) reject(localProblem('unavailable', 0, { zh: '上传没有编号', en: 'The upload got no id' }));
        else resolve(id);
      },
    });
    signal.addEventListener('abort', () => void job.abort());
    job
      .findPreviousUploads()
      .then((earlier) => {
        const [last] = earlier;
        if (last !== undefined) job.resumeFromPreviousUpload(last);
        if (!signal.aborted) job.start();
      })
      .catch(() => job.start());
  });
}
