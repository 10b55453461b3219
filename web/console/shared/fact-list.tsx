import './fact-list.css';

export interface Fact {
  readonly key: string;
  readonly label: string;
  readonly value: React.ReactNode;
  /** Takes the whole width. */
  readonly wide?: boolean;
}

/** Facts in two columns, in one on a phone: what is called a description list, and is one. */
export function FactList({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className="facts">
      {facts.map((fact) => (
        <div key={fact.key} className={fact.wide === true ? 'fact wide' : 'fact'}>
          <dt>{fact.label}</dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
