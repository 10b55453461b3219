import type { ImportReport, PlaceCounts } from '#web/api/imports.ts';
import type { Text } from '#web/api/types.ts';
import { type AnyRecordType, fieldOf } from '../../derived/types.ts';
import { useWords } from '../../language/language.ts';
import { formatMoney, formatNumber } from '../../shared/format.ts';

interface Line {
  readonly place: string;
  readonly before: number;
  readonly made: number;
  readonly after: number;
}

function valueAt(counts: PlaceCounts, place: string, sum: string | null): number {
  const found = counts.find((each) => each.place === place);
  return (sum === null ? found?.n : found?.sums[sum]) ?? 0;
}

function linesOf({ before, after, made }: ImportReport, sum: string | null): readonly Line[] {
  const all = [before ?? [], after ?? [], made];
  const places = [...new Set(all.flatMap((each) => each.map(({ place }) => place)))].sort();
  return places.map((place) => ({
    place,
    before: valueAt(before ?? [], place, sum),
    made: valueAt(made, place, sum),
    after: valueAt(after ?? [], place, sum),
  }));
}

function totalOf(lines: readonly Line[]): Line {
  const sum = (pick: (line: Line) => number) => lines.reduce((all, each) => all + pick(each), 0);
  return { place: '', before: sum((each) => each.before), made: sum((each) => each.made), after: sum((each) => each.after) };
}

interface TableProps {
  readonly report: ImportReport;
  readonly caption: string;
  readonly sum: string | null;
  readonly shown: (value: number) => string;
}

function Balance({ report, caption, sum, shown }: TableProps) {
  const { t, say } = useWords();
  const lines = linesOf(report, sum);
  const row = (line: Line, name: string) => (
    <tr key={line.place}>
      <th scope="row">{name}</th>
      <td className="number">{shown(line.before)}</td>
      <td className="number">{shown(line.made)}</td>
      <td className="number">{shown(line.after - line.before - line.made)}</td>
      <td className="number">{shown(line.after)}</td>
    </tr>
  );
  const label = (place: string): Text => report.labels[place] ?? { zh: place, en: place };
  return (
    <div className="sub-table-scroll">
      <table className="sub-table import-balance">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t('imports.place')}</th>
            <th scope="col">{t('imports.before')}</th>
            <th scope="col">{t('imports.made')}</th>
            <th scope="col">{t('imports.others')}</th>
            <th scope="col">{t('imports.after')}</th>
          </tr>
        </thead>
        <tbody>{lines.map((line) => row(line, say(label(line.place))))}</tbody>
        <tfoot>{row(totalOf(lines), t('imports.total'))}</tfoot>
      </table>
    </div>
  );
}

/** Counts and sums by place before and after: what the import made, and what others did meanwhile. */
export function Reconcile({ report, type }: { readonly report: ImportReport; readonly type: AnyRecordType }) {
  const { t, say, language } = useWords();
  if (report.before === null || report.after === null) return null;
  const sums = [...new Set([...report.after, ...report.before, ...report.made].flatMap((each) => Object.keys(each.sums)))];
  return (
    <section className="panel stack" aria-labelledby="import-reconcile">
      <h2 id="import-reconcile">{t('imports.reconcile')}</h2>
      <Balance report={report} caption={say(type.label)} sum={null} shown={(value) => formatNumber(value, language)} />
      {sums.map((name) => {
        const field = fieldOf(type, name);
        const caption = t('imports.sum', { label: say(field?.label ?? { zh: name, en: name }) });
        const shown = (value: number) => (field?.kind === 'money' ? formatMoney(value) : formatNumber(value, language));
        return <Balance key={name} report={report} caption={caption} sum={name} shown={shown} />;
      })}
    </section>
  );
}
