import { QueryClientProvider } from '@tanstack/react-query';
import { App, ConfigProvider } from 'antd';
import chinese from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useEffect, useState } from 'react';
import { RouterProvider } from 'react-router/dom';
import { queryClient } from '#web/api/queries.ts';
import { useWords } from './language/language.ts';
import { router } from './router.tsx';
import { theme } from './theme/theme.ts';

/** antd's own words: Chinese at once, English when it is chosen. */
function useLocale(): typeof chinese {
  const { language } = useWords();
  const [english, setEnglish] = useState<typeof chinese | null>(null);
  useEffect(() => {
    dayjs.locale(language === 'zh' ? 'zh-cn' : 'en');
    if (language === 'en') void import('antd/locale/en_US').then((module) => setEnglish(module.default));
  }, [language]);
  return language === 'en' ? (english ?? chinese) : chinese;
}

export function Application() {
  return (
    <QueryClientProvider client={queryClient}>
      <ConfigProvider locale={useLocale()} theme={theme} button={{ autoInsertSpace: false }} wave={{ disabled: true }}>
        <App message={{ maxCount: 2 }} component={false}>
          <RouterProvider router={router} />
        </App>
      </ConfigProvider>
    </QueryClientProvider>
  );
}
