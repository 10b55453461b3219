import { useEffect, useRef, useState } from 'react';
import type { Text } from '#kernel/text.ts';
import { problemBodyOf } from '../../shared/problem-alert.tsx';

export interface UploadJob {
  readonly file: File;
  readonly percent: number;
  /** Why it stopped. */
  readonly failed: Text | null;
}

/** Uploads under way; each that arrives is handed on with its id. Leaving the form stops them. */
export function useUploads(onArrived: (id: string, name: string) => void) {
  const [jobs, setJobs] = useState<readonly UploadJob[]>([]);
  const stop = useRef(new AbortController());
  const arrived = useRef(onArrived);
  arrived.current = onArrived;

  useEffect(() => {
    const controller = new AbortController();
    stop.current = controller;
    return () => controller.abort();
  }, []);

  function update(file: File, change: Partial<UploadJob> | null): void {
    setJobs((known) =>
      change === null ? known.filter((job) => job.file !== file) : known.map((job) => (job.file === file ? { ...job, ...change } : job)),
    );
  }

  async function send(file: File): Promise<void> {
    update(file, { failed: null, percent: 0 });
    try {
      // The protocol's client comes when the first file does.
      const { upload } = await import('#web/api/upload.ts');
      const id = await upload(file, (percent) => update(file, { percent }), stop.current.signal);
      update(file, null);
      arrived.current(id, file.name);
    } catch (error) {
      const { text, details } = problemBodyOf(error);
      update(file, { failed: details[0]?.text ?? text });
    }
  }

  function begin(files: readonly File[]): void {
    setJobs((known) => [...known, ...files.map((file) => ({ file, percent: 0, failed: null }))]);
    for (const file of files) void send(file);
  }

  return { jobs, begin, retry: (file: File) => void send(file) };
}
