import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { precompress } from './build/precompress.ts';

const root = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig(async ({ mode }) => ({
  root,
  plugins: [react(), precompress(), ...(mode === 'mock' ? [(await import('./testing/mock-api.ts')).mockApi()] : [])],
  server: { proxy: mode === 'mock' ? {} : { '/v1': process.env.ANWANG_URL ?? 'http://127.0.0.1:8080' } },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    // The polyfill is an inline script, which the content security policy refuses.
    modulePreload: { polyfill: false },
    // An inlined asset is a data: address, which the policy allows for images only.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      output: {
        // Left to itself the bundler makes a file of every module that two pages share: forty of them for the first page.
        codeSplitting: {
          groups: [
            {
              name: 'base',
              test: /node_modules[\\/](react|react-dom|scheduler|react-router|@tanstack|i18next|react-i18next)[\\/]/,
              priority: 3,
            },
            { name: 'widgets', test: /node_modules[\\/](antd|@rc-component|@ant-design)[\\/]/, minShareCount: 9, priority: 2 },
            { name: 'console', test: /web[\\/](console[\\/](shared|language|session)|api)[\\/]/, minShareCount: 6, priority: 1 },
          ],
        },
      },
    },
  },
}));
