import type { Rate } from './config.ts';

export interface RateLimit {
  /** Takes one request of `key`: 0 when it may go on, else the seconds until it may. */
  take(key: string): number;
}

interface Bucket {
  tokens: number;
  at: number;
}

const most_buckets = 50_000;

/** A token bucket per key, in this process: several servers each allow the rate. `monotonic` gives milliseconds. */
export function rateLimit(rate: Rate, monotonic: () => number): RateLimit {
  if (rate.perSecond === Number.POSITIVE_INFINITY) return { take: () => 0 };
  const buckets = new Map<string, Bucket>();
  const perMs = rate.perSecond / 1000;

  function prune(now: number): void {
    // A bucket that has refilled says nothing any more.
    for (const [key, bucket] of buckets) if ((now - bucket.at) * perMs >= rate.burst - bucket.tokens) buckets.delete(key);
    if (buckets.size >= most_buckets) buckets.clear();
  }

  return {
    take: (key) => {
      const now = monotonic();
      const bucket = buckets.get(key);
      if (bucket === undefined) {
        if (buckets.size >= most_buckets) prune(now);
        buckets.set(key, { tokens: rate.burst - 1, at: now });
        return 0;
      }
      bucket.tokens = Math.min(rate.burst, bucket.tokens + (now - bucket.at) * perMs);
      bucket.at = now;
      if (bucket.tokens < 1) return Math.max(1, Math.ceil((1 - bucket.tokens) / rate.perSecond));
      bucket.tokens -= 1;
      return 0;
    },
  };
}
