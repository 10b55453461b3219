import { useParams } from 'react-router';
import { DetailPage } from '../derived/detail.tsx';
import { ListPage } from '../derived/list.tsx';
import { typeByPlural } from '../derived/types.ts';
import { NotFoundPage } from './not-found-page.tsx';

export function RecordListPage() {
  const { plural = '' } = useParams();
  const type = typeByPlural(plural);
  return type === undefined ? <NotFoundPage /> : <ListPage key={plural} type={type} />;
}

export function RecordDetailPage() {
  const { plural = '', id = '' } = useParams();
  const type = typeByPlural(plural);
  return type === undefined ? <NotFoundPage /> : <DetailPage key={id} type={type} id={id} />;
}
