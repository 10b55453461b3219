import { Empty } from 'antd';
import { Link } from 'react-router';
import { useWords } from '../language/language.ts';
import { PageHead } from '../shared/page-head.tsx';

export function NotFoundPage() {
  const { t } = useWords();
  return (
    <>
      <PageHead title={t('failure.notFound')} />
      <section className="panel">
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={false}>
          <Link to="/">{t('failure.home')}</Link>
        </Empty>
      </section>
    </>
  );
}
