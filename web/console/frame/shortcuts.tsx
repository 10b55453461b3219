import { Modal } from 'antd';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { useWords } from '../language/language.ts';

const places: Readonly<Record<string, string>> = { w: '/', h: '/hidden-dangers', e: '/enterprises', m: '/map', p: '/ledger' };

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));
}

/** Answers whether there is something to focus. */
function focusFirst(selector: string): boolean {
  const found = document.querySelector<HTMLElement>(selector);
  found?.focus();
  return found !== null;
}

/** The box of the header; a phone has a way to its page instead, and who has no business with records has neither. */
function toSearch(event: KeyboardEvent): void {
  event.preventDefault();
  if (!focusFirst('[data-search-all]')) document.querySelector<HTMLElement>('[data-search-link]')?.click();
}

function isSearchAll(event: KeyboardEvent): boolean {
  return (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k';
}

/** Single letters never act while somebody types or a dialogue is open. */
export function Shortcuts() {
  const { t } = useWords();
  const navigate = useNavigate();
  const [help, setHelp] = useState(false);

  useEffect(() => {
    let armed = 0;
    function pressed(event: KeyboardEvent): void {
      // Unlike the single letters it acts from within a field, too.
      if (isSearchAll(event) && document.querySelector('[role=dialog]') === null) {
        toSearch(event);
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector('[role=dialog]') !== null)
        return;
      const went = places[event.key];
      if (armed > event.timeStamp && went !== undefined) {
        armed = 0;
        void navigate(went);
        return;
      }
      armed = event.key === 'g' ? event.timeStamp + 1500 : 0;
      if (event.key === '?') setHelp(true);
      // A page that has a search of its own comes first.
      if (event.key === '/') {
        event.preventDefault();
        if (!focusFirst('[data-search] input, input[data-search]')) toSearch(event);
      }
      if (event.key === 'n') focusFirst('[data-create]');
    }
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [navigate]);

  const then = t('keys.then');
  const rows: readonly (readonly [string, string])[] = [
    ['/', t('keys.search')],
    ['Ctrl K', t('keys.searchAll')],
    ['n', t('keys.create')],
    [`g ${then} w`, t('keys.goWork')],
    [`g ${then} h`, t('keys.goDangers')],
    [`g ${then} e`, t('keys.goEnterprises')],
    [`g ${then} m`, t('keys.goMap')],
    [`g ${then} p`, t('keys.goProof')],
    ['?', t('keys.help')],
  ];
  return (
    <Modal open={help} title={t('keys.title')} footer={null} onCancel={() => setHelp(false)} width={420}>
      <dl className="plain stack">
        {rows.map(([keys, what]) => (
          <div key={keys} className="row between">
            <dd>{what}</dd>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
