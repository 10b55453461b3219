import { useEffect } from 'react';
import { LanguageButton } from '../frame/header.tsx';
import { useWords } from '../language/language.ts';
import './entrance.css';

/** The frame of what stands before the log-in. */
export function Entrance({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  const { t } = useWords();
  const product = t('product.name');
  useEffect(() => {
    document.title = `${title} - ${product}`;
  }, [title, product]);
  return (
    <div className="entrance">
      <header className="entrance-head">
        <img src="/favicon.svg" alt="" width="36" height="36" />
        <div className="grow">
          <div className="entrance-name">{t('product.long')}</div>
          <div className="muted">{t('product.place')}</div>
        </div>
        <LanguageButton />
      </header>
      <main className="panel entrance-box">
        <h1>{title}</h1>
        {children}
      </main>
    </div>
  );
}
