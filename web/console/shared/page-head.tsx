import { useEffect } from 'react';
import { useWords } from '../language/language.ts';
import './page-head.css';

interface Props {
  readonly title: string;
  /** Small and beside the title: a state, a mark. */
  readonly beside?: React.ReactNode;
  readonly note?: React.ReactNode;
  readonly actions?: React.ReactNode;
}

/** The one heading of a page; it names the browser's tab as well. */
export function PageHead({ title, beside, note, actions }: Props) {
  const { t } = useWords();
  const product = t('product.name');
  useEffect(() => {
    document.title = `${title} - ${product}`;
  }, [title, product]);
  return (
    <div className="page-head">
      <div className="grow">
        <div className="row">
          <h1>{title}</h1>
          {beside}
        </div>
        {note !== undefined && <div className="muted page-note">{note}</div>}
      </div>
      {actions !== undefined && <div className="row screen">{actions}</div>}
    </div>
  );
}
