const hour_ms = 3_600_000;
const day_ms = 24 * hour_ms;
/** UTC+8 all year. */
const zone_ms = 8 * hour_ms;

/** From one full hour to another in the province's time; they may lie around midnight. Equal hours are no quiet at all. */
export interface Quiet {
  readonly from: number;
  readonly to: number;
}

function isQuiet({ from, to }: Quiet, hour: number): boolean {
  return from <= to ? hour >= from && hour < to : hour >= from || hour < to;
}

/** The first moment from `at` on at which somebody may be disturbed. */
export function afterQuiet(at: Date, quiet: Quiet): Date {
  const local = at.getTime() + zone_ms;
  if (!isQuiet(quiet, Math.floor((local % day_ms) / hour_ms))) return at;
  const today = Math.floor(local / day_ms) * day_ms + quiet.to * hour_ms;
  return new Date((today > local ? today : today + day_ms) - zone_ms);
}
