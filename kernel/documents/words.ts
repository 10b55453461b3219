/** `2026-12-01` as an official paper writes it: 2026年12月1日 (GB/T 9704-2012 7.3.5.4: no leading zero). */
export function chineseDay(day: string): string {
  return `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`;
}

/** Integer fen as yuan: `1234500` → `12,345.00 元`. */
export function yuan(fen: number): string {
  const digits = Math.abs(fen).toString().padStart(3, '0');
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return `${fen < 0 ? '-' : ''}${whole}.${digits.slice(-2)} 元`;
}
