import type { Span } from '#web/api/search.ts';
import './search.css';

/** A text with what was asked for set off. */
export function Marked({ text, spans }: { readonly text: string; readonly spans: readonly Span[] }) {
  const ends = spans.flatMap(({ from, to }) => [from, to]);
  const edges = [0, ...ends, text.length];
  return edges.slice(1).map((to, index) => {
    const from = edges[index] ?? 0;
    const part = text.slice(from, to);
    // Parts alternate, and a place in the text names one of them.
    if (part === '') return null;
    return index % 2 === 1 ? (
      <mark key={from} className="found">
        {part}
      </mark>
    ) : (
      <span key={from}>{part}</span>
    );
  });
}
