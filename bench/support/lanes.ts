/**
 * Runs `work` in `lanes` lanes, each again and again, for so many seconds.
 * @returns how many were done and in what time, milliseconds of each in `times_ms`.
 */
export async function runLanes(
  lanes: number,
  seconds: number,
  work: (lane: number) => Promise<unknown>,
): Promise<{ readonly done: number; readonly seconds: number; readonly times_ms: number[] }> {
  const times_ms: number[] = [];
  const start = performance.now();
  const end = start + seconds * 1_000;
  async function lane(index: number): Promise<void> {
    for (let now = performance.now(); now < end; ) {
      await work(index);
      const after = performance.now();
      times_ms.push(after - now);
      now = after;
    }
  }
  await Promise.all(Array.from({ length: lanes }, (_, index) => lane(index)));
  return { done: times_ms.length, seconds: (performance.now() - start) / 1_000, times_ms };
}

/** Starts `work(n)` at a steady pace, whether or not the earlier ones have ended: a slow answer is not made up for by asking less. */
export async function atPace(count: number, perSecond: number, work: (n: number, due: number) => Promise<void>): Promise<void> {
  const start = performance.now();
  const running: Promise<void>[] = [];
  for (let n = 0; n < count; n += 1) {
    const due = start + (n * 1_000) / perSecond;
    const ahead = due - performance.now();
    if (ahead > 0) await new Promise((resolve) => setTimeout(resolve, ahead));
    running.push(work(n, due));
  }
  await Promise.all(running);
}
